"""The pages of assessments: make one, read one, compare two."""
