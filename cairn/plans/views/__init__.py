"""The pages of a child's plans."""
