"""All that the relay tells people through notices."""

from typing import Final

from bot.ideas.course_teller import CourseTeller
from bot.ideas.introduction_teller import IntroductionTeller
from bot.ideas.office_teller import OfficeTeller
from bot.ideas.teller import IdeaTeller
from bot.notices.teller import Teller

TELLERS: Final[tuple[Teller, ...]] = (
    IdeaTeller(),
    OfficeTeller(),
    CourseTeller(),
    IntroductionTeller(),
)
