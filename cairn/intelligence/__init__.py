"""Strands: one claim each, graded 3x5x2, sanitised, disseminated under conditions."""
