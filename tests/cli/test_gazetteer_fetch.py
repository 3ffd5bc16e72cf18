"""`contested gazetteer fetch`, from a real server with a dump made for the test."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from serving import File, FileServer, file_server

from contested.gazetteer.fetch import fetch
from contested.gazetteer.formats.refusals import Refusals

Run = Callable[..., Result]

REST = "300\tAsia/Damascus\t2020-01-01"
PLACES = (
    f"9000001\tMithāl\tMithal\tMithel,مثال,MITH\t35.5\t38.5\tP\tPPL\tSY\t\t09\t0902\t\t\t12000\t\t{REST}",
    f"9000002\tMithalat District\tMithalat District\t\t35.6\t38.4\tA\tADM2\tSY\t\t09\t0902\t\t\t0\t\t{REST}",
    f"9000003\tTall Mithāl\tTall Mithal\t\t35.7\t38.6\tT\tHLL\tSY\t\t09\t\t\t\t0\t\t{REST}",
)
NAMES = (
    "1\t9000001\tar\tالمثال القديم\t\t\t\t1\t\t",
    "2\t9000001\twkdt\tQ999999999\t\t\t\t\t\t",
    "3\t9000001\tlink\thttps://en.wikipedia.org/wiki/Mithal\t\t\t\t\t\t",
)


def zipped(lines: tuple[str, ...], name: str = "SY.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "GeoNames")
        archive.writestr(name, "\n".join(lines) + "\n")
    return out.getvalue()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    with file_server() as running:
        running.files["/SY.zip"] = File(zipped(PLACES))
        running.files["/alternatenames/SY.zip"] = File(zipped(NAMES))
        monkeypatch.setenv("CONTESTED_GEONAMES_URL", running.url + "/")
        yield running


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with the places, that failing commands are not to change."""
    index = tmp_path_factory.mktemp("filled")
    with file_server() as running:
        running.files["/SY.zip"] = File(zipped(PLACES))
        fetch("SY", index, Refusals(), running.url)
    return index


def test_a_country_is_fetched_and_found(run: Run, server: FileServer, tmp_path: Path) -> None:
    server.files["/SY.zip"].cuts = [300]
    done = run("gazetteer", "fetch", "sy", "--gazetteer", tmp_path)
    assert done.exit_code == 0, done.stderr
    assert "SHA-256" in done.stderr and done.stderr.endswith("geonames-sy: 3 places added\n")
    assert ("/SY.zip", "bytes=300-") in server.asked
    (town,) = json.loads(run("gazetteer", "lookup", "المثال القديم", "--to", "json", "--gazetteer", tmp_path).stdout)[
        "candidates"
    ]
    assert town["ids"] == {"geonames": "9000001", "wikidata": "Q999999999"}
    assert (town["admin1"], town["admin2"], town["population"]) == ("Aleppo", "Mithalat District", 12000)
    assert "MITH" not in town["names"] and not any(name.startswith("http") for name in town["names"])
    hill = json.loads(run("gazetteer", "lookup", "Tal Mithal", "--to", "json", "--gazetteer", tmp_path).stdout)
    assert hill["candidates"][0]["level"] == "natural"
    layer = json.loads(run("gazetteer", "info", "--to", "json", "--gazetteer", tmp_path).stdout)["layers"][0]
    assert layer["source"] == f"{server.url}/SY.zip (as geonames)" and layer["licence"] == "CC BY 4.0"


def test_a_country_without_alternate_names_is_added_all_the_same(run: Run, server: FileServer, tmp_path: Path) -> None:
    del server.files["/alternatenames/SY.zip"]
    assert run("gazetteer", "fetch", "SY", "--gazetteer", tmp_path).exit_code == 0


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (None, "/SY.zip: is not there (404)"),
        (File(b"<html>please log in</html>", kind="text/html"), "is a web page"),
        (File(zipped(PLACES)[:200]), "is no whole zip archive"),
        (File(zipped(PLACES, "../../SY.txt")), 'holds a path that leads out of it: "../../SY.txt"'),
        (File(zipped(PLACES, "/etc/SY.txt")), "holds a path that leads out of it"),
        (File(zipped(PLACES, "SY.csv")), "holds no table of places"),
        (File(zipped((*PLACES, PLACES[0][:40]))), "SY.zip:4: the number of cells is 5, of GeoNames' dumps 19"),
        (File(zipped((*PLACES, PLACES[0]))), "SY.zip:4: the id geonames:9000001 (Mithāl) stood before"),
        (File(zipped((PLACES[0].replace("35.5", "95.5"),))), "SY.zip:1: coordinates 95.5, 38.5 of Mithāl are out of"),
        (File(zipped((PLACES[0].replace("35.5", "0").replace("38.5", "0"),))), "SY.zip:1: Mithāl lies at 0, 0"),
    ],
)
def test_what_is_wrong_is_named_and_the_layer_that_was_there_stays(
    run: Run, server: FileServer, filled: Path, file: File | None, says: str
) -> None:
    del server.files["/SY.zip"]
    if file is not None:
        server.files["/SY.zip"] = file
    done = run("gazetteer", "fetch", "SY", "--gazetteer", filled)
    assert done.exit_code == 1 and says in done.stderr and done.stderr.count("\n") == 1
    assert run("gazetteer", "lookup", "Mithal", "--gazetteer", filled).exit_code == 0


def test_what_is_no_country_is_wrong_use(run: Run, server: FileServer, tmp_path: Path) -> None:
    assert run("gazetteer", "fetch", "Syria", "--gazetteer", tmp_path).exit_code == 2
    assert server.asked == []
