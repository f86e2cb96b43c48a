"""What happens: the merge, the exchange, the log, the tally and its reports. The only place with SQL."""
