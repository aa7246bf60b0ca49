"""CERAR: from a contact to a level, a plan, reviews, and an end."""
