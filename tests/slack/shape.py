"""Small checks of JSON that are put together: each tells what is wrong, and where."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any], Iterator[str]]
"""Tells the faults of a value, each beginning with where it is."""


def string(most: int, least: int = 1) -> Check:
    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, str):
            yield f": {value!r} is no string"
        elif not least <= len(value) <= most:
            yield f": {len(value)} characters, not {least} to {most}"

    return check


def integer(least: int, most: int) -> Check:
    def check(value: Any) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            yield f": {value!r} is no whole number from {least} to {most}"

    return check


def boolean(value: Any) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f": {value!r} is no boolean"


def anything(value: Any) -> Iterator[str]:
    yield from ()


def one_of(*allowed: Any) -> Check:
    def check(value: Any) -> Iterator[str]:
        if value not in allowed:
            yield f": {value!r} is none of {', '.join(map(repr, allowed))}"

    return check


def pattern(form: str) -> Check:
    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(form, value):
            yield f": {value!r} is not of the form {form}"

    return check


def listed(each: Check, most: int, least: int = 1) -> Check:
    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, list):
            yield f": {value!r} is no list"
            return
        if not least <= len(value) <= most:
            yield f": {len(value)} entries, not {least} to {most}"
        for index, item in enumerate(value):
            yield from (f"[{index}]{fault}" for fault in each(item))

    return check


def shape(**parts: Check) -> Check:
    """An object with these keys and no other; those with a final underscore may be left out."""
    named = {name.removesuffix("_"): check for name, check in parts.items()}
    required = {name for name in parts if not name.endswith("_")}

    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f": {value!r} is no object"
            return
        yield from (f": {name} is missing" for name in sorted(required - set(value)))
        yield from (f": {name} does not belong here" for name in sorted(set(value) - set(named)))
        for name in sorted(set(value) & set(named)):
            yield from (f".{name}{fault}" for fault in named[name](value[name]))

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of the checks holds."""

    def check(value: Any) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in kinds:
            yield f": type {kind!r} is not allowed here"
        else:
            yield from (f"({kind}){fault}" for fault in kinds[kind](value))

    return check
