"""Events for others: the stream of events, and webhooks with their deliveries. Both read the log.

`api` imports it; of the rooms only `verify` may.
"""
