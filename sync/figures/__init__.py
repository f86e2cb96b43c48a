"""Figures and what they stand on: the weekly report, what is published, what changed since, which finds are in it.

All of them read one `Moment`, now or as of an earlier log entry. Staff, maps, events and `verify` may import it.
"""
