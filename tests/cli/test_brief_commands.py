"""`contested brief` and `contested figure` on a ledger."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contested.cli.main import cli

EXAMPLE = Path(__file__).resolve().parents[2] / "src" / "contested" / "examples" / "maskanah-2017"
DAYS = ("--from", "2017-05-20", "--to", "2017-05-31")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "war.sqlite"
    assert call("add", EXAMPLE, "--ledger", path).exit_code == 0
    return path


def call(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_a_brief_is_printed_as_markdown(ledger: Path) -> None:
    done = call("brief", *DAYS, "--ledger", ledger)
    assert done.exit_code == 0
    assert done.stdout.startswith("# War in Syria: 20 May 2017 to 31 May 2017")
    assert "East Qalamoun" in done.stdout and "[^1]:" in done.stdout


@pytest.mark.parametrize(("name", "begin"), [("b.pdf", b"%PDF"), ("b.html", b"<!doctype html>"), ("b.md", b"# War")])
def test_the_name_of_a_file_says_its_format(ledger: Path, tmp_path: Path, name: str, begin: bytes) -> None:
    out = tmp_path / name
    assert call("brief", *DAYS, "--ledger", ledger, "--out", out).exit_code == 0
    assert out.read_bytes().startswith(begin)
    assert (tmp_path / "b.svg").exists() == (name == "b.md")


def test_a_file_that_is_there_is_kept_unless_forced(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    out.write_text("mine")
    done = subprocess.run(
        [sys.executable, "-c", "from contested.cli import main; main()", "figure", "map", "--ledger", str(ledger),
         "--out", str(out)], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "map.svg: is there already" in done.stderr and "--force" in done.stderr
    assert out.read_text() == "mine"
    assert call("figure", "map", "--ledger", ledger, "--out", out, "--force").exit_code == 0
    assert out.read_text().startswith("<?xml")
    assert [path.name for path in tmp_path.iterdir()] == ["map.svg"]


@pytest.mark.parametrize(
    "words",
    [
        ("brief", "--from", "2017-06-01", "--to", "2017-05-01"),
        ("brief", *DAYS, "--format", "pdf"),
        ("brief", "--from", "2017-05-01"),
        ("figure", "cake"),
    ],
)
def test_wrong_use_is_told(ledger: Path, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from contested.cli import main; main()", *words, "--ledger", str(ledger)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr and not done.stdout
