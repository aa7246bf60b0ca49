"""Measurements of the whole service over HTTP, beside what the database and the server could do."""
