"""Tests of children's records."""
