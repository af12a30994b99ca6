"""The kinds of record that a pack holds, and the fields that they share."""
