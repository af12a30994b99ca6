"""The commands of ``idelos slack`` about where the app is let in, and what Slack is told of it."""

import json
import logging
from typing import get_args

import click
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.database import user
from bot.cli.errors import told
from bot.cli.ideas import in_database, stop
from bot.extras import needed
from bot.installations.tables import SlackInstallation
from bot.installations.workspaces import all_workspaces, set_region
from bot.message import Language
from bot.settings import Settings
from bot.speech.catalogue import catalogue
from bot.speech.speaker import Speaker

_log = logging.getLogger(__name__)
_WORDS = catalogue("nb")


@click.command()
@click.option("--socket", is_flag=True, help="For «idelos slack», where Slack can't reach us.")
@click.option("--lang", type=click.Choice(get_args(Language)), default="nb", show_default=True)
@told
def manifest(socket: bool, lang: Language) -> None:
    """Print what Slack makes the app from. Slack shows its texts in one language, LANG, to all."""
    with needed("slack"):
        from bot.channels.slack.manifest import manifest as made  # noqa: PLC0415 (an extra)
    settings = Settings()
    if not socket and not settings.base_url.startswith("https://"):
        stop(_WORDS.text("slack_workspaces.needs_address"))
    home = settings.base_url if settings.public_url else None
    click.echo(json.dumps(made(catalogue(lang), home, socket=socket), ensure_ascii=False, indent=2))


@click.command()
@told
def workspaces() -> None:
    """List the workspaces that the app was let into, and the region of each."""

    async def work(session: AsyncSession, say: Speaker) -> list[str]:
        return [_told_of(it, say) for it in await all_workspaces(session)]

    for line in in_database(_WORDS, work) or [_WORDS.text("slack_workspaces.none")]:
        click.echo(line)


def _told_of(workspace: SlackInstallation, say: Speaker) -> str:
    key = "slack_workspaces.ended" if workspace.ended_at else "slack_workspaces.one"
    known = say.kb.regions.get(workspace.region or "")
    region = say.of(known.names) if known else say.text("slack_workspaces.no_region")
    day = say.day((workspace.ended_at or workspace.installed_at).date())
    return say.text(key, team=workspace.team, name=workspace.name, region=region, day=day)


@click.command()
@click.argument("team")
@click.argument("region")
@told
def region(team: str, region: str) -> None:
    """Say that the people of workspace TEAM (T024BE7LD) work in REGION (trondelag)."""

    async def work(session: AsyncSession, say: Speaker) -> str:
        if region not in say.kb.regions:
            known = ", ".join(sorted(say.kb.regions))
            stop(say.text("slack_workspaces.unknown_region", region=region, known=known))
        name = await set_region(session, team, region)
        if name is None:
            stop(say.text("slack_workspaces.unknown", team=team))
        _log.warning("%s set the region of workspace %s to %s", user(), team, region)
        of = say.of(say.kb.regions[region].names)
        return say.text("slack_workspaces.region_set", name=name, region=of)

    click.echo(in_database(_WORDS, work))
