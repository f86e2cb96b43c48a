"""The log of an operation: its hash chain, the cursor that names a place in it, and playing its entries again.

It imports `database` and `merge`; every room below may import it.
"""
