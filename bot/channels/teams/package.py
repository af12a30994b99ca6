"""The package that Teams takes the app from: a .zip of the manifest, its languages and pictures."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.channels.teams.icons import colour, outline
from bot.channels.teams.manifest import (
    COLOUR_ICON,
    OTHERS,
    OUTLINE_ICON,
    App,
    localisation,
    manifest,
)
from bot.speech.catalogue import catalogue

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a .zip knows, so that the same app is the same bytes."""


def package(app: App) -> bytes:
    """Give the package. The same app gives the same bytes each time."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in files(app).items():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = 0  # else it tells which system made it
            archive.writestr(entry, content, ZIP_DEFLATED)
    return written.getvalue()


def files(app: App) -> Mapping[str, bytes]:
    """Give what is in the package, by name."""
    return {
        "manifest.json": _json(manifest(catalogue("nb"), app)),
        **{
            f"{tag}.json": _json(localisation(manifest(catalogue(language), app)))
            for tag, language in OTHERS.items()
        },
        COLOUR_ICON: colour(),
        OUTLINE_ICON: outline(),
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
