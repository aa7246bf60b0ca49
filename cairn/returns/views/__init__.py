"""The pages of the returns, and of the answers to the public's questions."""
