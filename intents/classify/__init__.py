"""Which intent a message has: cues, examples and weights, combined to one ranking."""
