"""The methods of the Bot API that the bot calls, and what Telegram refuses of them."""

import json
from collections.abc import Callable
from typing import Any

from bot.channels.telegram.limits import units
from tests.channels.telegram.reading import Read
from tests.telegram.world import ME, Json, Message, World

_KNOWN_CODES = {"", "nb", "nn", "no", "sv", "en"}


class RefusedError(Exception):
    """What Telegram says no with."""

    def __init__(self, code: int, words: str, **parameters: int) -> None:
        super().__init__(words)
        self.code = code
        self.parameters = parameters


def bad(words: str) -> RefusedError:
    return RefusedError(400, f"Bad Request: {words}")


Method = Callable[[World, Json, list[str]], Any]


def get_me(world: World, given: Json, complaints: list[str]) -> Json:
    return ME


def send_message(world: World, given: Json, complaints: list[str]) -> Json:
    chat = _place(world, given)
    text = _text(given)
    if not given.get("link_preview_options", {}).get("is_disabled"):
        complaints.append("a link is shown with a preview")
    message = Message(
        world.next(),
        chat,
        text,
        ME["id"],
        given["text"],
        _keyboard(given.get("reply_markup"), complaints),
        given.get("reply_parameters", {}).get("message_id"),
        _number(given.get("message_thread_id")),
    )
    world.messages.append(message)
    return world.shown(message)


def edit_markup(world: World, given: Json, complaints: list[str]) -> Json:
    message = _found(world, given)
    keyboard = _keyboard(given.get("reply_markup"), complaints)
    if keyboard == message.keyboard:
        raise bad("message is not modified")
    message.keyboard = keyboard
    return world.shown(message)


def send_document(world: World, given: Json, complaints: list[str]) -> Json:
    file = given["document"]
    topic = _number(given.get("message_thread_id"))
    message = Message(
        world.next(), _place(world, given), "", ME["id"], topic=topic, file=(file[0], file[1])
    )
    world.messages.append(message)
    return world.shown(message)


def answer_press(world: World, given: Json, complaints: list[str]) -> bool:
    query = given["callback_query_id"]
    if query in world.answered:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    world.answered[query] = None
    return True


def answer_inline(world: World, given: Json, complaints: list[str]) -> bool:
    results = given["results"]
    if len(results) > 50 or len({it["id"] for it in results}) != len(results):
        raise bad("RESULTS_TOO_MUCH")
    for result in results:
        content = result["input_message_content"]
        Read(content["message_text"])
        if not content.get("link_preview_options", {}).get("is_disabled"):
            complaints.append("a result is shown with a preview")
    world.answered[given["inline_query_id"]] = results
    return True


def set_commands(world: World, given: Json, complaints: list[str]) -> bool:
    code = given.get("language_code", "")
    if code not in _KNOWN_CODES:
        complaints.append(f"commands in {code}")
    world.commands[code] = given["commands"]
    return True


def set_webhook(world: World, given: Json, complaints: list[str]) -> bool:
    if not given["url"].startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    world.webhook = given
    return True


def delete_webhook(world: World, given: Json, complaints: list[str]) -> bool:
    world.webhook = {}
    return True


def get_updates(world: World, given: Json, complaints: list[str]) -> list[Json]:
    """What is asked for says that all before it was kept."""
    if world.webhook:
        words = "Conflict: can't use getUpdates method while webhook is active"
        raise RefusedError(409, words)
    first = _number(given.get("offset")) or 0
    world.waiting = [it for it in world.waiting if it["update_id"] >= first]
    return world.waiting[:100]


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "editMessageReplyMarkup": edit_markup,
    "answerCallbackQuery": answer_press,
    "answerInlineQuery": answer_inline,
    "setMyCommands": set_commands,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getUpdates": get_updates,
}


def _place(world: World, given: Json) -> int:
    chat = int(given["chat_id"])
    if chat in world.moved:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise RefusedError(400, words, migrate_to_chat_id=world.moved[chat])
    if chat in world.refused:
        raise RefusedError(403, f"Forbidden: {world.refused[chat]}")
    return chat


def _text(given: Json) -> str:
    """Give what is read of a text, or refuse what Telegram refuses."""
    text: str = given["text"]
    if given.get("parse_mode") == "HTML":
        try:
            text = Read(text).text
        except (AssertionError, KeyError):
            raise bad("can't parse entities") from None
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > 4096:
        raise bad("message is too long")
    return text


def _keyboard(markup: Json | None, complaints: list[str]) -> list[list[Json]]:
    rows: list[list[Json]] = (markup or {}).get("inline_keyboard", [])
    for button in (it for row in rows for it in row):
        if not 0 < len(button.get("callback_data", "x").encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if not button.get("url", "https://x.no").startswith(("https://", "http://")):
            raise bad("BUTTON_URL_INVALID")
        if len(button["text"]) > 40:
            complaints.append(f"a button of {len(button['text'])} signs")
    return rows


def _found(world: World, given: Json) -> Message:
    wanted = (int(given["chat_id"]), int(given["message_id"]))
    message = next((it for it in world.messages if (it.chat, it.id) == wanted), None)
    if message is None:
        raise bad("message to edit not found")
    return message


def _number(value: Any) -> int | None:
    return None if value in (None, "") else int(value)


def read(name: str, value: Any) -> Any:
    """Read a value of a form: PTB writes what has parts as JSON."""
    nested = ("reply_markup", "link_preview_options", "reply_parameters", "commands", "results")
    is_json = isinstance(value, str) and name in (*nested, "allowed_updates")
    return json.loads(value) if is_json else value
