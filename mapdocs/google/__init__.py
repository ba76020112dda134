"""Co-editing in Google Docs: accounts, calls, what is remembered of a document, and what to write into it."""
