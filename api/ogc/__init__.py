"""OGC API Features: finds, conflicts, suspected duplicates, editions and areas as layers of a map.

`routes.py` has the addresses; what a layer holds is said in `models/layers.py`, and read in `sync/maps`. `api/app.py`
alone imports this package.
"""
