"""The one room that knows there are two databases: transactions, migrations, and the statements that differ.

Every room of `sync` may import it; nobody else begins or commits.
"""
