"""Google Docs: what documents.get answers, laid beside what was pushed."""
