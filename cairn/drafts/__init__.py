"""What somebody has typed in a form and not sent yet: kept as they write, given back on that page."""
