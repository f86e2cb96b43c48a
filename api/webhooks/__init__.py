"""Webhooks on their way out: `dispatch` sees what is due, `sending` makes one attempt, `connecting` guards where to.

The application starts the dispatcher; what is due and what became of it is kept by `sync/events`.
"""
