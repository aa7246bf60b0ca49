"""The front page, and each person's own list: what needs me today. Owns no tables."""
