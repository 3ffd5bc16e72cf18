import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import war_sample

from contested.errors import PublishError, UsageError
from contested.model import Reading, Told
from contested.publish import Account, Tiles, page, publish, site, split

PAGE = (
    "<html><head><meta content=\"img-src 'self' data: blob:; connect-src 'self' blob: data:\"><title>contested</title>"
)


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the built page: these tests are about what is written beside it."""
    folder = tmp_path / "built"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "assets" / "index.js").write_text("", encoding="utf-8")
    (folder / ".digest").write_text("x", encoding="utf-8")
    monkeypatch.setattr(site, "built_page", lambda: folder)
    return folder


def script(path: Path) -> Any:
    """The data in a script file, which is one call with one JSON value."""
    call = re.fullmatch(r"contested\.\w+\((.*)\);\n", path.read_text(encoding="utf-8"), re.S)
    assert call
    return json.loads(call[1])


def test_the_folder_holds_page_data_and_reports(tmp_path: Path) -> None:
    done = publish(war_sample.readings(), tmp_path / "site", heading="War & <Peace>", conflicts=[war_sample.SYRIA])
    assert (done.reports, done.claims, done.unplaced) == (8, 32, 1)
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "<title>War &amp; &lt;Peace&gt; · contested</title>" in html
    for name in (
        "assets/index.js",
        "data/claims.jsonl",
        "data/claims.csv",
        "data/claims.geojson",
        "reports/index.html",
        "corrections.html",
        "data.html",
    ):
        assert (tmp_path / "site" / name).is_file()
    assert not (tmp_path / "site" / ".digest").exists()


def test_each_row_leads_to_its_report_and_there_to_the_exact_words(tmp_path: Path) -> None:
    publish(war_sample.readings(), tmp_path / "site", conflicts=[war_sample.SYRIA])
    data = tmp_path / "site" / "data"
    reports = script(data / "site.js")["reports"]
    for row in script(data / "claims" / "all.js")["rows"]:
        report = script(data / "reports" / f"{reports[row['report']]['file']}.js")
        claim = next(claim for claim in report["claims"] if claim["id"] == row["id"])
        quote = claim["quote"]
        assert report["text"][quote["start"] : quote["end"]] == quote["text"] == row["quote"]


def test_two_runs_are_byte_identical(tmp_path: Path) -> None:
    for name in ("a", "b"):
        publish(war_sample.readings(), tmp_path / name, conflicts=[war_sample.SYRIA])
    files = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert files
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in files)


def test_sides_have_the_conflicts_colours_and_others_one_of_their_own() -> None:
    readings = war_sample.readings()
    named = {row["id"]: row["colour"] for row in page.sides(readings, [war_sample.SYRIA])}
    assert named == {
        "syrian-government": "#d55e00",
        "syrian-opposition": "#009e73",
        "islamic-state": "#3a3a3a",
        "us-led-coalition": "#0049a0",
    }
    alone = page.sides(readings, [])
    assert len({row["colour"] for row in alone}) == len(alone) == 4


def test_a_side_that_two_wars_know_is_named_as_in_the_war_of_the_reports() -> None:
    syria = war_sample.SYRIA
    theirs = [msgspec.structs.replace(side, name="Of another war") for side in syria.side if side.id == "islamic-state"]
    other = msgspec.structs.replace(syria, id="another-war", side=tuple(theirs))
    names = {row["id"]: row["name"] for row in page.sides(war_sample.readings(), [other, syria])}
    assert names["islamic-state"] == next(side.name for side in syria.side if side.id == "islamic-state")


def test_nothing_was_built_says_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "built_page", lambda: None)
    with pytest.raises(PublishError, match=r"has not been built.*hatch_build\.py"):
        publish(war_sample.readings(), tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_tile_layer_is_the_only_host_that_the_page_may_ask(tmp_path: Path) -> None:
    publish(
        war_sample.readings(), tmp_path / "site", tiles=Tiles("https://tiles.example.org/{z}/{x}/{y}.png", "Example")
    )
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "connect-src 'self' blob: data: https://tiles.example.org" in html
    with pytest.raises(PublishError, match="no address of a tile layer"):
        publish(war_sample.readings(), tmp_path / "other", tiles=Tiles("javascript:{z}"))
    assert not (tmp_path / "other").exists()


def test_no_reports_and_reports_without_claims_are_sites_too(tmp_path: Path) -> None:
    assert publish([], tmp_path / "none").claims == 0
    bare = msgspec.structs.replace(war_sample.readings()[0], claims=(), mentions=())
    assert publish([bare], tmp_path / "bare").reports == 1


def test_one_report_read_twice_is_one(tmp_path: Path) -> None:
    reading = war_sample.readings()[0]
    assert publish([reading, reading], tmp_path / "site").reports == 1


def test_an_id_may_hold_anything(tmp_path: Path) -> None:
    reading: Reading = war_sample.readings()[0]
    odd = msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, id="../../etc/\0passwd"))
    publish([odd], tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["built", "site"]


def account() -> Account:
    return Account(war_sample.told(war_sample.readings()), (war_sample.SYRIA,))


def test_the_situation_lies_in_a_file_a_day_and_a_file_a_place(tmp_path: Path) -> None:
    publish(war_sample.readings(), tmp_path / "site", conflicts=[war_sample.SYRIA], account=account())
    data = tmp_path / "site" / "data"
    about = script(data / "situation.js")
    assert [path.stem for path in sorted((data / "days").iterdir())] == about["days"]
    assert {path.stem for path in (data / "places").iterdir()} == {place["file"] for place in about["places"]}
    assert set(about["sides"]) <= {side["id"] for side in script(data / "site.js")["sides"]}


def test_each_of_several_wars_has_its_own_situation(tmp_path: Path) -> None:
    readings, conflicts = [*war_sample.readings(), *war_sample.elsewhere()], (war_sample.SYRIA, war_sample.UKRAINE)
    account = Account(war_sample.told(readings), conflicts)
    publish(readings, tmp_path / "site", conflicts=conflicts, account=account)
    data = tmp_path / "site" / "data"
    first, second = script(data / "site.js")["wars"]
    assert {first["id"], second["id"]} == {"syria", "ukraine"}
    days = {war["id"]: script(tmp_path / "site" / war["at"] / "situation.js")["days"] for war in (first, second)}
    assert {war: {day[:4] for day in some} for war, some in days.items()} == {"syria": {"2017"}, "ukraine": {"2022"}}
    rows = script(data / "claims" / "all.js")["rows"]
    of = {claim.id: "ukraine" if one.report.country == "UA" else "syria" for one in readings for claim in one.claims}
    assert {row["id"]: row["war"] for row in rows} == of
    assert json.loads((data / f"control-{second['id']}.json").read_text(encoding="utf-8"))["conflict"] == second["id"]
    assert f"control-{second['id']}.json" in (tmp_path / "site" / "data.html").read_text(encoding="utf-8")


def test_a_site_of_one_war_has_its_claims_and_reports_alone(tmp_path: Path) -> None:
    readings, conflicts = [*war_sample.readings(), *war_sample.elsewhere()], (war_sample.SYRIA, war_sample.UKRAINE)
    own = [one for one in war_sample.elsewhere() if one.claims]
    account = Account(war_sample.told(readings), conflicts, conflict="ukraine")
    done = publish(readings, tmp_path / "site", conflicts=conflicts, account=account)
    data = tmp_path / "site" / "data"
    assert (done.reports, done.claims) == (len(own), sum(len(one.claims) for one in own))
    assert {row["id"] for row in script(data / "claims" / "all.js")["rows"]} == {
        c.id for one in own for c in one.claims
    }
    assert script(data / "site.js")["wars"] == []
    assert script(data / "situation.js")["war"] == war_sample.UKRAINE.name
    assert {day[:4] for day in script(data / "situation.js")["days"]} == {"2022"}


def test_a_site_of_a_war_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    account = Account(war_sample.told(war_sample.readings()), (war_sample.SYRIA,), conflict="roses")
    with pytest.raises(UsageError, match="no war is called"):
        publish(war_sample.readings(), tmp_path / "site", conflicts=account.conflicts, account=account)
    assert not (tmp_path / "site").exists()


def test_of_many_claims_each_war_has_days_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "FEW", 5)
    readings, conflicts = [*war_sample.readings(), *war_sample.elsewhere()], (war_sample.SYRIA, war_sample.UKRAINE)
    publish(readings, tmp_path / "site", conflicts=conflicts, account=Account(war_sample.told(readings), conflicts))
    wars = {war["id"]: war for war in script(tmp_path / "site" / "data" / "site.js")["wars"]}
    for war, year, own in (("syria", "2017", war_sample.readings()), ("ukraine", "2022", war_sample.elsewhere())):
        assert {wars[war]["bars"][end][:4] for end in ("first", "last")} == {year}
        assert wars[war]["total"] == [sum(len(one.claims) for one in own), sum(bool(one.claims) for one in own)]


def test_a_claims_event_is_found_by_its_id(tmp_path: Path) -> None:
    publish(war_sample.readings(), tmp_path / "site", conflicts=[war_sample.SYRIA], account=account())
    data = tmp_path / "site" / "data"
    rows = [row for row in script(data / "claims" / "all.js")["rows"] if row["event"]]
    assert rows
    for row in rows:
        assert row["id"] in script(data / "events" / f"{row['event'][:2]}.js")[row["event"]]["claims"]


def test_only_quotes_leave_no_other_word_of_a_report_anywhere(tmp_path: Path) -> None:
    readings = war_sample.readings()
    publish(readings, tmp_path / "site", conflicts=[war_sample.SYRIA], account=account(), quotes=True)
    gaps = [gap for one in readings for gap in masked_out(one) if len(gap) > 25 and one.report.title != gap]
    assert gaps
    for path in (tmp_path / "site").rglob("*"):
        if path.suffix in (".js", ".html", ".json", ".jsonl", ".csv", ".geojson"):
            text = path.read_text(encoding="utf-8")
            assert [gap for gap in gaps if gap in text] == []


def masked_out(reading: Reading) -> list[str]:
    """The stretches of a report's text that no claim quotes."""
    inside = {at for claim in reading.claims for at in range(claim.quote.start, claim.quote.end)}
    text = "".join("\n" if at in inside else letter for at, letter in enumerate(reading.report.text))
    return [stretch.strip() for stretch in text.split("\n")]


def test_many_claims_lie_in_files_by_time_and_an_index_finds_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split, "FEW", 10)
    monkeypatch.setattr(split, "FULL", 5)
    publish(war_sample.readings(), tmp_path / "site", conflicts=[war_sample.SYRIA], account=account())
    data = tmp_path / "site" / "data"
    about = script(data / "site.js")
    files = [script(data / "claims" / f"{part['file']}.js") for part in about["parts"]]
    rows = [row for file in files for row in file["rows"]]
    known = {claim.id for reading in war_sample.readings() for claim in reading.claims}
    assert len(files) > 3
    assert {row["id"] for row in rows} == known
    assert len(rows) == len(known) == about["total"][0]
    for file in files:
        assert {str(row["report"]) for row in file["rows"]} == set(file["reports"])
    for id in known:
        number, name = script(data / "index" / f"{id[:2]}.js")[id]
        report = script(data / "reports" / f"{name}.js")
        assert id in {row["id"] for row in report["rows"]}
        assert {row["report"] for row in report["rows"]} == {number}


def test_a_site_with_a_situation_but_no_event_of_several_claims_is_published_anew(tmp_path: Path) -> None:
    reading = next(one for one in war_sample.readings() if one.claims)
    one = msgspec.structs.replace(reading, claims=reading.claims[:1])
    alone = Account((Told(claim=one.claims[0], report=one.report, known="2017-06-06"),), (war_sample.SYRIA,))
    for _ in range(2):
        assert publish([one], tmp_path / "site", conflicts=[war_sample.SYRIA], account=alone).claims == 1
