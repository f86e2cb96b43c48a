"""The command line: one module a command, or a group of commands about one noun, with the tables that it prints.

`main` puts them together; `local`, `options`, `output` and `screen` are what they share. Nothing but `api.demo` imports
this package.
"""
