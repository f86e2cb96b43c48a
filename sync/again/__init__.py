"""Entries of the log taken again: a journal's in a restored database, and a lost history's, to read a moment of it.

It may be imported by `verify`, `backup` and `api`."""
