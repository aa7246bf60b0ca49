"""Where the lines of somebody's own list come from, chapter by chapter.

Each asks queries that start from the person's reach, and leads to a page that the person opens.
"""
