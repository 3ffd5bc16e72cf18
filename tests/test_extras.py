"""Where an extra is not installed, what asks for it says so in one line with the remedy, and the rest goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from contested.errors import MissingError
from contested.extras import EXTRAS, missing, needed, remedy

REPORT = "The army captured Maskanah on 4 June 2017."
#: Read by Python when it starts, in a command and in what it starts: as if no library of any extra were installed.
WITHOUT = "import sys\nfor name in {gone!r}: sys.modules[name] = None\n"


def without_extras(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command where the libraries of all extras are missing."""
    gone = sorted({module for modules in EXTRAS.values() for module in modules})
    call = [sys.executable, "-c", "from contested.cli import main; main()", *map(str, args)]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(WITHOUT.format(gone=gone), encoding="utf-8")
        env = {**os.environ, "PYTHONPATH": folder}
        return subprocess.run(call, capture_output=True, text=True, timeout=300, check=False, env=env)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of one report, added where no extra is installed."""
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    done = without_extras("add", folder / "a.txt", "--date", "2017-06-05", "--ledger", folder / "l.sqlite")
    assert done.returncode == 0, done.stderr
    return folder / "l.sqlite"


@pytest.mark.parametrize(
    ("command", "extra"),
    [
        (("figure", "map", "--out", "{0}/map.svg"), "figures"),
        (("brief", "--from", "2017-06-01", "--to", "2017-06-05", "--out", "{0}/b.pdf"), "figures"),
        (("export", "--to", "geoparquet", "--out", "{0}/a.parquet"), "tables"),
        (("export", "--to", "acled", "--out", "{0}/a.xlsx"), "tables"),
        (("serve", "--port", "0"), "serve"),
        (("users", "list"), "serve"),
    ],
)
def test_what_asks_for_a_missing_library_names_the_remedy(
    command: tuple[str, ...], extra: str, ledger: Path, tmp_path: Path
) -> None:
    done = without_extras(*(part.format(tmp_path) for part in command), "--ledger", ledger)
    assert done.returncode == 1
    assert remedy(extra) in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_server_is_not_asked_without_its_driver() -> None:
    done = without_extras("search", "army", "--ledger", "postgresql://localhost/none")
    assert (done.returncode, remedy("postgres") in done.stderr) == (1, True)


def test_a_table_that_cannot_be_read_costs_no_other_input(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": [REPORT]}), tmp_path / "a.parquet")
    (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
    done = without_extras("read", tmp_path, "--to", "claims")
    assert done.returncode == 1
    assert "a.parquet" in done.stderr and remedy("tables") in done.stderr
    assert '"capture"' in done.stdout


@pytest.mark.parametrize("command", ["control", "events", "sources", "fronts"])
def test_the_situation_needs_no_extra(command: str, ledger: Path) -> None:
    done = without_extras(command, "--ledger", ledger)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_library_that_is_missing_is_named() -> None:
    with (
        pytest.raises(MissingError, match=r"a chart needs no_such_module, .*contested\[figures\]"),
        needed("figures", "a chart"),
    ):
        import no_such_module  # type: ignore[import-not-found]  # noqa: F401
    assert missing("tables") == ()
