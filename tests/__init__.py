"""Cairn's tests, in the order of its chapters."""
