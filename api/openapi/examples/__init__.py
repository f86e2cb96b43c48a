"""The examples of the document: one week, told once. The suite holds each against its schema."""
