"""What is kept of somebody in Slack is shown and deleted there, and joined with an address."""

import pytest
from sqlalchemy import select

from bot.notices.tables import Delivery, Door
from tests.channels.slack.house import House, opened
from tests.slack.fake import FakeSlack

pytestmark = pytest.mark.with_packs

MAIL = {"smtp_host": "localhost", "smtp_security": "none", "mail_from": "idelos@idelos.test"}


async def test_what_is_kept_is_told_and_deleted_on_request(house: House) -> None:
    await house.say("minn meg på klimasats. jeg jobber i Namsos")
    kept = await house.say("hva vet du om meg?")
    shown = await house.press(kept, "Vis hva du har")
    assert "Namsos" in shown.text
    assert "Klimasats" in shown.text
    asked = await house.say("glem meg")
    await house.press(asked, "Slett alt")
    assert await house.doors() == []
    assert await house.people() == []
    assert "Namsos" not in (await house.say("hva følger jeg?")).text


async def test_an_address_is_linked_by_the_code_that_was_sent_there(
    database: str, slack: FakeSlack
) -> None:
    slack.person("U2")
    async with opened(database, slack, **MAIL) as house:
        for user in ("U1", "U2"):
            await house.say("minn meg på klimasats. jeg jobber i Namsos", user)
            await house.say("send varslene til kari@namsos.kommune.no", user)
            async with house.sessions() as session:
                code = await session.scalar(
                    select(Delivery.told).where(Delivery.kind == "code").order_by(-Delivery.id)
                )
            assert code
            assert "k…@namsos.kommune.no" in (await house.say(code, user)).text
        async with house.sessions() as session:
            doors = await session.execute(select(Door.channel, Door.address, Door.person_id))
            found = {(channel, address): person for channel, address, person in doors}
    assert set(found) == {
        ("slack", "T1/U1"),
        ("slack", "T1/U2"),
        ("email", "kari@namsos.kommune.no"),
    }
    assert len(set(found.values())) == 1, "whoever reads that mailbox is the same person"
