"""Which sentences the code asks for, read from its source."""

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

KEY = re.compile(r"[a-z][a-z_]*(?:\.\w+)+")
"""The shape of a key: ``route.start``, ``count.1``."""

_SPEAKING = frozenset({"text", "line", "button", "link"})
_COLUMNS = frozenset({"ForeignKey", "ForeignKeyConstraint"})
"""Calls that name columns (``idea.id``), which look like keys."""
_FILES = frozenset({".html", ".txt", ".css", ".js", ".svg", ".png", ".po", ".py", ".yaml", ".db"})
_QUOTED = re.compile(r"\"([\w.]+)\"|'([\w.]+)'")


@dataclass(frozen=True, slots=True)
class Use:
    """A key, or a family of keys such as ``theme.*``, and the place in the code that asks for it.

    `spoken` where it is given straight to the words (``text("…")``, ``t("…")``); else it is a
    string that may be a key or something else. `label` where it is the label of a button.
    """

    key: str
    place: str
    spoken: bool = False
    label: bool = False

    @property
    def is_key(self) -> bool:
        """Whether the string has the shape of a key and is not the name of a file."""
        return KEY.fullmatch(self.key) is not None and Path(self.key).suffix not in _FILES

    def matches(self, key: str) -> bool:
        """Tell whether this use can mean `key`; ``*`` stands for at least one character."""
        pattern = ".+".join(map(re.escape, self.key.split("*")))
        return re.fullmatch(pattern, key) is not None

    @property
    def is_family(self) -> bool:
        """Whether the key is put together when it is asked for."""
        return "*" in self.key


def uses_in(folder: Path) -> tuple[Use, ...]:
    """Find all uses in the Python files, templates and scripts below a folder."""
    found: list[Use] = []
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder.parent).as_posix()
        if path.suffix == ".py":
            found += _in_python(ast.parse(path.read_text(encoding="utf-8")), place)
        elif path.suffix in {".html", ".js"}:
            found += _in_template(path.read_text(encoding="utf-8"), place)
    return tuple(found)


def values_given(folder: Path, functions: Collection[str]) -> frozenset[str]:
    """Give all first arguments written out in calls of `functions`: the codes of faults."""
    return frozenset(
        key
        for path in folder.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _name(call) in functions and call.args
        for key in _written(call.args[0])
    )


def _in_python(tree: ast.Module, place: str) -> Iterator[Use]:
    for node in _nodes(tree):
        if isinstance(node, ast.Call) and _name(node) in _SPEAKING:
            label = _name(node) in {"button", "link"}
            told = [word.value for word in node.keywords if word.arg == "label"]
            for argument in (*node.args[:1], *told):
                for key in _written(argument):
                    if KEY.fullmatch(key.replace("*", "x")):
                        yield Use(key, f"{place}:{node.lineno}", spoken=True, label=label)
        elif isinstance(node, ast.Constant | ast.JoinedStr):
            for key in _written(node):
                yield Use(key, f"{place}:{node.lineno}")


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree; the fixed parts of an f-string are no strings of their own."""
    if isinstance(node, ast.Call) and _name(node) in _COLUMNS:
        return
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from _nodes(child)


def _in_template(text: str, place: str) -> Iterator[Use]:
    for number, line in enumerate(text.splitlines(), 1):
        for match in _QUOTED.finditer(line):
            key = match[1] or match[2]
            yield Use(f"{key}*" if key.endswith(".") else key, f"{place}:{number}")


def _written(node: ast.expr) -> Iterator[str]:
    """Give the keys that an expression can be, ``*`` for what is only known at run time."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _written(node.body)
        yield from _written(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
        yield "".join(map(str, parts))


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
