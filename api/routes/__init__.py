"""One module a resource. A handler parses, asks who may, calls one function of `sync`, and answers.

`api/app.py` alone imports this package.
"""
