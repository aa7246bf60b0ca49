"""Cairn: what professionals notice comes out as protection, disruption and learning."""
