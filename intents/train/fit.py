"""Fit the weights: for each label a few linear models over the features, added to one column.

Support vector machines draw the border between what the label holds of and what not: one over all
features, and with smaller shares one over the cues and the shape and one over the words alone, so
that neither falls silent where the other explains the messages that were learned from. A complement
naive Bayes model, which knows what is usual for each label, is added with a small share. It helps
where an author speaks in words that the borders were not drawn for.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.svm import LinearSVC

from intents.classify.features import BLOCKS
from intents.classify.weights import STRONGEST, Label, Task, Weights
from intents.train.calibrate import Unseen, temperature, threshold
from intents.train.prepare import Floats, Numbers, Prepared, Vocabulary, matrix, vocabulary

_TOP = 0.9999
"""The share of weights below the strongest that the table can hold."""
_FAINT = 40
"""Weights below this are left out of the table."""
_SMOOTHING = 0.3
_FOLDS = 3
_LISTED = 0.3
"""What a word of the lists counts beside a message."""
_EVERY = -1
"""The fold of the lists, which all folds learn from."""


class Recipe(NamedTuple):
    """How the labels of one task are learned."""

    task: str
    holds: Literal["one", "many"]
    shares: Mapping[str, float]
    """What each block of features counts; blocks that are not named do not."""
    cost: float
    usual: float
    """The share of the naive Bayes model."""
    balanced: bool
    """Whether rare labels count more, though less than by their rarity."""
    apart: Mapping[str, float] = {}
    """Blocks that are also learned by themselves, and the share of what is learned so."""


class Learned(NamedTuple):
    """What was learned for the labels of one task."""

    labels: list[str]
    table: Floats
    """Features × labels."""
    bias: Floats


_EVERYTHING = {"l": 1.0, "w": 1.2, "t": 9.0, "n": 9.0, "c": 0.7, "s": 0.5}
_APART = {"cs": 0.15, "lwtn": 0.25}
_SUBJECT = {"l": 1.0, "w": 1.0, "t": 15.0}
_PRIMARY = _SUBJECT | {"n": 5.0, "o": 9.0, "c": 0.8, "s": 0.8}
_HELP = {"l": 1.0, "w": 1.0, "n": 15.0, "c": 0.5}
RECIPES = (
    Recipe("intent", "one", _EVERYTHING, 0.5, 0.11, balanced=True, apart=_APART),
    Recipe("theme", "many", _SUBJECT, cost=0.25, usual=0.15, balanced=False),
    Recipe("first", "many", _PRIMARY, cost=0.25, usual=0.15, balanced=False),
    Recipe("need", "many", _HELP, cost=0.25, usual=0.15, balanced=False),
)


def fit(prepared: Prepared) -> Weights:
    """Learn weights from all messages, and when they can be trusted from those of other authors
    than were learned from."""
    known = vocabulary(prepared, prepared.written)
    shown = matrix(prepared, known)
    recipes = [recipe for recipe in RECIPES if len(prepared.told(recipe.task))]
    unseen = _unseen(prepared, recipes)
    tasks, labels, columns = [], [], []
    for recipe in recipes:
        learned = learn(recipe, prepared, prepared.told(recipe.task), shown, known)
        least = threshold(unseen[recipe.task]) if recipe.holds == "many" else 0.0
        shifted = [Unseen(scores - least, holds) for scores, holds in unseen[recipe.task]]
        full = learned.table * known.rarity[:, None]
        block = np.array([BLOCKS.index(name[0]) for name in known.names], dtype=np.intp)
        units = np.array([_unit(full[block == number]) for number in range(len(BLOCKS))])
        honest = temperature(shifted, recipe.holds)
        tasks.append(Task(recipe.task, recipe.holds, honest, tuple(units.tolist())))
        labels += [
            Label(label, round(float(bias) - least, 4))
            for label, bias in zip(learned.labels, learned.bias, strict=True)
        ]
        columns.append(_rounded(full / units[block, None]))
    return Weights(tuple(tasks), tuple(labels), known.names, known.rarity, np.hstack(columns))


def learn(
    recipe: Recipe, prepared: Prepared, numbers: Numbers, shown: csr_matrix, known: Vocabulary
) -> Learned:
    """Learn the labels of a task from some of the lessons; `shown` has all of them."""
    shares = np.array([recipe.shares.get(name[0], 0.0) for name in known.names])
    used = shares.nonzero()[0]
    part = csr_matrix(shown[numbers][:, used] @ diags(shares[used]))
    labels = sorted(
        {
            label
            for number in numbers
            for label in prepared.lessons[number].labels
            if label.startswith(f"{recipe.task}:")
        }
    )
    holds = np.array([prepared.held(label, numbers) for label in labels])
    table = np.zeros((len(known.names), len(labels)))
    blocks = np.array([known.names[column][0] for column in used])
    written = np.isin(numbers, prepared.written)
    counts = np.where(written, 1.0, _LISTED)
    borders, bias = _added(recipe, part, blocks, holds, counts)
    usual = _usual(part[written], holds[:, written])
    table[used] = (borders + recipe.usual * usual).T * shares[used, None]
    return Learned(labels, table, bias)


def _added(
    recipe: Recipe, part: csr_matrix, blocks: NDArray[np.str_], holds: Floats, counts: Floats
) -> tuple[Floats, Floats]:
    """Add what all blocks teach together and what some teach by themselves; `counts` says what
    each lesson counts."""
    borders, bias = _borders(recipe, part, holds, counts)
    borders *= 1 - sum(recipe.apart.values())
    bias *= 1 - sum(recipe.apart.values())
    for names, share in recipe.apart.items():
        chosen = np.isin(blocks, list(names))
        alone, offset = _borders(recipe, part[:, chosen], holds, counts)
        borders[:, chosen] += share * alone
        bias += share * offset
    return borders, bias


def _borders(
    recipe: Recipe, part: csr_matrix, holds: Floats, counts: Floats
) -> tuple[Floats, Floats]:
    """Give the weights and the bias of each label."""
    borders, bias = np.zeros((len(holds), part.shape[1])), np.zeros(len(holds))
    for number, held in enumerate(holds):
        if held.all() or not held.any():
            continue
        usual = len(held) / len(holds)
        rare = float(np.sqrt(usual / held.sum())) if recipe.balanced else 1.0
        model = LinearSVC(
            C=recipe.cost, class_weight={True: rare, False: 1.0}, tol=1e-2, random_state=0
        )
        model.fit(part, held, sample_weight=counts)
        borders[number], bias[number] = model.coef_[0], model.intercept_[0]
    return borders, bias


def _usual(part: csr_matrix, holds: Floats) -> Floats:
    """Give how unusual each feature is where a label does not hold, beside the other labels."""
    without = part.T @ (1.0 - holds.T) + _SMOOTHING
    chances = -np.log(without / without.sum(axis=0))
    return np.asarray((chances - chances.mean(axis=1, keepdims=True)).T)


def _unseen(prepared: Prepared, recipes: list[Recipe]) -> dict[str, list[Unseen]]:
    """Score, for each task, the messages of every author by what was learned from others."""
    folds = _folds(prepared)
    unseen: dict[str, list[Unseen]] = {recipe.task: [] for recipe in recipes}
    for fold in range(_FOLDS):
        known = vocabulary(prepared, ((folds != fold) & (folds != _EVERY)).nonzero()[0])
        shown = matrix(prepared, known)
        for recipe in recipes:
            told = prepared.told(recipe.task)
            learned = learn(recipe, prepared, told[folds[told] != fold], shown, known)
            judged = told[folds[told] == fold]
            holds = [prepared.held(label, judged) for label in learned.labels]
            scores = shown[judged] @ learned.table + learned.bias
            unseen[recipe.task].append(Unseen(scores, np.array(holds).T))
    return unseen


def _folds(prepared: Prepared) -> Numbers:
    """Part whole authors, or single messages where there are too few authors."""
    written = prepared.written
    authors = np.array([prepared.lessons[number].author for number in written])
    distinct = np.unique(authors)
    few = len(distinct) < _FOLDS
    folds = np.full(len(prepared.lessons), _EVERY)
    folds[written] = (
        np.arange(len(written)) if few else np.searchsorted(distinct, authors)
    ) % _FOLDS
    return folds


def _unit(full: Floats) -> float:
    """Give what one unit of the table stands for in a block of features."""
    said = np.abs(full[full != 0])
    return float(f"{np.quantile(said, _TOP) / STRONGEST:.6g}") if len(said) else 1.0


def _rounded(full: Floats) -> NDArray[np.int16]:
    table = np.clip(np.rint(full), -STRONGEST, STRONGEST).astype(np.int16)
    return np.where(np.abs(table) < _FAINT, 0, table).astype(np.int16)
