"""The worked notebook runs from top to bottom, and is kept without its output."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contested.publish import built_page

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: it comes with the test group")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: it comes with the test group")
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_its_output(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code and all(cell.outputs == [] and cell.execution_count is None for cell in code)


def run(path: Path) -> list[Any]:
    """The cells of a notebook after it ran; skips where no kernel starts here."""
    notebook = nbformat.read(path, as_version=4)
    if built_page() is None:  # the npm registry was not there: all but the map can be shown
        notebook.cells = [cell for cell in notebook.cells if "map" not in cell.metadata.get("tags", [])]
    settings = {"timeout": 300, "startup_timeout": 120, "kernel_name": "python3"}
    try:
        nbclient.NotebookClient(nbformat.v4.new_notebook(), **settings).execute()
    except Exception as error:  # no kernel is installed, it may not be started, it does not answer
        pytest.skip(f"no notebook kernel starts here: {type(error).__name__}: {error}")
    nbclient.NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}, **settings).execute()
    return list(notebook.cells)


def printed(cells: list[Any], word: str) -> str:
    """What the first cell of code with a word in it prints."""
    cell = next(cell for cell in cells if cell.cell_type == "code" and word in cell.source)
    return "".join(out.text for out in cell.outputs if out.output_type == "stream" and out.name == "stdout")


# the kernel is another library's; what it warns of is not ours to mend
@pytest.mark.filterwarnings("default")
def test_it_runs_and_says_what_its_words_announce() -> None:
    cells = run(FOLDER / "maskanah.ipynb")
    assert "16 reports" in printed(cells, "contested.read(")
    captures = printed(cells, 'type="capture"')
    assert "2017-05-30  Palmyra Gate News" in captures and "2017-06-04  Furat Front Bulletin" in captures
    assert "predicted" in captures and "reported" in captures
    assert "→" in printed(cells, "wording")
    assert "credence" in printed(cells, "contested.events(")
    held = [line.split() for line in printed(cells, "def town").splitlines()]
    assert [line[0].strip(",") for line in held] == ["2017-05-31"] * 2 + ["2017-06-05"] * 2
    assert "Maskanah" in printed(cells, "behind")
    shown = [out.data["text/html"] for cell in cells if cell.cell_type == "code" for out in cell.outputs
             if out.output_type == "execute_result" and "text/html" in out.data]  # fmt: skip
    assert len(shown) == (built_page() is not None) and all(html.startswith("<iframe") for html in shown)
