"""Scoring the engine on labelled messages, never on files that it has learned from."""
