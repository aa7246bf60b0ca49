"""Adults and places of concern, vehicles, phones and online names."""
