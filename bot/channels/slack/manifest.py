"""The app as Slack is told of it: made from the features, in one language.

Slack keeps one text for each thing, so the whole app speaks the language of most of its people.
What the bot says and draws is in the language of each.
"""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from bot.channels.slack.features import COMMANDS, EVENTS, OF_LINKS, SCOPES, SHORTCUTS, Feature
from bot.channels.slack.install_pages import REDIRECT
from bot.speech.catalogue import Catalogue

_COLOUR: Final = "#0b5a7a"
"""Of our pages: ``--fjord``."""


def manifest(words: Catalogue, home: str | None, *, socket: bool) -> dict[str, Any]:
    """Give the manifest, ready to be written as JSON.

    `home` is the address of our pages, without a slash at its end. With `socket` Slack brings
    everything over a connection that we open, and there is one workspace with one token, which
    never expires: nobody could be sent back to a page that installs.
    """
    at = None if socket else home
    domain = _domain(home)
    return {
        "display_information": {
            "name": "Idélos",
            "description": words.text("slack_setup.description"),
            "long_description": words.text("slack_setup.long_description"),
            "background_color": _COLOUR,
        },
        "features": _features(words, at) | ({"unfurl_domains": [domain]} if domain else {}),
        "oauth_config": _oauth(at, has_links=bool(domain)),
        "settings": _settings(at, has_links=bool(domain)) | {"socket_mode_enabled": socket},
    }


def scopes_at(home: str) -> list[str]:
    """Give the scopes of an app whose pages have this address."""
    return names(SCOPES, has_links=_domain(home) is not None)


def names(features: Iterable[Feature], *, has_links: bool) -> list[str]:
    """Give the names of scopes or events, without those of links where there are none."""
    return [it.name for it in features if has_links or it.name not in OF_LINKS]


def _features(words: Catalogue, at: str | None) -> dict[str, Any]:
    prompts = [words.text(f"web.starter.any.{number}") for number in (1, 2, 3)]
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "idelos", "always_online": True},
        "shortcuts": [
            {
                "name": words.text(it.name),
                "type": it.kind,
                "callback_id": it.callback,
                "description": words.text(it.why),
            }
            for it in SHORTCUTS
        ],
        "slash_commands": [
            {
                "command": it.name,
                "description": words.text(it.why),
                "usage_hint": words.text("slack_setup.command.hint"),
                "should_escape": False,
                **_url(at, "url", "/slack/commands"),
            }
            for it in COMMANDS
        ],
        "assistant_view": {
            "assistant_description": words.text("slack_setup.description"),
            "suggested_prompts": [{"title": it, "message": it} for it in prompts],
        },
    }


def _oauth(at: str | None, *, has_links: bool) -> dict[str, Any]:
    return {
        **({"redirect_urls": [at + REDIRECT]} if at else {}),
        "scopes": {"bot": names(SCOPES, has_links=has_links)},
    }


def _settings(at: str | None, *, has_links: bool) -> dict[str, Any]:
    return {
        "event_subscriptions": {
            **_url(at, "request_url", "/slack/events"),
            "bot_events": names(EVENTS, has_links=has_links),
        },
        "interactivity": {
            "is_enabled": True,
            **_url(at, "request_url", "/slack/interactive"),
            **_url(at, "message_menu_options_url", "/slack/options"),
        },
        "org_deploy_enabled": False,
        "token_rotation_enabled": at is not None,
    }


def _url(at: str | None, name: str, path: str) -> dict[str, str]:
    return {name: at + path} if at else {}


def _domain(home: str | None) -> str | None:
    """Give the domain whose links Slack tells us of; it has to be one of the open net."""
    host = urlsplit(home or "").hostname or ""
    return host if "." in host and not host.replace(".", "").isdigit() else None
