"""The front door, tried as a stranger, a colleague and an intruder would."""
