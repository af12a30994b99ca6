"""Work-back plans: what to do by when, counted back from a deadline."""
