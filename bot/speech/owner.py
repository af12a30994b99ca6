"""Whose something is, as each language writes it."""

from bot.message import Language

_SIBILANTS = ("s", "x", "z")
_WITH_ARTICLE = {"EU": "the EU"}


def owner(name: str, language: Language) -> str:
    """«EUs» or «KS’», nn «EU si», sv «EU:s»; in English as it stands after «of»."""
    if language == "nn":
        return f"{name} si"
    if language == "en":
        return _WITH_ARTICLE.get(name, name)
    if name.lower().endswith(_SIBILANTS):
        return name if language == "sv" else f"{name}’"
    return f"{name}:s" if language == "sv" and name.isupper() else f"{name}s"
