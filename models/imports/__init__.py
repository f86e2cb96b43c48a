"""Rows of other people's tables: which column is which field, and what a cell says. Pure: nothing here reads a file."""
