"""The desk's pages: the queue, one item, two side by side, and what happens to an item."""
