"""What a report becomes for people and programs: CSV, XLSX, PDF and GeoJSON. Values in, bytes out."""
