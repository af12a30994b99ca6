"""What the regions know: packs, checks, look-ups, the database."""
