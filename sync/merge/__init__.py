"""What becomes of a find when an edit arrives, and which range a conflict leaves a total. Pure: no clock, no SQL.

Every room but `database` may import it; it imports `models` only.
"""
