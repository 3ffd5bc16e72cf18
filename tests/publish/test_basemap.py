"""A user's own base map: what a page is told of it, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiles
import war_sample
from click.testing import CliRunner

from contested.cli.main import cli
from contested.errors import PublishError
from contested.ledger import Ledger
from contested.publish.basemap import chosen, open_basemap
from contested.publish.site import built_page


def test_an_archive_says_what_it_holds_and_whom_to_credit(tmp_path: Path) -> None:
    layers = {"vector_layers": [{"id": "earth"}, {"id": "water"}], "attribution": "<b>Me</b> &amp; others"}
    base = open_basemap(tiles.archive(tmp_path / "a", tile=tiles.square("earth"), kind=1, metadata=layers))
    assert (base.kind, base.layers, base.attribution) == ("vector", ("earth", "water"), "Me & others")
    assert base.box == (-180.0, -85.0, 180.0, 85.0)
    assert open_basemap(tiles.archive(tmp_path / "b", tile=tiles.picture(1, 2, 3))).kind == "raster"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: b"PK\3\4" + raw, "is no PMTiles file"),
        (lambda raw: b"", "is no PMTiles file"),
        (lambda raw: raw[:60], "its header ends early"),
        (lambda raw: raw[:7] + bytes([2]) + raw[8:], "of version 2"),
        (lambda raw: raw[:-10], "is cut short: its tiles should end"),
        (lambda raw: raw[:99] + bytes([9]) + raw[100:], "tiles of type 9"),
        (lambda raw: raw[:97] + bytes([3]) + raw[98:], "compressed in a way"),
        (lambda raw: raw[:127] + b"\0" * 30 + raw[157:], "cannot be unpacked"),
        (lambda raw: raw[:102] + b"\xff\xff\xff\x7f" * 4 + raw[118:], "stretch of the Earth"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(tmp_path: Path, change: object, says: str) -> None:
    path = tiles.archive(tmp_path / "map.pmtiles", tile=tiles.picture(1, 2, 3))
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(PublishError) as told:
        open_basemap(path)
    assert says in str(told.value)
    assert str(path) in str(told.value)


@pytest.mark.skipif(built_page() is None, reason="the front end has not been built")
def test_publish_lays_it_beside_the_page_and_refuses_another_before_it_writes(tmp_path: Path) -> None:
    ledger, good, bad = tmp_path / "war.sqlite", tmp_path / "own.pmtiles", tmp_path / "bad.pmtiles"
    with Ledger.open(str(ledger)) as kept:
        for reading in war_sample.readings()[:1]:
            kept.add(reading.report, reading)
    tiles.archive(good, tile=tiles.picture(1, 2, 3))
    bad.write_text("no map", encoding="utf-8")
    site = tmp_path / "site"
    done = CliRunner().invoke(cli, ["publish", str(site), "--ledger", str(ledger), "--basemap", str(bad)])
    assert done.exit_code == 1
    assert "is no PMTiles file" in done.output
    assert not site.exists()
    done = CliRunner().invoke(cli, ["publish", str(site), "--ledger", str(ledger), "--basemap", str(good)])
    assert done.exit_code == 0, done.output
    assert (site / "assets" / "basemap.pmtiles").read_bytes() == good.read_bytes()
    assert '"attribution":"Own survey"' in (site / "data" / "site.js").read_text(encoding="utf-8")


LAYER = "https://tiles.example/{z}/{x}/{y}.png?key=1"


@pytest.mark.parametrize(
    ("written", "credit", "says"),
    [
        ("https://tiles.example/map.png", "Us", "is no address of a tile layer"),
        ("file:///{z}/{x}/{y}.png", "Us", "is no address of a tile layer"),
        ("https://a;script-src.example *//{z}/{x}/{y}.png", "Us", "is no address of a tile layer"),
        ("https://name:word@tiles.example/{z}/{x}/{y}.png", "Us", "is no address of a tile layer"),
        (LAYER, " ", "has nobody to credit"),
        (None, "Us", "credits no base map"),
    ],
)
def test_an_address_that_is_no_layers_is_refused_with_the_reason(written: str | None, credit: str, says: str) -> None:
    with pytest.raises(PublishError) as told:
        chosen(written, credit)
    assert says in str(told.value)


@pytest.mark.skipif(built_page() is None, reason="the front end has not been built")
def test_a_layers_host_is_allowed_where_one_is_named_and_nowhere_else(tmp_path: Path) -> None:
    ledger = tmp_path / "war.sqlite"
    with Ledger.open(str(ledger)) as kept:
        for reading in war_sample.readings()[:1]:
            kept.add(reading.report, reading)
    for name, more in (("with", ["--basemap", LAYER, "--basemap-credit", "© Us"]), ("without", [])):
        done = CliRunner().invoke(cli, ["publish", str(tmp_path / name), "--ledger", str(ledger), *more])
        assert done.exit_code == 0, done.output
    page, plain = ((tmp_path / name / "index.html").read_text(encoding="utf-8") for name in ("with", "without"))
    assert "img-src 'self' data: blob:" in plain
    for rule in ("connect-src", "img-src"):
        assert page.partition(rule)[2].partition(";")[0].endswith(" https://tiles.example")
    assert "key=1" not in page
    assert "https://" not in plain.partition("Content-Security-Policy")[2].partition(">")[0]
    assert '"attribution":"© Us"' in (tmp_path / "with" / "data" / "site.js").read_text(encoding="utf-8")
