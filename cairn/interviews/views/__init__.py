"""The pages of return home interviews."""
