"""The child's plans: how they stay safe, and how they move on to an adult service."""
