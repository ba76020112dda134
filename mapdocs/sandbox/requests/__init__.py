"""What a batchUpdate can ask for: each kind of request is a function over a draft of the document."""
