"""What the returns and the public's questions count, and what does not leave the partnership."""
