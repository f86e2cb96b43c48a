"""Verify: walks the chain of the log, plays it again, and compares all that is derived with what is stored.

The last room: it may import every other, and none imports it.
"""
