"""What staff change of the rules by which finds are derived: types, aliases, areas, settings, rosters.

How the rules are read stands in `sync/finds/rules.py`, below the transaction. This room imports
`exchange` and `figures`.
"""
