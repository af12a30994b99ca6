"""Title, words, buttons and context put together to a notice."""

from collections.abc import Iterable

from bot.message import Button, Card, Line, Reply
from bot.notices.notice import Attachment, Notice
from bot.notices.vocabulary import CODES
from bot.notices.words.telling import Telling
from bot.speech.sentences import heading

_LONGEST_TITLE = 90


def envelope(
    telling: Telling,
    title: str,
    lines: Iterable[Line | None],
    *,
    context: Line | None = None,
    buttons: Iterable[Button | None] = (),
    cards: Iterable[Card] = (),
    attachments: tuple[Attachment, ...] = (),
) -> Notice:
    """Make a notice; whatever is None is left out. All about one subject make one thread.

    All but codes come because of what somebody follows.
    """
    return Notice(
        heading(title, _LONGEST_TITLE),
        Reply(
            telling.told.language,
            tuple(line for line in lines if line),
            cards=tuple(cards),
            buttons=tuple(button for button in buttons if button),
            context=context,
        ),
        attachments=attachments,
        is_list=telling.told.kind not in CODES,
        thread=telling.told.subject,
    )
