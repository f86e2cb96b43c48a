"""Finds as files: one module a family of formats. Each reads page by page: memory does not grow with the finds.

`forms.py` is the table of formats, `reading.py` gives their writers the pages of one moment, `sending.py` writes for
clients over HTTP.
"""
