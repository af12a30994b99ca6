"""The relay: an idea is handed over, answered and followed to its end."""
