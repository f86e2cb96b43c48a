"""What comes and goes as files: rows of imports, exports, forms of ODK Collect, photos.

How each format is read and written stands in `api`; this room says what is stored and what is given.
"""
