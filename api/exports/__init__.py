"""Finds as files: one module a family of formats, each fed page by page, so that memory does not grow with the finds.

`forms.py` is the table of formats, `reading.py` gives their writers the pages of one moment, `sending.py` writes for
clients over HTTP.
"""
