"""The only clock of the product, read at its border and handed on as a value."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Give the present moment; aware, UTC."""
    return datetime.now(UTC)
