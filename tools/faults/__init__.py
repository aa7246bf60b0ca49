"""Hard kills under load: whatever was acknowledged must be there, once, with the receipt it was given.

The last part breaks the promise on purpose, to show that a loss would be seen.
"""
