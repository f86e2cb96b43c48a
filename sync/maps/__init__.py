"""Features of map layers: pages of finds, conflicts, duplicates, editions and areas that a filter wants.

It reads only. `api/ogc` alone imports it.
"""
