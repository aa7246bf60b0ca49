"""The desk: the queue, who has what, what was decided, and who was told when nobody came."""
