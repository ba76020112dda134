"""What moved between two states of a deal, by how much, because of what, and what it costs (docs/slip.md)."""
