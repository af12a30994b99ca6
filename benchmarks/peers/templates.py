"""Hassil: every example as a template."""

from collections import defaultdict
from collections.abc import Sequence

from hassil import Intents, recognize
from rapidfuzz import utils

from benchmarks.peers import OUTSIDE
from intents.classify.examples import Example


class Templates:
    """The intent of the template that a message fits; all others are out of scope."""

    def __init__(self, examples: Sequence[Example]) -> None:
        sentences: dict[str, list[str]] = defaultdict(list)
        for example in examples:
            plain = utils.default_process(example.text)
            if plain:
                sentences[example.intent].append(plain)
        intents = {intent: {"data": [{"sentences": texts}]} for intent, texts in sentences.items()}
        self._intents = Intents.from_dict({"language": "nb", "intents": intents})

    def __call__(self, text: str) -> tuple[str, float]:
        found = recognize(utils.default_process(text), self._intents)
        return (found.intent.name if found else OUTSIDE), float(found is None)
