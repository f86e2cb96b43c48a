"""Two writes at the same moment, held and let go step by step: what comes out is what one of the two orders gives.

`season.py` prepares an operation that has everything in it, `writes.py` and `unlogged.py` have the kinds of writes,
`process.py` holds a write at one of its steps, and `pairs.py` plays two and compares. `callers.py` says what the code
writes, so that no kind is forgotten.
"""
