"""Change a file of packs as a keeper would, in an editor."""

from pathlib import Path


def replace(file: Path, old: str, new: str) -> None:
    """Replace the one place where `old` stands."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")
