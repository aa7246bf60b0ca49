"""The pages of missing children."""
