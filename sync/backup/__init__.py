"""Copies of the whole database: as files, in stores, and back into either database.

It imports every room above it; none imports it.
"""
