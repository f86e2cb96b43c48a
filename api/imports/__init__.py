"""Files of other people, from their first byte to the answer: read as rows here, stored by sync.imports.

The formats stand in `api` beside the shapes of requests, as a file is one more form in which finds reach the edge; what
the rows mean is in models.imports, and the only SQL in sync.imports. Over HTTP, `apart` reads them in a worker.
"""
