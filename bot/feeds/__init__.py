"""Dates that others publish: fetched with care, proposed to a keeper, true only when accepted."""
