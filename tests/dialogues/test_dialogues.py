"""Every dialogue in this folder is played from beginning to end."""

import pytest

from tests.dialogues.play import Dialogue, dialogues, play

_ALL = dict(dialogues())


@pytest.mark.parametrize("dialogue", _ALL.values(), ids=_ALL.keys())
async def test_dialogue(dialogue: Dialogue) -> None:
    await play(dialogue)
