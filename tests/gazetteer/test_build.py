from __future__ import annotations

from pathlib import Path

import pytest

from contested.errors import GazetteerError
from contested.gazetteer.build import compile_layer
from contested.gazetteer.layer import Layer
from contested.gazetteer.rows import Entry

ENTRIES = [
    Entry(id="a", names=("Al Mithal", "المثال"), level="settlement", country="SY", lat=35.5, lon=38.25, importance=4.0),
    Entry(id="b", names=("Mithal",), level="settlement", country="IQ", lat=-33.0, lon=-44.0, importance=5.0),
]


def quiet(stage: str, done: int, total: int) -> None:
    assert done <= total


def made(folder: Path, entries: list[Entry]) -> Layer:
    compile_layer(entries, folder, digest="d", total=len(entries), attribution=["source"], progress=quiet)
    return Layer(folder)


def test_a_row_comes_back_as_it_went_in(tmp_path: Path) -> None:
    layer = made(tmp_path / "layer", ENTRIES)
    place = layer.place(0)
    assert (place.id, place.name, place.level, place.country) == ("a", "Al Mithal", "settlement", "SY")
    assert (place.lat, place.lon, place.importance, place.admin1) == (35.5, 38.25, 4.0, None)
    assert layer.rows(layer.key("mithal")) == [1, 0]
    assert layer.attribution == ["source"]


def test_the_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    made(tmp_path / "one", ENTRIES)
    made(tmp_path / "two", ENTRIES)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_no_place_makes_an_empty_layer(tmp_path: Path) -> None:
    layer = made(tmp_path / "layer", [])
    assert layer.key("mithal") == -1
    assert layer.sounding("mtl") == ([], b"")


def test_coordinates_out_of_range_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    wrong = ENTRIES[0]._replace(lat=138.25, lon=35.5)
    with pytest.raises(GazetteerError, match="out of range"):
        made(tmp_path / "layer", [wrong])
    assert list(tmp_path.iterdir()) == []


def test_a_layer_that_is_there_already_stays(tmp_path: Path) -> None:
    made(tmp_path / "layer", ENTRIES)
    assert made(tmp_path / "layer", ENTRIES[:1]).size == 2
    assert [path.name for path in tmp_path.iterdir()] == ["layer"]


@pytest.mark.parametrize("file", ["layer.json", "table.bin", "names.marisa"])
def test_a_damaged_layer_is_named(tmp_path: Path, file: str) -> None:
    made(tmp_path / "layer", ENTRIES)
    path = tmp_path / "layer" / file
    path.write_bytes(path.read_bytes()[:10])
    with pytest.raises(GazetteerError, match="delete the folder"):
        Layer(tmp_path / "layer")


def test_a_layer_of_another_format_is_named(tmp_path: Path) -> None:
    made(tmp_path / "layer", ENTRIES)
    path = tmp_path / "layer" / "layer.json"
    path.write_bytes(path.read_bytes().replace(b'"format":', b'"format":9'))
    with pytest.raises(GazetteerError, match="format"):
        Layer(tmp_path / "layer")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match=r"cannot be written: .*CONTESTED_CACHE"):
        made(tmp_path / "file" / "layer", ENTRIES)

    def full(*_: object) -> None:
        raise RuntimeError("writer.cc:129: MARISA_IO_ERROR: size_written <= 0")

    monkeypatch.setattr("contested.gazetteer.build.Compiler.write", full)
    with pytest.raises(GazetteerError, match="is there room on the disk"):
        made(tmp_path / "layer", ENTRIES)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_half_a_surrogate_pair_is_in_no_name(tmp_path: Path) -> None:
    layer = made(tmp_path / "layer", ENTRIES)
    assert layer.key("\ud800") == -1 and not layer.begins("\ud800") and layer.sounding("\ud800") == ([], b"")
