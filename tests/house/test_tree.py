"""What holds for every file."""

import re
import tomllib

from tests.house.tree import ROOT, files, named

_LONGEST = 350
_CODE = (".py", ".css", ".js", ".html")

_HOME = re.compile(r"(?<![\w./-])/(home|Users)/\w")


def test_files_are_short_enough_to_read() -> None:
    long = {
        named(path): lines
        for path in files(*_CODE)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) >= _LONGEST
    }
    assert long == {}


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert [
        f"{named(path)}: {match[0]}"
        for path in files()
        if (match := _HOME.search(path.read_text(encoding="utf-8")))
    ] == []


def test_every_package_has_a_hash_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock
    packages = re.split(r"\n(?=\w)", lock)
    assert [it.split("\n")[0] for it in packages if "--hash=sha256:" not in it] == []


def test_node_packages_have_a_hash_and_no_address() -> None:
    lock = (ROOT / "tests" / "node" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    assert lock.count('"node_modules/') == lock.count('"integrity"')


def test_every_file_that_the_product_reads_is_packaged() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["*"]
    packaged = {pattern.removeprefix("*") for pattern in patterns} | {".py"}
    shipped = ("bot", "intents", "knowledge", "locales")
    assert [
        named(path)
        for path in files()
        if named(path).split("/")[0] in shipped and path.suffix not in packaged
    ] == []
