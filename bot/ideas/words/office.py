"""Offices in words: what each is called, and the letter that a code comes in."""

from bot.ideas.offices import Post
from bot.ideas.words.names import the_holder
from bot.notices.notice import Notice
from bot.notices.words.envelope import envelope
from bot.notices.words.telling import Telling
from bot.notices.words.when import local_minute
from bot.speech.speaker import Speaker


def office_name(say: Speaker, post: Post) -> str:
    """«FoUI-kontakten i Namsos kommune», «stedfortreder for …», «sekretæren i Trøndelag»."""
    name = the_holder(say, post.seat) if post.seat else _without_seat(say, post)
    return say.text("office.deputy", name=name) if post.deputy else name


def _without_seat(say: Speaker, post: Post) -> str:
    region = say.kb.regions.get(post.region or "")
    place = say.of(region.names) if region else ""
    if post.role == "secretary":
        return say.text("office.secretary", place=place)
    return say.text("office.administrator")


def code_letter(telling: Telling, post: Post) -> Notice | None:
    """Give the code to whoever reads the mailbox on record; None where it has run out."""
    told, say = telling.told, telling.say
    if told.code is None or told.code.until <= told.now:
        return None
    until = say.moment(local_minute(told.code.until, telling.zone))
    name = office_name(say, post)
    return envelope(
        telling,
        say.text("office.letter.title", name=name),
        (
            say.line("office.letter.code", code=told.code.digits, until=until),
            say.line("office.letter.why", name=name),
            say.line("office.letter.give"),
            say.line("office.letter.not_known"),
        ),
    )
