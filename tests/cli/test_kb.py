import asyncio
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from bot.cli.kb import kb
from bot.database import make_engine, migrate
from bot.message import Language
from bot.speech.catalogue import catalogue
from knowledge.packs import PACKS, pack_paths
from knowledge.records.base import LANGUAGES
from knowledge.stale import Code
from tests.knowledge.conftest import SMALL
from tests.knowledge.edit import replace

KNOWLEDGE = PACKS.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of small packs, to be changed."""
    return Path(shutil.copytree(SMALL, tmp_path / "packs"))


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a migrated database, in the settings."""
    url = f"sqlite:///{tmp_path}/idelos.db"
    monkeypatch.setenv("IDELOS_DATABASE_URL", url)
    asyncio.run(migrate(url))
    return url


def run(*arguments: object) -> Result:
    return CliRunner().invoke(kb, [str(it) for it in arguments], catch_exceptions=False)


def test_good_packs_are_told_in_one_line(folder: Path) -> None:
    done = run("check", folder)
    assert (done.exit_code, done.output) == (0, "I orden: 21 poster i 13 filer.\n")


def test_faults_are_told_one_a_line_with_exit_status_one(folder: Path) -> None:
    replace(folder / "nord/regions.yaml", "fallback: sekretariat", "fallback: nobody")
    replace(folder / "nord/rules.yaml", "money", "mony")
    done = run("--lang", "en", "check", folder)
    assert done.exit_code == 1
    first, second = done.stdout.splitlines()
    assert first.startswith("nord/rules.yaml:25: penger: part: “mony” is not among the values")
    assert second == (
        "nord/regions.yaml:23: nord: fallback: "
        "There is no record of kind contact with the id “nobody”."
    )
    assert done.stderr == "2 faults.\n"


@pytest.mark.parametrize("part", ["nord", "nord/regions.yaml"])
def test_a_part_is_checked_with_all_it_refers_to(folder: Path, part: str) -> None:
    replace(folder / "common/calls.yaml", "2024-02-15", "2024-02-30")
    assert run("check", folder / part).exit_code == 0
    assert run("check", folder).exit_code == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_in_the_code_has_its_words(language: Language) -> None:
    code = "".join(it.read_text(encoding="utf-8") for it in KNOWLEDGE.rglob("*.py"))
    codes = set(re.findall(r'(?:[Ff]ault|_stop|FormError)\(\s*"(\w+)"', code))
    assert len(codes) > 40
    words = catalogue(language)
    assert [it for it in codes if f"kb.fault.{it}" not in words] == []
    assert [it for it in get_args(Code) if f"kb.stale.{it}" not in words] == []


def test_a_pack_is_not_taken_for_another_whose_name_begins_alike(folder: Path) -> None:
    shutil.copytree(folder / "nord", folder / "nordre")
    assert run("check", folder / "common").exit_code == 0
    assert "nordre/" not in run("check", folder / "nord").output
    assert "nordre/" in run("check", folder / "nordre").output


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert done.exit_code == 1
    assert str(tmp_path) in done.output


def test_a_missing_path_is_a_matter_of_usage(tmp_path: Path) -> None:
    assert run("check", tmp_path / "missing").exit_code == 2


def test_format_makes_files_canonical_once(folder: Path) -> None:
    file = folder / "nord/regions.yaml"
    before = file.read_bytes()
    replace(file, "nb: Nord nb", 'nb: "Nord nb"  # a comment')
    assert run("check", folder).exit_code == 1
    assert run("format", folder).output == "Skrev om nord/regions.yaml.\n"
    assert file.read_bytes() == before
    assert run("format", file).output == "Alt var på fast form.\n"


def test_format_leaves_a_faulty_file_and_does_the_others(folder: Path) -> None:
    replace(folder / "nord/rules.yaml", "money", "mony")
    faulty = (folder / "nord/rules.yaml").read_bytes()
    replace(folder / "nord/regions.yaml", "nb: Nord nb", 'nb: "Nord nb"')
    done = run("format", folder / "nord")
    assert done.exit_code == 1
    assert "Skrev om nord/regions.yaml." in done.output
    assert (folder / "nord/rules.yaml").read_bytes() == faulty


def test_import_tells_what_changed_and_then_nothing(url: str, folder: Path) -> None:
    first = run("import", folder, "--who", "kari")
    assert first.exit_code == 0
    assert "Ny: contact foui_kontakt\n" in first.output
    assert first.output.endswith("21 poster endret. Kunnskapen er nå versjon 1.\n")
    assert run("import", folder).output == "Ingen endringer. Kunnskapen er fortsatt versjon 1.\n"
    replace(folder / "nord/organisations.yaml", "- NFK", "- NF")
    assert run("import", folder, "--who", "ola").output == (
        "Endret: organisation nord_fylke (aliases)\n1 post endret. Kunnskapen er nå versjon 2.\n"
    )
    shown = run("show", "organisation", "nord_fylke").output
    assert shown.startswith("- id: nord_fylke\n")
    assert " av kari.\n" in shown
    assert shown.endswith(" av ola: aliases.\n")


def test_a_file_moved_is_told(url: str, folder: Path) -> None:
    run("import", folder)
    (folder / "nord/rules.yaml").rename(folder / "nord/routing.yaml")
    assert run("import", folder).output.startswith("Filer eller rekkefølge er endret.\n")


@pytest.mark.parametrize("new", ["fallback: nobody", "fallback: [", "fallback: *bomb"])
def test_a_broken_file_among_good_ones_imports_nothing(url: str, folder: Path, new: str) -> None:
    run("import", folder)
    replace(folder / "nord/organisations.yaml", "- NFK", "- NF")
    replace(folder / "nord/regions.yaml", "fallback: sekretariat", new)
    done = run("import", folder)
    assert done.exit_code == 1
    assert "nord/regions.yaml" in done.output
    assert "- NFK\n" in run("show", "organisation", "nord_fylke").output


def test_export_gives_the_packs_back(url: str, folder: Path, tmp_path: Path) -> None:
    run("import", folder)
    out = tmp_path / "out"
    assert run("export", out).exit_code == 0
    assert {it.relative_to(out): it.read_bytes() for it in pack_paths(out)} == {
        it.relative_to(folder): it.read_bytes() for it in pack_paths(folder)
    }
    assert sorted(it.suffix for it in out.glob("*/*")) == [".yaml"] * 13


def test_export_to_a_place_that_cannot_be_written_is_told(
    url: str, folder: Path, tmp_path: Path
) -> None:
    run("import", folder)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "nord").write_text("in the way")
    done = run("--lang", "en", "export", tmp_path / "out")
    assert done.exit_code == 1
    assert "Could not write" in done.stderr


def test_show_of_nobody_is_told(url: str, folder: Path) -> None:
    run("import", folder)
    done = run("show", "contact", "nobody")
    assert done.exit_code == 1
    assert "nobody" in done.stderr


def test_stale_is_gathered_under_headings(url: str, folder: Path) -> None:
    run("import", folder)
    done = run("stale", "--at", "2026-11-23")
    assert done.exit_code == 0
    blocks = [block.splitlines() for block in done.output.split("\n\n")]
    assert [block[0] for block in blocks] == [
        "Nord nb",
        "Nord fylkeskommune",
        "Nord fylke",
        "7 poster bør ses på.",
    ]
    assert blocks[0][1] == "  municipality berg: post@berg.kommune.example er ikke bekreftet"


@pytest.mark.parametrize("command", [("import",), ("export", "out"), ("stale",)])
def test_a_missing_database_folder_is_named(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IDELOS_DATABASE_URL", f"sqlite:///{tmp_path}/missing/idelos.db")
    done = run("--lang", "en", *command)
    if command == ("stale",):  # needs no database: the packs will do
        assert done.exit_code == 0
    else:
        assert done.exit_code == 1
        assert f"{tmp_path}/missing" in done.stderr
    assert not (tmp_path / "missing").exists()


def test_an_unmigrated_database_is_told(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDELOS_DATABASE_URL", f"sqlite:///{tmp_path}/idelos.db")
    done = run("import", folder)
    assert done.exit_code == 1
    assert "idelos migrate" in done.stderr


def test_a_newer_database_is_told(url: str, folder: Path) -> None:
    async def make_newer() -> None:
        engine = make_engine(url)
        async with engine.begin() as connection:
            await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        await engine.dispose()

    asyncio.run(make_newer())
    done = run("import", folder)
    assert done.exit_code == 1
    assert "nyere" in done.stderr


def test_a_record_of_another_version_is_told(url: str, folder: Path) -> None:
    async def spoil() -> None:
        engine = make_engine(url)
        async with engine.begin() as connection:
            await connection.exec_driver_sql("UPDATE record SET data = '{}' WHERE kind = 'region'")
        await engine.dispose()

    run("import", folder)
    asyncio.run(spoil())
    done = run("show", "region", "nord")
    assert done.exit_code == 1
    assert "idelos kb import" in done.stderr
    assert run("import", folder).exit_code == 0
