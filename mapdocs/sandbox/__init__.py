"""A server on this machine that speaks the Docs and Drive API, so that co-editing can be tried with no account."""
