"""Tests of adults, places and things."""
