"""Files: checked, sealed, served."""
