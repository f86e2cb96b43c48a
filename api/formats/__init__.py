"""What a report becomes for people and programs: CSV, XLSX, PDF and GeoJSON. Values in, bytes out.

`publication.py` is what each form takes. Routes of reports and editions, and the command line, import this package.
"""
