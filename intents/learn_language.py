"""Learn from labelled messages how much words and letters speak for each language."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from intents.language import LANGUAGES, features, word_weights
from intents.meaning import Language
from intents.words.tokens import tokenise

_SEEN = 4
_KEPT = 0.1
_STRENGTH = 3.0


def learn_language(messages: Iterable[tuple[str, Language]]) -> str:
    """Give the text of `language.tsv`, the same bytes for the same messages.

    A word that is known well has what it says with all its letters; of others the letters say it.

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
    return _write(model.intercept_.tolist(), table)


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


def _write(bias: Sequence[float], table: Mapping[str, tuple[float, ...]]) -> str:
    lines = ["# =word or letters (< and > are its ends)\t" + "\t".join(LANGUAGES), _row("", bias)]
    kept = {
        feature: weights
        for feature, weights in table.items()
        if max(weights) - min(weights) >= _KEPT or feature.startswith("=")
    }
    for feature, weights in kept.items():
        whole = feature.startswith("=")
        lines.append(_row(feature, word_weights(feature[1:], kept) if whole else weights))
    return "\n".join(lines) + "\n"


def _row(feature: str, weights: Sequence[float]) -> str:
    return "\t".join([feature, *(f"{weight:.2f}" for weight in weights)])
