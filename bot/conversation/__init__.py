"""One turn: who is asking, what was meant, which skill answers."""
