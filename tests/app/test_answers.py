"""The API answers what the commands write, and says clearly what does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app_desk import Person, desk
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from contested.cli.main import cli
from contested.ledger import Ledger
from contested.model import Report, report_id

At = Callable[..., Person]
DAYS = ("--on", "2017-05-27", "--as-known", "2017-05-28")
QUERY = "?on=2017-05-27&as_known=2017-05-28"


def written(*arguments: object) -> Any:
    """What a command writes as JSON."""
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "path", ["control", "control?why=true", "fronts", "pockets", "routes", "events", "sources", "assessments"]
)
def test_the_situation_is_that_of_the_command(reading: At, filled: Path, path: str) -> None:
    name, _, why = path.partition("?")
    options = ["--why"] if why else []
    answer = reading().get(f"/api/{name}{QUERY}{'&' + why if why else ''}")
    assert answer.json() == written(name, "--ledger", filled, *DAYS, "--to", "json", *options)
    assert len(answer.content) > 50 or name in ("fronts", "routes", "assessments")


def test_a_baseline_that_is_added_meanwhile_counts(at: At, ledger: Path, tmp_path: Path) -> None:
    ana, rows = at("Ana"), tmp_path / "map.csv"
    before = ana.get(f"/api/control{QUERY}").json()
    rows.write_text("place,side,lat,lon\nAtarib,syrian-opposition,36.139,36.83\n", encoding="utf-8")
    options = ("--ledger", str(ledger), "--conflict", "syria", "--on", "2017-05-01", "--author", "Ana")
    done = CliRunner().invoke(cli, ["baseline", "add", str(rows), *options])
    assert done.exit_code == 0, done.output
    after = ana.get(f"/api/control{QUERY}").json()
    assert after == written("control", "--ledger", ledger, *DAYS, "--to", "json")
    assert {each["name"] for each in after["places"]} - {each["name"] for each in before["places"]} == {"Atarib"}


def test_claims_are_those_of_search(reading: At, filled: Path) -> None:
    done = CliRunner().invoke(cli, ["search", "--ledger", str(filled), "--limit", "5", "--to", "json"])
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    answer = reading().get("/api/claims?limit=5")
    assert answer.json() == rows
    following = answer.links["next"]["url"]
    assert reading().get(following).json()[0]["claim"]["id"] not in {row["claim"]["id"] for row in rows}


def test_one_claim_and_one_report_are_those_of_show(reading: At, filled: Path) -> None:
    nobody = reading()
    found = nobody.get("/api/search?words=Maskanah&limit=1").json()[0]
    for kind in ("claim", "report"):
        id = found[kind]["id"]
        assert nobody.get(f"/api/{kind}s/{id}").json() == written("show", id, "--ledger", filled, "--to", "json")


def test_what_a_filter_does_not_match_is_an_empty_list(reading: At) -> None:
    for query in ("type=grenade", "box=0,0,1,1", "from=1990-01-01&until=1990-01-02", "words=zeppelin", "source=Nobody"):
        answer = reading().get(f"/api/claims?{query}")
        assert (answer.status_code, answer.json()) == (200, []), query


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("claims?from=2018-01-01&until=2017-01-01", 400, "ends (2017-01-01) before it begins (2018-01-01)"),
        ("claims?type=conquest", 400, '"conquest" is no type'),
        ("claims?box=1,2", 400, "is no box"),
        ("claims?box=0,80,1,-80", 400, "is no box on the Earth"),
        ("claims?limit=0", 400, "limit"),
        ("claims?words=-", 400, "no words to look for"),
        ("reports?words=%00", 400, "no words to look for"),
        ("control?on=yesterday", 400, "on: "),
        ("control?area=Nowhereland", 400, 'no place is called "Nowhereland"'),
        ("control?conflict=roses", 400, 'no war is called "roses"'),
        ("claims/0000000000000000", 404, "there is no such claim"),
        ("reports/0000000000000000", 404, "there is no such"),
        ("events/0000000000000000", 404, "there is no such event"),
        ("exports/xls", 404, "there is no such format"),
        ("exports/csv?actor=The%20Moon", 400, 'no actor is called "The Moon"'),
        ("nothing", 404, "Not Found"),
    ],
)
def test_what_does_not_fit_is_told_with_its_reason(reading: At, path: str, status: int, says: str) -> None:
    answer = reading().get(f"/api/{path}")
    assert answer.status_code == status
    assert set(answer.json()) == {"status", "reason", "remedy"}
    assert says in answer.json()["reason"]


def test_what_ends_a_string_ends_no_question(reading: At) -> None:
    whole, cut = (reading().get(f"/api/claims?words={words}") for words in ("Maskanah", "Maskanah%00"))
    assert whole.json()
    assert cut.json() == whole.json()


def test_asking_for_the_methods_of_a_route_is_no_fault(reading: At) -> None:
    for path in ("tokens", "users", "users/Ana", "decisions", "control"):
        answer = reading().client.options(f"/api/{path}")
        assert answer.status_code in (204, 401, 403), (path, answer.text)


def test_an_upload_that_is_too_large_is_refused(at: At) -> None:
    ana = at("Ana")
    body = {"kind": "comment", "subject": "x", "reason": "y" * 50_000_000}
    answer = ana.post("/api/decisions", body)
    assert answer.status_code == 413
    assert ana.get("/api/decisions").json() == []


def test_decisions_that_do_not_fit_leave_nothing_behind(at: At) -> None:
    ana = at("Ana")
    id = ana.get("/api/claims?limit=1").json()[0]["claim"]["id"]
    tries: list[tuple[dict[str, Any], int]] = [
        ({"kind": "accept", "subject": "0000000000000000"}, 404),
        ({"kind": "withdraw", "withdraws": 99}, 404),
        ({"kind": "withdraw", "subject": id}, 400),
        ({"kind": "accept"}, 400),
        ({"kind": "adopt", "subject": id}, 400),
        ({"kind": "accept", "subject": id, "reason": ""}, 400),
        ({"kind": "accept", "subject": id, "fields": {"type": "raid"}}, 400),
        ({"kind": "accept", "subject": id, "author": "Lea"}, 400),
        ({"kind": "correct", "subject": id, "fields": {"type": "conquest"}}, 400),
        ({"kind": "correct", "subject": id, "fields": {"id": "1"}}, 400),
        ({"kind": "correct", "subject": id, "fields": {"time.start": "2030-01-01"}}, 400),
        ({"kind": "merge", "subject": id}, 400),
        ({"kind": "add", "subject": id, "fields": {"claim": {}}}, 400),
    ]
    for body, status in tries:
        answer = ana.post("/api/decisions", {"reason": "looked at it"} | body)
        assert answer.status_code == status, (body, answer.text)
    assert ana.get("/api/decisions?withdrawn=true").json() == []


def test_a_stale_decision_is_told_what_others_decided(at: At) -> None:
    ana, ben = at("Ana"), at("Ben")
    id = ana.get("/api/claims?limit=1").json()[0]["claim"]["id"]
    assert ana.decide("accept", id, seen=0).status_code == 201
    answer = ben.decide("reject", id, seen=0)
    assert answer.status_code == 409
    assert "Ana decided on it meanwhile (accept, decision 1)" in answer.json()["reason"]
    assert ben.decide("reject", id, seen=1).status_code == 201
    assert [row["author"] for row in ben.get("/api/decisions").json()] == ["Ana", "Ben"]
    assert ana.decide("comment", id).status_code == 201, "who does not say what they have seen is not asked"


def test_a_rejected_claim_is_gone_from_every_answer_and_the_audit_shows_both(at: At) -> None:
    ana, lea = at("Ana"), at("Lea")
    before = ana.get("/api/control").json()["places"]
    place = next(row for row in before if len(row["claims"]) == 1)
    (id,) = place["claims"]
    row = ana.decide("reject", id).json()
    assert place["id"] not in {one["id"] for one in ana.get("/api/control").json()["places"]}
    assert id not in ana.get("/api/exports/csv?rows=claims").text
    undone = ana.post("/api/decisions", {"kind": "withdraw", "withdraws": row["number"], "reason": "a slip"})
    assert undone.status_code == 201
    assert ana.get("/api/control").json()["places"] == before
    deeds = [(deed["account"], deed["action"]) for deed in lea.get("/api/audit").json()]
    assert {("Ana", "reject"), ("Ana", "withdraw"), ("Ana", "export"), ("Lea", "sign in")} <= set(deeds)


def test_gold_is_what_was_decided(at: At) -> None:
    ana = at("Ana")
    found = ana.get("/api/claims?limit=1").json()[0]
    assert ana.get("/api/exports/gold").text == ""
    ana.decide("accept", found["claim"]["id"])
    row = json.loads(ana.get("/api/exports/gold").text)
    assert row["claims"][0]["trigger"] == found["claim"]["trigger"]["text"]


def test_a_ledger_that_is_being_brought_to_another_version_is_not_asked(at: At, ledger: Path) -> None:
    nobody = at()
    assert nobody.get("/api/control").status_code == 200
    engine = create_engine(f"sqlite:///{ledger}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    answer = nobody.get("/api/control")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "was brought to another version (9999)" in answer.json()["reason"]


def test_words_that_a_browser_would_obey_stay_words(ledger: Path) -> None:
    words = "<script>alert(1)</script> '; DROP TABLE claims; -- <img src=x onerror=alert(2)>"
    with Ledger.open(ledger) as kept:
        kept.add(Report(id=report_id(words), text=words, title=words, date="2017-06-01", source=words))
    with desk(ledger) as at:
        nobody = at()
        shown = nobody.get(f"/api/reports/{report_id(words)}")
        assert shown.json()["report"]["text"] == words
        assert shown.headers["content-type"].startswith("application/json")
        assert nobody.get("/api/claims", params={"source": words, "words": "'; DROP TABLE"}).status_code == 200
        assert "<script>" not in nobody.get("/api").text


def test_the_description_names_every_route(reading: At) -> None:
    answer = reading().get("/api/openapi.json")
    assert answer.status_code == 200
    paths = answer.json()["paths"]
    named = "control fronts pockets routes events claims reports sources search assessments exports decisions session"
    assert {f"/api/{name}" for name in named.split()} <= set(paths)
    page = reading().get("/api").text
    assert all(path in page for path in paths)
    assert "<script" not in page


def test_a_drawn_area_gives_what_lies_in_it_everywhere(reading: At) -> None:
    person, inside = reading(), "37.5,35.8,38.6,35.8,38.6,36.4,37.5,36.4"

    def placed(path: str) -> set[tuple[float, float]]:
        rows = person.get(path).json()
        return {(p["lon"], p["lat"]) for row in rows for p in row["claim"]["places"] if p["lat"] is not None}

    every, some = placed("/api/claims?limit=1000"), person.get(f"/api/claims?limit=1000&polygon={inside}").json()
    holds = [(lon, lat) for lon, lat in every if 37.5 <= lon <= 38.6 and 35.8 <= lat <= 36.4]
    assert holds and len(holds) < len(every)
    assert all(any((p["lon"], p["lat"]) in holds for p in row["claim"]["places"]) for row in some)
    assert set(holds) <= placed(f"/api/claims?limit=1000&polygon={inside}")
    held = person.get(f"/api/control?polygon={inside}").json()["places"]
    assert held
    assert {(each["lon"], each["lat"]) for each in held} <= set(holds)
    lines = person.get(f"/api/exports/csv?rows=claims&polygon={inside}").text.splitlines()
    assert 1 < len(lines) < len(person.get("/api/exports/csv?rows=claims").text.splitlines())


@pytest.mark.parametrize(
    ("polygon", "says"),
    [
        ("37,35,38,36,38,35,37,36", "crosses or touches itself at 37.5,35.5"),
        ("37,35,38,36", "has 2 corners"),
        ("37,35,38", "no list of places"),
        ("37,35,38,95,38,35", "no list of places"),
        ("37,35,38,nan,38,35", "no list of places"),
        ("a,b", "no number"),
        ("37,35,38,35,39,35", "touches itself"),
    ],
)
@pytest.mark.parametrize("path", ["claims", "control"])
def test_an_area_that_is_none_is_refused_with_the_reason(reading: At, path: str, polygon: str, says: str) -> None:
    answer = reading().get(f"/api/{path}?polygon={polygon}")
    assert answer.status_code == 400
    assert says in answer.json()["reason"]
