"""Peers of understanding: others that name the intent of a message, from the same examples."""

from collections.abc import Callable

OUTSIDE = "out_of_scope"

Answer = Callable[[str], tuple[str, float]]
"""Text to intent and how much speaks for it being out of scope."""
