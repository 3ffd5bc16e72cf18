"""The user's layers on disk: whole or not at all, whatever ends an import or runs beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.errors import GazetteerError
from contested.gazetteer.add import Source, add
from contested.gazetteer.formats.refusals import Refusals
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.rows import Entry
from contested.gazetteer.shelf import Card, Draft, drop, kept, newest

PLACE = Entry(
    id="a", names=("Mithal", "مثال"), level="settlement", country="SY", lat=35.5, lon=38.5, importance=2.5,
    ids=(("pcode", "C1"),), outline=((35.0, 38.0), (35.5, 38.0), (35.5, 38.5)),
)  # fmt: skip


def card(name: str = "one", **more: object) -> Card:
    return Card(name=name, form="csv", source="x.csv", sha256="", places=1, digest="d", **more)  # type: ignore[arg-type]


def put(shelf: Path, name: str = "one", **more: object) -> None:
    with Draft(shelf, name) as draft:
        draft.write([PLACE])
        draft.layer(card(name, **more))
        draft.keep()


def test_places_come_back_as_they_went_in(tmp_path: Path) -> None:
    put(tmp_path)
    (layer,) = kept(tmp_path)
    assert list(layer.places()) == [PLACE] and layer.card == card()


def test_the_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    put(tmp_path / "a")
    put(tmp_path / "b")
    files = [(newest(tmp_path / side)["one"] / "places.gz").read_bytes() for side in "ab"]
    assert files[0] == files[1]


def test_a_new_layer_takes_the_place_of_the_old(tmp_path: Path) -> None:
    put(tmp_path)
    put(tmp_path, order=3)
    assert [path.name for path in tmp_path.iterdir()] == ["one.2"]
    assert kept(tmp_path)[0].card.order == 3
    assert drop(tmp_path, "one") and not drop(tmp_path, "one") and list(tmp_path.iterdir()) == []


def test_a_draft_that_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield PLACE
        raise GazetteerError("broken")

    put(tmp_path)
    with pytest.raises(GazetteerError), Draft(tmp_path, "one") as draft:
        draft.write(broken())
    assert [path.name for path in tmp_path.iterdir()] == ["one.1"]


@pytest.mark.parametrize("file", ["card.json", "places.gz"])
def test_a_damaged_layer_is_named_with_its_remedy(tmp_path: Path, file: str) -> None:
    put(tmp_path)
    path = tmp_path / "one.1" / file
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(GazetteerError, match=r"the layer one is damaged.*gazetteer remove one"):
        list(kept(tmp_path)[0].places())


def test_a_layer_of_a_newer_version_is_named(tmp_path: Path) -> None:
    put(tmp_path, version=99)
    with pytest.raises(GazetteerError, match="made by a newer version of contested"):
        kept(tmp_path)


def test_a_shelf_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="the layer cannot be written"):
        Draft(tmp_path / "file" / "layers", "one")


def adding(index: Path, source: Path, *options: str) -> subprocess.Popen[bytes]:
    call = ["gazetteer", "add", str(source), "--country", "SY", "--gazetteer", str(index), *options]
    return subprocess.Popen([sys.executable, "-c", "from contested.cli import main; main()", *call])


def villages(path: Path, count: int) -> Path:
    rows = (f"{i},Mithal {i:x}ville,{35 + i / 1e6:.6f},38.5" for i in range(count))
    path.write_text("id,name,lat,lon\n" + "\n".join(rows) + "\n")
    return path


def test_imports_at_once_do_not_disturb_each_other(tmp_path: Path, gazetteer: Gazetteer) -> None:
    index = tmp_path / "index"
    sources = [villages(tmp_path / f"layer{i}.csv", 50) for i in range(2)]
    running = [adding(index, source) for source in (*sources, sources[0])]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert sorted(newest(index / "layers")) == ["layer0", "layer1"]
    assert len(Gazetteer.open(index).strict("Mithal 1ville")) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_an_import_that_is_killed_leaves_what_was_there(tmp_path: Path, gazetteer: Gazetteer) -> None:
    index, pipe = tmp_path / "index", tmp_path / "villages.csv"
    add(Source(villages(pipe, 5), "csv", "villages", country="SY"), index, Refusals())
    before = Gazetteer.open(index).digest
    pipe.unlink()
    os.mkfifo(pipe)
    process = adding(index, pipe)
    with pipe.open("w") as file:  # the import waits for the rest of the table when it is killed
        file.write("id,name,lat,lon\n1,Mithal,35.5,38.5\n")
        file.flush()
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert Gazetteer.open(index).digest == before
    assert list(newest(index / "layers")) == ["villages"]
