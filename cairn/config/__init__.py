"""Settings, addresses, commands and the table of reactions: what joins the chapters."""
