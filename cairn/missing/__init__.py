"""Children who are missing: what was reported, who was told, and what is known of each episode."""
