"""What is true of return home interviews: how far one is, what may be done, what the form asks."""
