"""What is true of who can go where and when. Instants are UTC; no database, no clock, no request."""
