"""The child: identity, which agencies are involved and why, restricted records."""
