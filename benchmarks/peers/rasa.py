"""Rasa: DIET on words and letters, asked through its own server.

Rasa 3.6 needs an older Python than we do, so it runs where a `rasa` command is on the path, in
its own environment.
"""

import json
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import yaml

from benchmarks.peers import OUTSIDE
from intents.classify.examples import Example

_PATIENCE = 300
"""Seconds until the server has read its model."""
_PIPELINE = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "random_seed": 0},
]
"""As `rasa init` has it, for intents alone."""


class RasaError(Exception):
    """Rasa cannot take part; the message says why."""


class Rasa:
    """A running server, for as long as `running` has it."""

    def __init__(self, port: int, seconds: float, megabytes: float) -> None:
        self.load_s, self.memory_mb = seconds, megabytes
        self._server = HTTPConnection("127.0.0.1", port)

    def __call__(self, text: str) -> tuple[str, float]:
        self._server.request("POST", "/model/parse", json.dumps({"text": text}))
        told = json.loads(self._server.getresponse().read())
        ranked = {one["name"]: one["confidence"] for one in told["intent_ranking"]}
        return told["intent"]["name"] or OUTSIDE, ranked.get(OUTSIDE, 0.0)


@contextmanager
def running(examples: Sequence[Example]) -> Iterator[Rasa]:
    """Train Rasa in a folder of its own, and keep its server running; raises `RasaError`."""
    if shutil.which("rasa") is None:
        raise RasaError("no `rasa` command is on the path")
    with TemporaryDirectory() as folder:
        _write(Path(folder), examples)
        if _run(folder, "train", "nlu", "--nlu", "nlu.yml").wait():
            raise RasaError("`rasa train nlu` failed; run it by hand to see why")
        with create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        start = monotonic()
        server = _run(folder, "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port))
        try:
            _wait_for(server, port, start + _PATIENCE)
            yield Rasa(port, round(monotonic() - start, 2), _resident(server.pid))
        finally:
            server.terminate()
            server.wait()


def _write(folder: Path, examples: Sequence[Example]) -> None:
    texts: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        # A bracket would begin an entity, a line the next example.
        texts[example.intent].append("- " + re.sub(r"[\[\]\s]+", " ", example.text))
    nlu = [{"intent": intent, "examples": "\n".join(lines)} for intent, lines in texts.items()]
    config = {"recipe": "default.v1", "assistant_id": "peer", "language": "nb"}
    for name, content in (
        ("nlu.yml", {"version": "3.1", "nlu": nlu}),
        ("config.yml", config | {"pipeline": _PIPELINE}),
    ):
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def _run(folder: str, *arguments: str) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(["rasa", *arguments], cwd=folder, stdout=quiet, stderr=quiet)


def _wait_for(server: subprocess.Popen[bytes], port: int, until: float) -> None:
    """Wait until the server answers that it has a model."""
    while monotonic() < until and server.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/status")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        sleep(0.5)
    raise RasaError("`rasa run` never answered; run it by hand to see why")


def _resident(process: int) -> float:
    """Give the memory of a process in megabytes, its libraries included."""
    pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    return round(int(pages) * 4096 / 1e6)
