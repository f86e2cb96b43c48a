"""OGC API Features: finds, conflicts, suspected duplicates, editions and areas as layers of a map."""
