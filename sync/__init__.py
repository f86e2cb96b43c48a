"""What happens: the merge, the exchange, the log, the figures. The only place with SQL.

One folder a room, in an order that a test holds: a room imports only those above it in this list. `database`, `merge`,
`log`, `operations`, `ended_tokens`, `finds`, `exchange`, `enrolment`, `recovery`, `figures`, `rules`, `staff`, `files`,
`maps`, `events`, `again`, `verify`, `backup`.
"""
