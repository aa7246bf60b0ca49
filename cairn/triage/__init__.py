"""The police unit's desk: who has picked up a submission, what was decided, who was told next."""
