"""People who use the service: sign-in, second factor, roles, notices."""
