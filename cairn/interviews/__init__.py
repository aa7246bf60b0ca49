"""Return home interviews: every child who comes back is offered one, by somebody independent."""
