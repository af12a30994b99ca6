"""Learn the weights for themes and needs from labelled messages, the same bytes each time."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from intents.linear import Feature, Word, write
from intents.meaning import Language
from intents.needs import NEEDS, need_features
from intents.themes import LABELS, theme_features
from intents.words import Words

_LEAST = 0.2

Seen = tuple[Iterable[Word], Iterable[Feature]]
"""What one message shows: its words, and the cues in them."""


def learn_themes(rows: Iterable[tuple[Words, Language, Sequence[str]]]) -> str:
    """Give the text of `themes.tsv` for messages as (words, language, theme ids, primary first)."""
    examples = (
        (theme_features(words, lang), {*themes, *(f"first:{theme}" for theme in themes[:1])})
        for words, lang, themes in rows
    )
    return learn_linear(examples, LABELS, strength=0.5, shift=1.3)


def learn_needs(rows: Iterable[tuple[Words, Language, str | None]]) -> str:
    """Give the text of `needs.tsv` for ideas and requests as (words, language, need id)."""
    examples = ((need_features(words, lang), {need}) for words, lang, need in rows)
    return learn_linear(examples, NEEDS, strength=0.5, shift=0.0)


def learn_linear(
    rows: Iterable[tuple[Seen, Collection[str | None]]],
    labels: Sequence[str],
    *,
    strength: float,
    shift: float,
    seen: int = 2,
) -> str:
    """Give the text of a weights file for messages as (features, labels that hold).

    Features seen in fewer than `seen` messages are left out; `shift` is added to every sum, so
    that a label holds from 0.5 on. A label that no message or every message has is left out.
    Needs scikit-learn, a development dependency.
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    counted = [(_sum(features), held) for features, held in rows]
    messages = Counter(name for features, _ in counted for name in features)
    names = sorted(name for name, number in messages.items() if number >= seen)
    column = {name: i for i, name in enumerate(names)}
    values, columns, ends = array("d"), array("i"), array("i", [0])
    for features, _ in counted:
        kept = sorted(name for name in features if name in column)
        values.extend(features[name] for name in kept)
        columns.extend(column[name] for name in kept)
        ends.append(len(values))
    matrix = csr_matrix((values, columns, ends), shape=(len(counted), len(names)))
    bias: dict[str, float] = {}
    weights: dict[str, dict[str, float]] = {name: {} for name in names}
    for label in labels:
        holds = [label in held for _, held in counted]
        if len(set(holds)) < 2:
            continue
        model = LogisticRegression(C=strength, solver="liblinear", tol=1e-2, random_state=0)
        model.fit(matrix, holds)
        bias[label] = float(model.intercept_[0]) + shift
        for name, weight in zip(names, model.coef_[0].tolist(), strict=True):
            weights[name][label] = weight
    return write(bias, weights, _LEAST)


def _sum(seen: Seen) -> dict[str, float]:
    words, features = seen
    totals: dict[str, float] = {}
    for word in words:
        for name in word.names:
            totals[name] = totals.get(name, 0.0) + 1.0
    for feature in features:
        totals[feature.name] = totals.get(feature.name, 0.0) + feature.value
    return totals
