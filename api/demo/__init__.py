"""The demo: the week of 15 to 22 August 2022, played by seven simulated tablets against a real server, and checked.

`week` is what they type, `tablet` one of them, `play` the days, `publish` what follows, `run` all of it. Only the
command line imports this package.
"""
