"""RapidFuzz: what the nearest examples mean."""

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from benchmarks.peers import OUTSIDE
from intents.classify.examples import Example


class Nearest:
    """The intent of the nearest example by `WRatio`."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._texts = [utils.default_process(example.text) for example in examples]
        self._intents = [example.intent for example in examples]

    def __call__(self, text: str) -> tuple[str, float]:
        folded = utils.default_process(text)
        found = process.extractOne(folded, self._texts, scorer=fuzz.WRatio)
        intent = self._intents[found[2]]
        return intent, float(intent == OUTSIDE)


class NineNearest(Nearest):
    """The intent of most of the nine nearest examples by `token_set_ratio`."""

    def __call__(self, text: str) -> tuple[str, float]:
        folded = utils.default_process(text)
        near = process.extract(folded, self._texts, scorer=fuzz.token_set_ratio, limit=9)
        votes = Counter(self._intents[place] for _, _, place in near)
        return votes.most_common(1)[0][0], votes[OUTSIDE] / 9
