"""The answers of `models/answers` as plain dicts, for mypy: written by `make generate`, see `api/answer_shapes.py`."""
