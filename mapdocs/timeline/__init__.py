"""What moved between two states of a deal, by how much, because of what, and what it costs (SCHEDULING.md 12, 13)."""
