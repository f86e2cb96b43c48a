"""Webhooks on their way out: `dispatch` sees what is due, `sending` makes one attempt, `connecting` guards where to."""
