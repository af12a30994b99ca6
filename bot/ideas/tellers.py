"""All that the relay tells people through notices."""

from bot.ideas.course_teller import CourseTeller
from bot.ideas.echo_teller import EchoTeller
from bot.ideas.introduction_teller import IntroductionTeller
from bot.ideas.letter_part import IdeaPart
from bot.ideas.office_teller import OfficeTeller
from bot.ideas.teller import IdeaTeller
from bot.notices.teller import Contributor, Teller


def idea_parts() -> tuple[Contributor, ...]:
    """Make what the relay adds to letters."""
    return (IdeaPart(),)


def idea_tellers() -> tuple[Teller, ...]:
    """Make the tellers of one process, which keep the shared ideas in memory."""
    return (
        IdeaTeller(),
        OfficeTeller(),
        CourseTeller(),
        IntroductionTeller(),
        EchoTeller(),
    )
