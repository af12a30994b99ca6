"""Learn from labelled messages how much words and letters speak for each language."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from intents.language import LANGUAGES, features, word_weights
from intents.meaning import Language
from intents.words.tokens import tokenise

_SEEN = 4
_KEPT = 0.1
_STRENGTH = 3.0
_LEAD = 1.6
"""So far, at the least, a word puts the only language that it was seen with ahead of the others."""


def learn_language(messages: Iterable[tuple[str, Language]]) -> str:
    """Give the text of `language.tsv`, the same bytes for the same messages.

    A word that is known well has what it says with all its letters; of others the letters say it.
    What only one language was ever seen with speaks for that one, whatever its letters look like.

    Needs scikit-learn, a development dependency.
    """
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    counted = [(_count(text), language) for text, language in messages]
    seen = Counter(feature for counts, _ in counted for feature in counts)
    kept = [{f: n for f, n in counts.items() if seen[f] >= _SEEN} for counts, _ in counted]
    vectorizer = DictVectorizer(sort=True)
    model = LogisticRegression(C=_STRENGTH, max_iter=300, tol=1e-3)
    model.fit(vectorizer.fit_transform(kept), [LANGUAGES.index(lang) for _, lang in counted])
    rows = map(tuple, model.coef_.T.tolist())
    table = dict(zip(vectorizer.get_feature_names_out(), rows, strict=True))
    return _write(model.intercept_.tolist(), table, _only_in(counted))


def _count(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for surface, _, _ in tokenise(text):
        word = surface.lower()
        if word.isdecimal():
            continue
        size = (len(word) + 1) ** 0.5
        for feature in features(word):
            counts[feature] += 1 / size
    return counts


def _only_in(counted: Iterable[tuple[Mapping[str, float], Language]]) -> dict[str, int]:
    """Give the features that only one language was seen with, and its place in `LANGUAGES`."""
    spoken: dict[str, set[int]] = {}
    for counts, language in counted:
        for feature in counts:
            spoken.setdefault(feature, set()).add(LANGUAGES.index(language))
    return {feature: places.pop() for feature, places in spoken.items() if len(places) == 1}


def _write(
    bias: Sequence[float], table: Mapping[str, tuple[float, ...]], only_in: Mapping[str, int]
) -> str:
    lines = ["# =word or letters (< and > are its ends)\t" + "\t".join(LANGUAGES), _row("", bias)]
    kept = {
        feature: weights
        for feature, weights in table.items()
        if max(weights) - min(weights) >= _KEPT or feature.startswith("=")
    }
    for feature, weights in kept.items():
        whole = feature.startswith("=")
        told = word_weights(feature[1:], kept) if whole else weights
        lines.append(_row(feature, _own(told, only_in.get(feature)) if whole else told))
    return "\n".join(lines) + "\n"


def _own(weights: Sequence[float], place: int | None) -> Sequence[float]:
    """Let the one language that a word was seen with lead all others."""
    if place is None:
        return weights
    others = max(weight for at, weight in enumerate(weights) if at != place)
    return [
        max(weight, others + _LEAD) if at == place else weight for at, weight in enumerate(weights)
    ]


def _row(feature: str, weights: Sequence[float]) -> str:
    return "\t".join([feature, *(f"{weight:.2f}" for weight in weights)])
