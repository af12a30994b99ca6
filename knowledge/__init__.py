"""What the partnerships know: records with a source, a date and a validity."""
