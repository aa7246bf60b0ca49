"""Who saw and did what: append-only, chained, enforced by the database."""
