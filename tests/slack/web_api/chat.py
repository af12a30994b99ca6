"""chat.*, assistant.* and answers to a ``response_url``."""

from typing import Any

from tests.slack.limits import faults_of_message
from tests.slack.web_api.method import Methods, RefusedError, Request
from tests.slack.web_api.people import channel_of, person_of
from tests.slack.world import BOT, Json, Posted, Response, World

methods = Methods()


def _checked(request: Request, *, longest: int = 40_000) -> tuple[str, list[Json]]:
    """Give text and blocks as Slack takes them, and complain of all that is not as it should be."""
    text, blocks = request["text"] or "", request["blocks"] or []
    if not text and not blocks and not request["attachments"]:
        raise RefusedError("no_text")
    if len(text) > longest:
        raise RefusedError("msg_too_long")
    faults = tuple(faults_of_message(text, blocks))
    if faults:
        request.complaints.extend(faults)
        raise RefusedError("invalid_blocks", *faults)
    return text, request.world.named(blocks)


def _open_channel(request: Request) -> str:
    channel = channel_of(request, request.need("channel", "channel_not_found"))
    if channel.is_archived:
        raise RefusedError("is_archived")
    if BOT not in channel.members:
        raise RefusedError("channel_not_found" if channel.is_private else "not_in_channel")
    # A person who left is written to without a word: only conversations.open tells of it.
    return channel.id


def _own(request: Request, ts: Any, missing: str) -> Posted:
    channel = _open_channel(request)
    for it in request.world.messages:
        if it.channel == channel and it.ts == ts and not it.deleted and not it.to:
            if it.author != BOT:
                raise RefusedError(missing.replace("message_not_found", "cant_update_message"))
            return it
    raise RefusedError(missing)


def _post(request: Request, to: str | None = None) -> Posted:
    channel = _open_channel(request)
    text, blocks = _checked(request)
    posted = Posted(
        request.installation.team,
        channel,
        request.world.ts(),
        text,
        blocks,
        thread=request["thread_ts"],
        to=to,
        metadata=request["metadata"],
    )
    request.world.messages.append(posted)
    return posted


@methods.add("chat.postMessage", "chat:write")
def post_message(request: Request) -> Json:
    posted = _post(request)
    return {"channel": posted.channel, "ts": posted.ts, "message": posted.payload}


@methods.add("chat.postEphemeral", "chat:write")
def post_ephemeral(request: Request) -> Json:
    channel = channel_of(request, request.need("channel", "channel_not_found"))
    to = person_of(request, request.need("user", "user_not_found")).id
    if to not in channel.members:
        raise RefusedError("user_not_in_channel")
    return {"message_ts": _post(request, to).ts}


@methods.add("chat.update", "chat:write")
def update(request: Request) -> Json:
    it = _own(request, request.need("ts"), "message_not_found")
    it.text, it.blocks = _checked(request, longest=4_000)
    return {"channel": it.channel, "ts": it.ts, "text": it.text, "message": it.payload}


@methods.add("chat.delete", "chat:write")
def delete(request: Request) -> Json:
    it = _own(request, request.need("ts"), "message_not_found")
    it.deleted = True
    return {"channel": it.channel, "ts": it.ts}


@methods.add("chat.getPermalink")
def permalink(request: Request) -> Json:
    channel = channel_of(request, request.need("channel", "channel_not_found")).id
    moment = request.need("message_ts").replace(".", "")
    address = f"https://idelos-test.slack.com/archives/{channel}/p{moment}"
    return {"channel": channel, "permalink": address}


@methods.add("chat.unfurl", "links:write")
def unfurl(request: Request) -> Json:
    unfurls = request.need("unfurls")
    for url, shown in unfurls.items():
        faults = tuple(faults_of_message(url, shown.get("blocks") or []))
        if faults:
            request.complaints.extend(faults)
            raise RefusedError("cannot_parse_attachment", *faults)
    if not request["unfurl_id"]:
        channel, ts = channel_of(request, request["channel"]).id, request.need("ts")
        found = [it for it in request.world.messages if (it.channel, it.ts) == (channel, ts)]
        if not found:
            raise RefusedError("cannot_unfurl_message")
        found[0].unfurls = unfurls
    return {}


def _thread(request: Request) -> Json:
    channel_of(request, request.need("channel_id", "channel_not_found"))
    request.need("thread_ts")
    return {}


@methods.add("assistant.threads.setStatus", "assistant:write", "chat:write")
def set_status(request: Request) -> Json:
    if request["status"] is None:
        raise RefusedError("invalid_arguments")
    return _thread(request)


@methods.add("assistant.threads.setTitle", "assistant:write")
def set_title(request: Request) -> Json:
    request.need("title")
    return _thread(request)


@methods.add("assistant.threads.setSuggestedPrompts", "assistant:write")
def set_prompts(request: Request) -> Json:
    prompts = request.need("prompts")
    if not 1 <= len(prompts) <= 4 or any(set(it) != {"title", "message"} for it in prompts):
        request.complaints.append(f"one to four prompts with title and message: {prompts}")
        raise RefusedError("invalid_arguments")
    return _thread(request)


def respond(world: World, place: Response, message: Json, complaints: list[str]) -> None:
    """Answer an interaction in its place."""
    if place.left == 0:
        raise RefusedError("used_url")
    place.left -= 1
    if message.get("delete_original") and place.message:
        place.message.deleted = True
        return
    text, blocks = message.get("text") or "", message.get("blocks") or []
    if not text and not blocks:
        raise RefusedError("no_text")
    faults = tuple(faults_of_message(text, blocks))
    if faults:
        complaints.extend(faults)
        raise RefusedError("invalid_blocks", *faults)
    blocks = world.named(blocks)
    if message.get("replace_original") and place.message:
        place.message.text, place.message.blocks = text, blocks
        return
    to = None if message.get("response_type") == "in_channel" else place.user
    thread = message.get("thread_ts")
    world.messages.append(
        Posted(place.team, place.channel, world.ts(), text, blocks, thread=thread, to=to)
    )
