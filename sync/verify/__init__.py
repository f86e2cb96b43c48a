"""Verify: walks the chain of the log, plays it again, and compares all that follows from it with what is stored.

The last room: it may import every other, and none imports it. Each module looks at one noun; `verify.py` calls them in
turn. Whatever a table holds is read in pages, so the memory that it takes does not grow with the log.
"""
