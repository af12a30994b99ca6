"""Like needs among very many ideas, beside RapidFuzz over all of them in the same run.

    python -m benchmarks.likeness [--quick] [--json]

Ideas are pairs of our own example messages, so that hardly two are the same. ``precision`` is that
of the three shown, on titles of real projects that a person sorted by need
(`tests/ideas/like_titles.jsonl`, themes as understanding finds them); the peer shows as many as
ours does. Times are milliseconds of one search. The targets are a precision of 0.8, and 100,000
ideas in 50 ms. The last line printed is all figures as JSON.
"""

import argparse
import json
import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean, median, quantiles
from time import perf_counter

from rapidfuzz import fuzz, process

from bot.ideas.likeness import LikeNeeds, Need
from intents.understand import load, understand

TITLES = Path("tests/ideas/like_titles.jsonl")
EXAMPLES = Path("intents/examples")
DAY = date(2026, 11, 23)
Search = Callable[[Need, int], Sequence[int]]
"""Gives the ids of so many needs, the most alike first."""


def titles() -> tuple[list[Need], list[frozenset[str]]]:
    """Read the titles, and which needs a person sorted each under."""
    engine = load(())
    lines = [json.loads(line) for line in TITLES.read_text(encoding="utf-8").splitlines()]
    found = [understand(it["text"], engine, today=DAY).themes for it in lines]
    needs = [
        Need(place, line["text"], tuple(it.label for it in themes))
        for place, (line, themes) in enumerate(zip(lines, found, strict=True))
    ]
    return needs, [frozenset(it["needs"]) for it in lines]


def ours(needs: Sequence[Need]) -> tuple[LikeNeeds, Search]:
    index = LikeNeeds()
    for need in needs:
        index.add(need)
    return index, lambda need, count: [it.id for it in index.like(need, count)]


def peer(needs: Sequence[Need]) -> Search:
    texts = {need.id: need.text.lower() for need in needs}

    def search(need: Need, count: int) -> Sequence[int]:
        scorer = fuzz.token_set_ratio
        found = process.extract(need.text.lower(), texts, scorer=scorer, limit=count + 1)
        return [place for _, _, place in found if place != need.id][:count]

    return search


def precision() -> dict[str, float]:
    """Compare both on the titles; the peer is asked for as many as ours shows."""
    needs, sorted_as = titles()
    _, search = ours(needs)
    other = peer(needs)
    shown = {need: search(need, 3) for need in needs if sorted_as[need.id]}
    answered = {need: found for need, found in shown.items() if found}

    def right(need: Need, found: Sequence[int]) -> float:
        return fmean(bool(sorted_as[it] & sorted_as[need.id]) for it in found)

    return {
        "precision at 3": round(fmean(right(*it) for it in answered.items()), 3),
        "peer": round(fmean(right(it, other(it, len(found))) for it, found in answered.items()), 3),
        "titles with any shown": round(len(answered) / len(shown), 3),
    }


def many(count: int) -> list[Need]:
    """Make so many needs out of pairs of messages."""
    texts = [
        json.loads(line)["text"]
        for path in sorted(EXAMPLES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    chance = random.Random(1)  # noqa: S311 - the same needs in every run
    return [Need(it, " ".join(chance.sample(texts, 2))) for it in range(count)]


def speed(count: int, searches: int) -> dict[str, float]:
    """Search for some of them, ours and the peer by turns."""
    needs = many(count)
    start = perf_counter()
    _, search = ours(needs)
    built = perf_counter() - start
    took: dict[Search, list[float]] = {search: [], peer(needs): []}
    for need in needs[:searches]:
        for one, times in took.items():
            start = perf_counter()
            one(need, 3)
            times.append(1000 * (perf_counter() - start))
    own, others = took.values()
    return {
        "needs": count,
        "built in seconds": round(built, 1),
        "p50": round(median(own), 2),
        "p99": round(quantiles(own, n=100)[98], 2),
        "peer p50": round(median(others), 2),
        "times as fast": round(median(b / a for a, b in zip(own, others, strict=True)), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer searches")
    parser.add_argument("--json", action="store_true", help="print the figures alone")
    arguments = parser.parse_args()
    figures = {**precision(), **speed(100_000, 20 if arguments.quick else 200)}
    if not arguments.json:
        for name, value in figures.items():
            print(f"{name:24} {value:>10}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
