"""The exchange of a tablet, from prepared mutations to what is stored: the one way to write into an operation.

Jobs of staff, files and figures go through the same committer and transaction, so those rooms import this one; it
imports `finds`, `log` and `merge`.
"""
