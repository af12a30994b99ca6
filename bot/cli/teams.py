"""``idelos teams``: the package that Teams takes the app from."""

from importlib.metadata import version
from pathlib import Path

import click

from bot.cli.errors import told
from bot.cli.ideas import stop
from bot.extras import needed
from bot.settings import Settings
from bot.speech.catalogue import catalogue

_WORDS = catalogue("nb")


@click.group()
def teams() -> None:
    """What Teams is told of the app."""


@teams.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default="idelos-teams.zip")
@told
def package(out: Path) -> None:
    """Write the package to upload in the Teams admin center."""
    with needed("teams"):
        from bot.channels.teams.manifest import App  # noqa: PLC0415 (an extra)
        from bot.channels.teams.package import package as made  # noqa: PLC0415
    settings = Settings()
    if settings.teams_app_id is None:
        stop(_WORDS.text("teams_cli.no_app"))
    if not settings.base_url.startswith("https://"):
        stop(_WORDS.text("teams_cli.needs_address"))
    has_tab = not settings.teams_managed_identity
    app = App(settings.teams_app_id, settings.base_url, version("idelos"), has_tab)
    try:
        out.write_bytes(made(app))
    except OSError as error:
        stop(_WORDS.text("teams_cli.not_written", file=out, reason=error.strerror))
    click.echo(_WORDS.text("teams_cli.written", file=out, version=app.version))
