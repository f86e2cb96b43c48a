"""Wire shapes of answers, a module a noun. They are what the document says; the suite holds real answers to them."""
