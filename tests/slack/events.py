"""Events as Slack words them: what is inside, and the callback around it."""

from tests.slack.world import APP, BOT, Channel, Json, Posted

AT = 1_795_000_000
"""Seconds since 1970; nothing reads more from it than that it is a moment."""


def callback(inner: Json, team: str, event_id: str) -> Json:
    """Wrap an event as it is sent to an app."""
    by = {"enterprise_id": None, "team_id": team, "user_id": BOT}
    return {
        "token": "verification",
        "team_id": team,
        "api_app_id": APP,
        "event": inner,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": AT,
        "authorizations": [by | {"is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": f"context-{event_id}",
    }


def verification(challenge: str) -> Json:
    return {"token": "verification", "challenge": challenge, "type": "url_verification"}


def message(said: Posted, channel: Channel) -> Json:
    """Tell what a person wrote: to the app alone, or in a channel that it is in."""
    kind = "im" if channel.user else "group" if channel.is_private else "channel"
    return _written(said, "message") | {"channel_type": kind}


def mention(said: Posted) -> Json:
    """Tell what a person wrote to the app by its name; the text begins with it."""
    return _written(said, "app_mention")


def _written(said: Posted, kind: str) -> Json:
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": said.text}]}
    told = {
        "type": kind,
        "user": said.author,
        "text": said.text,
        "ts": said.ts,
        "client_msg_id": f"client-{said.ts}",
        "team": said.team,
        "blocks": [{"type": "rich_text", "block_id": "b", "elements": [line]}],
        "channel": said.channel,
        "event_ts": said.ts,
    }
    return told | ({"thread_ts": said.thread} if said.thread else {})


def edited(said: Posted, channel: Channel, text: str, ts: str) -> Json:
    """Tell that a person changed what they wrote."""
    before = message(said, channel)
    after = before | {"text": text, "edited": {"user": said.author, "ts": ts}}
    return _aside("message_changed", channel, ts, message=after, previous_message=before)


def removed(said: Posted, channel: Channel, ts: str) -> Json:
    """Tell that a person deleted what they wrote."""
    before = message(said, channel)
    return _aside(
        "message_deleted", channel, ts, previous_message=before, deleted_ts=said.ts, hidden=True
    )


def joined(user: str, channel: Channel, ts: str) -> Json:
    """Tell that a person came into a channel."""
    text = f"<@{user}> has joined the channel"
    return _aside("channel_join", channel, ts, user=user, text=text)


def from_bot(text: str, channel: Channel, ts: str, *, bot: str = "B0OTHER") -> Json:
    """Tell what another app wrote."""
    return _aside("bot_message", channel, ts, bot_id=bot, text=text)


def own(said: Posted, channel: Channel) -> Json:
    """Tell the app what it wrote itself, as Slack does."""
    kind = "im" if channel.user else "channel"
    event = {"channel": said.channel, "channel_type": kind, "event_ts": said.ts}
    return said.payload | event | {"bot_profile": {"id": said.payload["bot_id"], "app_id": APP}}


def _aside(subtype: str, channel: Channel, ts: str, **more: object) -> Json:
    kind = "im" if channel.user else "channel"
    told = {"type": "message", "subtype": subtype, "channel": channel.id, "channel_type": kind}
    return told | {"ts": ts, "event_ts": ts, **more}


def home_opened(user: str, channel: str, ts: str, view: Json | None, tab: str) -> Json:
    told = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
    return told | {"event_ts": ts} | ({"view": view} if view else {})


def thread_started(user: str, team: str, channel: str, ts: str, beside: str | None) -> Json:
    """Tell that a person opened the assistant, perhaps beside a channel."""
    context = {"channel_id": beside, "team_id": team, "enterprise_id": None} if beside else {}
    thread = {"user_id": user, "context": context, "channel_id": channel, "thread_ts": ts}
    return {"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": ts}


def link_shared(said: Posted, url: str, domain: str, unfurl: str, *, member: bool) -> Json:
    return {
        "type": "link_shared",
        "channel": said.channel,
        "is_bot_user_member": member,
        "user": said.author,
        "message_ts": said.ts,
        "unfurl_id": unfurl,
        "source": "conversations_history",
        "links": [{"domain": domain, "url": url}],
        "event_ts": said.ts,
    }


def uninstalled() -> Json:
    return {"type": "app_uninstalled"}


def revoked(*users: str) -> Json:
    """Tell that people took back what they allowed; the bot's own token among them."""
    return {"type": "tokens_revoked", "tokens": {"oauth": list(users), "bot": [BOT]}}
