"""The commands that learn and score understanding: ``idelos train`` and ``idelos evaluate``."""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from bot.cli.errors import told
from bot.cli.local import local_knowledge
from bot.conversation.names import understanding_names
from bot.settings import Settings
from intents.classify.cues import CueFileError
from intents.classify.examples import ExampleFileError
from intents.classify.weights import PATH, write_weights
from intents.evaluate.curve import learning_curve
from intents.evaluate.judge import Judged, engine_without, judge
from intents.evaluate.labelled import read_labelled
from intents.evaluate.noise import NOISES
from intents.evaluate.report import Report, as_text, official_names, report

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--output", type=click.Path(path_type=Path), default=PATH, show_default=False)
@told
def train(files: tuple[Path, ...], output: Path) -> None:
    """Learn the weights of intents from FILES; without any, all weights that are shipped."""
    from intents.train import weigh  # noqa: PLC0415 - needs scikit-learn

    try:
        learned = [(output, write_weights(weigh.train(files)))] if files else weigh.train_all()
        for path, text in learned:
            path.write_text(text, encoding="utf-8")
            click.echo(f"{text.count(chr(10))} lines: {path}")
    except (ExampleFileError, CueFileError) as error:
        _stop(error)


@click.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option(
    "--train", "train_files", multiple=True, type=_FILE, help="Learn from this file alone."
)
@click.option("--errors", is_flag=True, help="Print every message that was misread.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--curve", is_flag=True, help="Print how accuracy grows with examples.")
@click.option("--noise", type=click.Choice(list(NOISES)), help="Make every message worse first.")
@told
def evaluate(
    files: tuple[Path, ...],
    train_files: tuple[Path, ...],
    errors: bool,
    as_json: bool,
    curve: bool,
    noise: str | None,
) -> None:
    """Score the engine on labelled FILES, each judged by an engine that has not seen it."""
    try:
        measured, judged = _measure(files, train_files, noise, curve)
    except (ExampleFileError, CueFileError) as error:
        _stop(error)
    if as_json:
        click.echo(json.dumps(measured, ensure_ascii=False))
        return
    click.echo(as_text(measured))
    for size, accuracy in measured.get("curve", ()):
        click.echo(f"{size:6d} examples: {100 * accuracy:.1f} %")
    for line in _mistakes(judged) if errors else ():
        click.echo(line)


def _measure(
    files: Sequence[Path], train_files: Sequence[Path], noise: str | None, curve: bool
) -> tuple[Report, list[Judged]]:
    names = tuple(understanding_names(asyncio.run(local_knowledge(Settings()))))
    judged: dict[str, list[Judged]] = {}
    for path in files:
        engine = engine_without(path, train_files, names)
        perturb = NOISES[noise] if noise else None
        judged[path.stem] = judge(engine, read_labelled(path), perturb)
    measured: dict[str, Any] = report(judged, official_names(names))
    if curve:
        measured["curve"] = learning_curve(files, train_files, names)
    return measured, [one for group in judged.values() for one in group]


def _mistakes(judged: Sequence[Judged]) -> list[str]:
    return [
        f"{one.labelled.intent} → {one.meaning.intent} ({one.meaning.confidence:.2f}): "
        f"{one.labelled.text}"
        for one in judged
        if one.labelled.intent and not one.right
    ]


def _stop(error: Exception) -> None:
    click.echo(str(error), err=True)
    sys.exit(1)
