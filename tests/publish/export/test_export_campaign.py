"""The packaged campaign in every format, read back by readers that are not ours."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import geopandas
import pandas
import pytest
from click.testing import CliRunner, Result

import contested
from contested.cli.main import cli

EXAMPLE = Path(contested.__file__).parent / "examples" / "maskanah-2017"
ID = re.compile(r"^[0-9a-f]{16}$")


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the example's reports, as the reader reads them."""
    path = tmp_path_factory.mktemp("campaign") / "war.sqlite"
    done = CliRunner().invoke(cli, ["add", str(EXAMPLE), "--ledger", str(path)])
    assert done.exit_code == 0, done.stderr
    return path


def exported(ledger: Path, to: str, *words: str) -> Result:
    done = CliRunner().invoke(cli, ["export", "--to", to, "--ledger", str(ledger), *words])
    assert done.exit_code == 0, done.stderr
    return done


def written(done: Result) -> int:
    """How many rows the command says that it wrote."""
    found = re.search(r"^([\d,]+) (?:event|claim)s? written", done.stderr, re.MULTILINE)
    assert found, done.stderr
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("kind", ["events", "claims"])
def test_tables(campaign: Path, kind: str) -> None:
    for to, id in (("acled", "event_id_cnty"), ("ged", "relid"), ("csv", "id")):
        done = exported(campaign, to, "--rows", kind)
        frame = pandas.read_csv(io.StringIO(done.stdout), dtype=str, keep_default_na=False)
        assert len(frame) == written(done) > 0 and frame[id].is_unique
    acled = pandas.read_csv(io.StringIO(exported(campaign, "acled", "--rows", kind).stdout))
    assert acled["event_date"].between("2017-05-01", "2017-06-30").all() and (acled["fatalities"] >= 0).all()
    assert set(acled["time_precision"]) | set(acled["geo_precision"]) <= {1, 2, 3}
    assert set(acled["country"].dropna()) == {"Syria"} and set(acled["iso"].dropna()) == {760}
    ged = pandas.read_csv(io.StringIO(exported(campaign, "ged", "--rows", kind).stdout))
    parts = ged[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    assert (parts == ged["best"]).all() and (ged["low"] <= ged["best"]).all() and (ged["best"] <= ged["high"]).all()
    assert (ged["high"] > 0).all() and set(ged["type_of_violence"]) <= {1, 2, 3}


def test_maps(campaign: Path, tmp_path: Path) -> None:
    shapes = exported(campaign, "geojson")
    (tmp_path / "o.geojson").write_text(shapes.stdout, encoding="utf-8")
    file = tmp_path / "o.parquet"
    exported(campaign, "geoparquet", "--out", str(file))
    one, two = geopandas.read_file(tmp_path / "o.geojson"), geopandas.read_parquet(file)
    assert len(one) == len(two) == written(shapes) and list(one["sentence"]) == list(two["sentence"])
    assert list(map(str, one.geometry)) == list(map(str, two.geometry))
    placed = exported(campaign, "kml")
    marks = ElementTree.fromstring(placed.stdout).findall(".//{http://www.opengis.net/kml/2.2}Placemark")
    assert len(marks) == written(placed) == one.geometry.notna().sum()


def test_quotes_are_the_exact_words_of_the_reports(campaign: Path) -> None:
    from contested.ledger import Ledger

    with Ledger.open(campaign) as kept:
        texts = {f"contested:claim:{each.claim.id}": each.report.text for each in kept.told()}
    notes = json.loads(exported(campaign, "annotations", "--rows", "claims").stdout)["items"]
    assert {note["id"] for note in notes} == set(texts)
    for note in notes:
        words, place = note["target"]["selector"]
        assert texts[note["id"]][place["start"] : place["end"]] == words["exact"]


def test_what_is_left_out_and_what_is_written_are_all_events(campaign: Path) -> None:
    done = exported(campaign, "ged", "--explain")
    counted = [int(n) for n in re.findall(r"^  (\d+) events?: ", done.stderr, re.MULTILINE)]
    ids = [line.split()[0] for line in done.stderr.splitlines() if ID.match(line.split()[0])]
    listed = CliRunner().invoke(cli, ["events", "--to", "json", "--ledger", str(campaign)])
    assert sum(counted) == len(ids) == len(set(ids))
    assert len(ids) + written(done) == len(json.loads(listed.stdout))
