"""Weight: what an engine costs before it is asked, each in a fresh process."""

import json
import pickle
import subprocess
import sys
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from benchmarks.peers import Answer

_LOAD = """
import json, pickle, sys
from datetime import date
from time import process_time
import hassil, numpy, rapidfuzz, yaml
import sklearn.feature_extraction.text, sklearn.pipeline, sklearn.svm
def resident():
    with open("/proc/self/statm") as pages: return int(pages.read().split()[1]) * 4096 / 1e6
before, start = resident(), process_time()
{}
answer("Hvor går jeg med en idé?")
print(json.dumps([round(process_time() - start, 2), round(resident() - before)]))
"""
_OURS = """
from intents.understand import load, understand
engine = load([])
def answer(text): return understand(text, engine, today=date(2026, 1, 15))
"""
_PEER = """
with open(sys.argv[1], "rb") as file: answer = pickle.load(file)
"""


class Weight(NamedTuple):
    """Loading what was learned, with a first message, where all libraries are there already."""

    load_s: float
    memory_mb: float


def weigh_ours() -> Weight:
    """Weigh our engine as it is shipped."""
    return _weigh(_OURS)


def weigh_peer(peer: Answer) -> Weight:
    """Weigh a peer that has learned."""
    with NamedTemporaryFile(suffix=".pickle") as file:
        pickle.dump(peer, file)
        file.flush()
        return _weigh(_PEER, file.name)


def _weigh(load: str, *arguments: str) -> Weight:
    command = [sys.executable, "-c", _LOAD.format(load), *arguments]
    return Weight(*json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
