"""The partnership's tools as versioned data, and what they said of a child at a time."""
