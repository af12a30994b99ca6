"""The terminal as a channel: a conversation typed line by line, with buttons as numbers."""
