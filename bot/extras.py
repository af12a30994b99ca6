"""Packages that only some installations need."""

from collections.abc import Iterator
from contextlib import contextmanager


class MissingExtraError(Exception):
    """A setting asks for a package that is not installed; `extra` of ours brings it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is missing")
        self.package = package
        self.extra = extra


@contextmanager
def needed(extra: str) -> Iterator[None]:
    """Import within it what `extra` brings. Raises `MissingExtraError`."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), extra) from error
