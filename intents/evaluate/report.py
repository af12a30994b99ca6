"""The report: all measures of judged messages, as data and as text."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from intents.evaluate.judge import Judged
from intents.evaluate.measures import (
    OUTSIDE,
    calibration_error,
    confusions,
    counted,
    first_theme,
    in_first,
    interval,
    macro_f1,
    outside_recall,
    reliability,
    share,
    theme_f1,
)
from intents.meaning import Name

LANGUAGES = ("nb", "nn", "sv", "en")

Report = dict[str, Any]
"""Measures by name; at the border only, made to be written as JSON."""


def report(files: Mapping[str, Sequence[Judged]], names: Mapping[str, str]) -> Report:
    """Measure everything that the lines carry labels for.

    `names` gives the official name for each municipality id.
    """
    judged = [one for group in files.values() for one in group]
    with_intent = [one for one in judged if one.labelled.intent]
    by_file = {
        name: share([one.right for one in group if one.labelled.intent])
        for name, group in files.items()
    }
    measured = [value for value in by_file.values() if value is not None]
    by_language = {
        language: _intents([one for one in with_intent if one.labelled.lang == language])
        for language in LANGUAGES
    }
    return {
        "lines": len(judged),
        **_intents(with_intent),
        "mean_over_files": float(np.mean(measured)) if measured else None,
        "files": by_file,
        "languages": {key: value for key, value in by_language.items() if value["intents"]},
        "confusions": confusions(with_intent),
        "reliability": [
            (one.count, one.confidence, one.accuracy) for one in reliability(with_intent)
        ],
        **_entities(judged, names),
        **_times(judged),
    }


def _intents(judged: Sequence[Judged]) -> Report:
    right = [one.right for one in judged]
    said = [one for one in judged if counted(one) == OUTSIDE]
    meant = [one for one in judged if one.labelled.intent == OUTSIDE]
    return {
        "intents": len(judged),
        "accuracy": share(right),
        "interval": interval(right),
        "macro_f1": macro_f1(judged),
        "first_three": in_first(judged, 3),
        "outside_precision": share([one.right for one in said]),
        "outside_recall": share([one.right for one in meant]),
        "outside_recall_at_5": outside_recall(judged),
        "calibration_error": calibration_error(reliability(judged)),
    }


def _entities(judged: Sequence[Judged], names: Mapping[str, str]) -> Report:
    def having(label: str) -> list[Judged]:
        return [one for one in judged if label in one.labelled.known]

    needed = [one for one in having("need") if one.labelled.intent in {"route_idea", "get_support"}]
    themed = having("themes")
    return {
        "municipality": share(
            [
                _municipality(one, names) == one.labelled.municipality
                for one in having("municipality")
            ]
        ),
        "topic": share([one.meaning.topic == one.labelled.topic for one in having("topic")]),
        "need": share([one.need == one.labelled.need for one in needed]),
        "language": share([one.meaning.language == one.labelled.lang for one in having("lang")]),
        "theme_f1": theme_f1(themed),
        "first_theme": first_theme(themed, 1),
        "first_theme_in_three": first_theme(themed, 3),
    }


def _municipality(judged: Judged, names: Mapping[str, str]) -> str | None:
    """Give the official name of the first municipality that is meant."""
    meant = [match for match in judged.meaning.municipalities if not match.negated]
    meant.sort(key=lambda match: match.targets[0].startswith("outside:"))
    if not meant:
        return None
    target = meant[0].targets[0]
    return names.get(target, target.removeprefix("outside:"))


def _times(judged: Sequence[Judged]) -> Report:
    if not judged:
        return {"p50_ms": None, "p99_ms": None}
    times = np.array([one.seconds for one in judged]) * 1000
    return {"p50_ms": float(np.median(times)), "p99_ms": float(np.quantile(times, 0.99))}


def official_names(names: Sequence[Name]) -> dict[str, str]:
    """Give the official name of each municipality id."""
    return {
        name.target: name.text
        for name in reversed(names)
        if name.kind == "municipality" and name.form == "official"
    }


_HEADS = (
    "accuracy",
    "macro_f1",
    "first_three",
    "outside_precision",
    "outside_recall",
    "outside_recall_at_5",
    "calibration_error",
)
_ENTITIES = (
    "municipality",
    "topic",
    "need",
    "language",
    "theme_f1",
    "first_theme",
    "first_theme_in_three",
)


def as_text(measured: Report) -> str:
    """Write a report as Markdown tables."""
    groups = {"all": measured, **measured["languages"]}
    lines = ["| measure | " + " | ".join(groups) + " |", "| --- |" + " --- |" * len(groups)]
    lines += [
        f"| {head} | " + " | ".join(_percent(group[head]) for group in groups.values()) + " |"
        for head in _HEADS
    ]
    low_high = measured["interval"]
    lines += ["", "| measure | value |", "| --- | --- |"]
    lines += [f"| mean over files | {_percent(measured['mean_over_files'])} |"]
    if low_high:
        lines += [f"| accuracy, 95 % | {_percent(low_high[0])} to {_percent(low_high[1])} |"]
    lines += [f"| {name} | {_percent(measured[name])} |" for name in _ENTITIES]
    lines += [
        f"| {name} | {measured[name]:.2f} |" for name in ("p50_ms", "p99_ms") if measured[name]
    ]
    lines += ["", "| file | accuracy |", "| --- | --- |"]
    lines += [f"| {name} | {_percent(value)} |" for name, value in measured["files"].items()]
    lines += ["", "| meant | taken for | times |", "| --- | --- | --- |"]
    lines += [f"| {gold} | {said} | {count} |" for gold, said, count in measured["confusions"]]
    lines += ["", "| messages | confidence | right |", "| --- | --- | --- |"]
    lines += [f"| {n} | {_percent(c)} | {_percent(a)} |" for n, c, a in measured["reliability"]]
    return "\n".join(lines)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"
