"""What came in from channels: written down before anything else, and worked off in order."""
