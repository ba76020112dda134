"""Documents as they are kept: frozen trees that are read from, and shown as, the API's JSON."""
