"""The pages on which people read and edit the sandbox's documents."""
