"""Heavy work in processes of its own: reports, exports, map pages, and reading files of others.

`heavy` is what routes ask; `turns` says whose turn it is; `process` is a worker as the server sees it, and `worker` is
what runs in it. `allowance` says how much memory and time a work may take, `written` is a file that a client reads
while a worker writes it, `folders` is where such files are.
"""
