"""Level 1, reviews and the county's groups: who came, what was decided, who does what by when."""
