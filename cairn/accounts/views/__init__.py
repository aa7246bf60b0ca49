"""The pages of sign-in, of a person's own account, and of an agency's people."""
