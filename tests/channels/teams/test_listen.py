"""Of all that Teams tells, what a person did and is meant for the bot is taken in, cut down."""

import asyncio
import json
from typing import Any

import pytest

from tests.channels.teams.gate import Gate
from tests.teams import shapes
from tests.teams.world import BOT, KARI, OLA, SERVICE, TENANT, Conversation, Json, Person

ANNE = Person("Anne", locale="sv-SE")


async def bring(
    gate: Gate, what: Json, where: Conversation | None = None, **changes: Any
) -> Json | None:
    """Bring something that Kari did, and give what was kept of it."""
    before = len(gate.items)
    assert (await gate.driver.act(KARI, what | changes, where)).status == 200
    kept = [json.loads(it.payload) for it in gate.items.values()]
    assert len(kept) <= before + 1
    return kept[-1] if len(kept) > before else None


def group(gate: Gate) -> Conversation:
    return gate.driver.teams.world.group(KARI, OLA)


def channel(gate: Gate) -> Conversation:
    return gate.driver.teams.world.channel(KARI, OLA)


async def test_of_a_message_only_what_is_needed_is_kept(gate: Gate) -> None:
    place = gate.driver.teams.world.personal(KARI)
    assert await bring(gate, shapes.said("Hvem er kontakt i Namsos?")) == {
        "kind": "said",
        "reference": {
            "conversation": place.id,
            "tenant": TENANT,
            "kind": "personal",
            "service_url": SERVICE,
            "user": KARI.aad,
        },
        "user": KARI.aad,
        "language": "nb",
        "text": "Hvem er kontakt i Namsos?",
    }
    [item] = gate.items.values()
    assert (item.channel, item.conversation, item.at) == ("teams", place.id, gate.clock())
    assert item.key == f"{place.id}/{gate.driver.last['id']}"


async def test_in_a_channel_it_belongs_to_its_thread(gate: Gate) -> None:
    await gate.driver.mention(KARI, channel(gate), "Hvem er kontakt?")
    root = gate.driver.last["id"]
    await gate.driver.mention(OLA, channel(gate), "Og når?", root)
    first, second = gate.taken
    assert first.public
    assert first.thread == second.thread == root
    assert first.place == second.place
    assert first.door == second.door
    assert first.door
    assert first.door.conversation == channel(gate).id
    assert first.reference.user is None


async def test_a_post_that_names_no_thread_begins_one(gate: Gate) -> None:
    said = shapes.mentioned("Hei")
    kept = await bring(gate, said, channel(gate), id="1795")
    assert kept
    assert kept["thread"] == "1795"


async def test_among_others_it_has_to_be_called(gate: Gate) -> None:
    for where in (group(gate), channel(gate)):
        assert await bring(gate, shapes.said("Hva gjør vi nå?"), where) is None
        assert await bring(gate, shapes.mentioned("hva gjør vi nå?"), where)
    assert {it.text for it in gate.taken} == {"hva gjør vi nå?"}
    assert all(it.public for it in gate.taken)


async def test_called_without_a_word_it_is_asked_what_it_can(gate: Gate) -> None:
    kept = await bring(gate, shapes.mentioned(""), group(gate))
    assert kept
    assert (kept["kind"], kept.get("text")) == ("said", None)


@pytest.mark.parametrize(
    "attachments",
    [
        [{"contentType": "image/png", "contentUrl": "https://x.test"}],
        [{"contentType": "application/vnd.microsoft.teams.file.download.info", "content": {}}],
        [{"contentType": "text/html", "content": '<p><img src="https://x.test"></p>'}],
    ],
)
async def test_what_has_no_words_is_not_read(gate: Gate, attachments: list[Json]) -> None:
    said = shapes.said("") | {"attachments": attachments}
    kept = await bring(gate, said)
    assert kept
    assert kept["kind"] == "unread"
    called = shapes.mentioned("") | {"attachments": attachments}
    kept = await bring(gate, called, group(gate))
    assert kept
    assert kept["kind"] == "unread"
    assert await bring(gate, said, group(gate)) is None


async def test_words_beside_a_picture_are_read(gate: Gate) -> None:
    picture = {"contentType": "image/png", "contentUrl": "https://x.test"}
    kept = await bring(gate, shapes.said("Se her") | {"attachments": [picture]})
    assert kept
    assert (kept["kind"], kept["text"]) == ("said", "Se her")
    assert "x.test" not in json.dumps(kept)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("nn-NO", "nn"), ("sv-SE", "sv"), ("no", "nb"), ("en-GB", None), ("de-DE", None), ("", None)],
)
async def test_the_language_of_somebodys_teams_is_known(
    gate: Gate, locale: str, language: str | None
) -> None:
    await gate.driver.say(Person("Kari", locale=locale), "Hei")
    assert [it.language for it in gate.taken] == [language]


async def test_repeats_are_one(gate: Gate) -> None:
    await gate.driver.say(KARI, "Hei")
    assert {it.status for it in await gate.driver.again(20)} == {200}
    assert len(gate.items) == 1


@pytest.mark.parametrize(
    "by",
    [
        BOT,
        {"id": "28:another", "name": "Annen bot"},
        {"id": "user-7", "role": "bot"},
    ],
)
async def test_what_bots_say_is_passed_over(gate: Gate, by: Json) -> None:
    assert await bring(gate, shapes.said("Hei") | {"from": by}) is None


@pytest.mark.parametrize(
    "what",
    [
        shapes.edited("Hei igjen"),
        shapes.edited("", "softDeleteMessage"),
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1"},
        {"type": "typing"},
        {"type": "event", "name": "application/vnd.microsoft.meetingStart", "value": {}},
        {"type": "something.new"},
        shapes.members([KARI.account], [], "teamMemberAdded"),
        shapes.members([], [OLA.account], "teamMemberRemoved"),
        shapes.members([BOT], []),
        shapes.happened("teamRenamed"),
        shapes.happened("channelCreated"),
        shapes.happened("channelDeleted"),
        shapes.invoke("signin/verifyState", {}),
        shapes.said(""),
    ],
)
async def test_what_is_none_of_ours_is_passed_over(gate: Gate, what: Json) -> None:
    assert await bring(gate, what) is None


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        (shapes.installed("add"), "added"),
        (shapes.installed("add-upgrade"), "added"),
        (shapes.installed("remove"), "removed"),
        (shapes.installed("remove-upgrade"), "removed"),
        (shapes.members([], [BOT]), "removed"),
        (shapes.members([], [BOT], "teamMemberRemoved"), "removed"),
        (shapes.happened("teamDeleted"), "removed"),
        (shapes.happened("teamHardDeleted"), "removed"),
    ],
)
async def test_coming_and_going_is_heard(gate: Gate, what: Json, kind: str) -> None:
    for where in (None, group(gate), channel(gate)):
        kept = await bring(gate, what, where)
        assert kept
        assert kept["kind"] == kind


async def test_a_channel_that_is_gone_is_that_one(gate: Gate) -> None:
    gone = shapes.happened("channelDeleted")
    gone["channelData"]["channel"] = {"id": "19:gone@thread.tacv2"}
    kept = await bring(gate, gone, channel(gate))
    assert kept
    assert kept["reference"]["conversation"] == "19:gone@thread.tacv2"


def press(data: Any, verb: str = "press") -> Json:
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    told = shapes.invoke("adaptiveCard/action", {"action": action, "trigger": "manual"})
    return told | {"replyToId": "1795"}


async def test_a_press_is_told_to_have_arrived(gate: Gate) -> None:
    answer = await gate.driver.act(KARI, press({"action": "snooze:7"}))
    assert answer.body == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Et øyeblikk …",
    }
    [incoming] = gate.taken
    assert (incoming.kind, incoming.action, incoming.message) == ("pressed", "snooze:7", "1795")


async def test_both_ways_to_press_are_one(gate: Gate) -> None:
    await gate.driver.act(KARI, press({"action": "snooze:7"}))
    submitted = {"type": "message", "value": {"action": "snooze:7"}, "replyToId": "1795"}
    await gate.driver.act(KARI, submitted)
    [item] = gate.items.values()
    place = gate.driver.teams.world.personal(KARI)
    assert item.key == f"{place.id}/1795/{KARI.aad}/snooze:7"


async def test_a_later_press_has_a_later_stamp(gate: Gate) -> None:
    stamps = []
    for seconds in (0, 0.001, 0.999, 3600):
        gate.items.clear()
        gate.clock.pass_(seconds)
        await gate.driver.act(KARI, press({"action": "snooze:7"}))
        stamps += [it.stamp for it in gate.items.values()]
    assert stamps == sorted(set(stamps))
    assert len(stamps) == 4


async def test_each_presses_for_themselves(gate: Gate) -> None:
    for person in (KARI, OLA, ANNE):
        await gate.driver.act(person, press({"action": "follow"}), group(gate))
    assert [it.user for it in gate.taken] == [KARI.aad, OLA.aad, ANNE.aad]


@pytest.mark.parametrize(
    "data", [None, {}, [], "x", 7, {"action": 7}, {"action": ""}, {"action": None}, {"other": "x"}]
)
async def test_what_no_button_of_ours_carries_means_nothing(gate: Gate, data: Any) -> None:
    assert await bring(gate, press(data)) is None
    assert await bring(gate, {"type": "message", "value": data, "text": ""}) is None


@pytest.mark.parametrize("value", [None, {}, [], "x", {"action": None}, {"action": "x"}])
async def test_an_invoke_of_another_shape_means_nothing(gate: Gate, value: Any) -> None:
    assert await bring(gate, shapes.invoke("adaptiveCard/action", value)) is None


async def test_what_two_people_have_between_them_is_not_alone_with_the_bot(gate: Gate) -> None:
    between = Conversation("19:one_two@unq.gbl.spaces", "personal")
    gate.driver.teams.world.conversations[between.id] = between
    await gate.driver.act(KARI, press({"action": "help"}), between)
    [incoming] = gate.taken
    assert incoming.public
    assert incoming.reference.user is None


async def test_where_teams_does_not_say_who_is_there_others_may_be(gate: Gate) -> None:
    meeting = {"id": "19:meeting_x@thread.v2", "tenantId": TENANT}
    kept = await bring(gate, shapes.mentioned("hei"), conversation=meeting)
    assert kept
    assert kept["reference"]["kind"] == "groupChat"


async def test_all_of_it_at_once_is_kept_once(gate: Gate) -> None:
    await asyncio.gather(*(gate.driver.say(KARI, f"Nummer {n}") for n in range(20)))
    assert sorted(it.text or "" for it in gate.taken) == sorted(f"Nummer {n}" for n in range(20))
