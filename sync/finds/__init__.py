"""What stands of finds: the row and document that is served, and what changes with it in the same transaction.

That is its conflicts, its suspected duplicates and its part of the tally; `rules` is what they are derived by, and
`settling` how they are read while a change of these is in force and not in all their rows. The transaction of
`exchange` writes here; figures, staff, maps and files read.
"""
