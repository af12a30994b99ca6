"""What the demonstration adds to the real knowledge: samples that say that they are samples."""
