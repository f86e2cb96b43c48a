"""Speed, as ratios to raw limits that are measured beside it in the same run. `make bench`; see README.md here."""
