"""The pages of CERAR: contacts to screen, a child's pathway, acts upon it, and the tracker."""
