"""HTTP and the command line. No SQL."""
