"""Who can go? Return home interviews that are due, beside workers, their hours and the ways between."""
