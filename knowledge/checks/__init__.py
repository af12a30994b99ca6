"""The checks that need more than one field: each module looks for one sort of fault."""
