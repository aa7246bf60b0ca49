"""The national returns of missing children: what goes into them, and what would not be accepted, and why."""
