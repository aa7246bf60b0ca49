"""`cairn live`: tells open pages that something is new for the person who looks at them.

A page holds a connection here, and none to the database. After each commit PostgreSQL says whose
pages are to look again; who is not named hears nothing. What is new, the page asks of the web
process, which asks anew who is there.
"""
