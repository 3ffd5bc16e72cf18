"""Who may do what: without an account, with a session, with a token, from a page of others."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import tiles
from app_desk import BASE, PASSWORD, Person, desk

from contested.app.accounts import Accounts
from contested.app.settings import Settings
from contested.errors import LedgerError, UsageError

At = Callable[..., Person]


def a_claim(person: Person) -> str:
    return str(person.get("/api/claims?limit=1").json()[0]["claim"]["id"])


def accounts_of(ledger: Path) -> Accounts:
    return Accounts.open(Settings(ledger=str(ledger)).accounts_url)


def test_an_unsigned_write_is_refused_and_nothing_is_written(at: At) -> None:
    nobody = at()
    answer = nobody.decide("reject", a_claim(nobody))
    assert answer.status_code == 401
    assert answer.json() == {"status": 401, "reason": "this needs an account", "remedy": "sign in"}
    assert nobody.get("/api/decisions").json() == []


def test_roles(at: At) -> None:
    rea, ana, lea = at("Rea"), at("Ana"), at("Lea")
    id = a_claim(rea)
    assert rea.decide("accept", id).status_code == 403
    assert ana.decide("accept", id).status_code == 201
    assert ana.get("/api/audit").status_code == ana.get("/api/users").status_code == 403
    assert lea.get("/api/audit").status_code == lea.get("/api/users").status_code == 200


def test_a_session_writes_only_with_its_own_word_and_from_its_own_page(at: At) -> None:
    ana, ben = at("Ana"), at("Ben")
    id = a_claim(ana)
    body = {"kind": "accept", "subject": id, "reason": "looked"}
    assert ana.client.post("/api/decisions", json=body).status_code == 403
    assert ana.client.post("/api/decisions", json=body, headers=ben.headers).status_code == 403
    assert ana.post("/api/decisions", body, Origin="https://elsewhere.example").status_code == 403
    assert ana.post("/api/decisions", body, Origin=BASE).status_code == 201


def test_a_session_that_was_ended_lets_nobody_in_again(at: At) -> None:
    ana = at("Ana")
    id, cookie = a_claim(ana), ana.client.cookies["contested_session"]
    assert ana.client.delete("/api/session", headers=ana.headers).status_code == 200
    ana.client.cookies.set("contested_session", cookie)
    answer = ana.decide("accept", id)
    assert (answer.status_code, answer.json()["reason"]) == (401, "the session has expired or was ended")


def test_an_expired_session_says_so(ledger: Path) -> None:
    with desk(ledger, hours=0.5 / 3600) as at:
        ana = at("Ana")
        cookie, id = ana.client.cookies["contested_session"], a_claim(ana)
        time.sleep(0.6)
        ana.client.cookies.set("contested_session", cookie)
        assert ana.decide("accept", id).json()["reason"] == "the session has expired or was ended"
        assert ana.get("/api/session").json()["expired"] is True


def test_the_cookie_is_for_the_server_alone(at: At) -> None:
    answer = at().client.post("/api/session", json={"name": "Ana", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "Secure" not in cookie


def test_behind_tls_the_cookie_goes_no_other_way(ledger: Path) -> None:
    with desk(ledger, address="https://desk.example") as at:
        answer = at().client.post("/api/session", json={"name": "Ana", "password": PASSWORD})
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_a_machine_decides_by_token_until_it_is_revoked(at: At, ledger: Path) -> None:
    nobody = at()
    with accounts_of(ledger) as accounts:
        secret, token = accounts.make_token("Ana", "nightly", 1)
        headers = {"Authorization": f"Bearer {secret}"}
        body = {"kind": "accept", "subject": a_claim(nobody), "reason": "looked"}
        answer = nobody.post("/api/decisions", body, **headers)
        assert (answer.status_code, answer.json()["author"]) == (201, "Ana")
        accounts.revoke(token.number)
    assert nobody.post("/api/decisions", body, **headers).status_code == 401
    assert nobody.get("/api/claims", headers=headers).status_code == 401
    assert nobody.get("/api/claims", headers={"Authorization": "Basic QW5hOng="}).status_code == 401


def test_a_token_expires(ledger: Path) -> None:
    with accounts_of(ledger) as accounts:
        good, _ = accounts.make_token("Ana", "", 1)
        past, _ = accounts.make_token("Ana", "", -1)
        assert accounts.token(good) is not None
        assert accounts.token(past) is None


def test_guessing_is_slowed_down(at: At) -> None:
    nobody = at()
    answers = [nobody.post("/api/session", {"name": "Ana", "password": f"guess {n}"}).status_code for n in range(11)]
    assert answers == [401] * 10 + [429]
    assert nobody.post("/api/session", {"name": "Ana", "password": PASSWORD}).status_code == 429


def test_another_name_that_leads_here_is_refused(at: At) -> None:
    assert at().get("/api/claims", headers={"Host": "rebound.example"}).status_code == 403
    assert at().get("/api/claims", headers={"Host": "localhost:8000"}).status_code == 200


def test_a_closed_desk_is_read_by_those_with_an_account(ledger: Path) -> None:
    with desk(ledger, open=False) as at:
        nobody, rea = at(), at("Rea")
        for path in ("/api/claims", "/api/control", "/api/exports/csv", "/api/decisions", "/data/site.js"):
            assert nobody.get(path).status_code == 401, path
        assert rea.get("/api/claims").status_code == 200
        assert nobody.get("/", follow_redirects=False).status_code in (302, 307)


def test_too_many_requests_are_refused_with_when_to_come_back(ledger: Path) -> None:
    with desk(ledger, rate=3) as at:
        nobody = at()
        answers = [nobody.get("/api/session") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["remedy"] == "wait a minute"
    assert int(answers[-1].headers["RateLimit-Reset"]) <= 60


def test_every_answer_has_the_headers_of_safety(at: At) -> None:
    for path in ("/api/claims", "/api", "/api/nothing", "/nothing.js"):
        headers = at().get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_accounts_are_told_apart_whatever_their_letters(ledger: Path) -> None:
    with accounts_of(ledger) as accounts:
        with pytest.raises(LedgerError, match="called so already"):
            accounts.add("ANA", "lead", PASSWORD)
        with pytest.raises(UsageError, match="12 to 1024"):
            accounts.add("Cleo", "lead", "short")
        with pytest.raises(UsageError, match="characters that can be read"):
            accounts.add("Cl\x00eo", "lead", PASSWORD)


def test_a_removed_account_is_out_at_once(at: At, ledger: Path) -> None:
    ana = at("Ana")
    id = a_claim(ana)
    with accounts_of(ledger) as accounts:
        accounts.remove("Ana")
    assert ana.decide("accept", id).status_code == 401
    assert ana.post("/api/session", {"name": "Ana", "password": PASSWORD}).status_code == 401


def test_no_secret_is_kept(at: At, ledger: Path) -> None:
    ana = at("Ana")
    with accounts_of(ledger) as accounts:
        secret, _ = accounts.make_token("Ana", "nightly", 1)
    kept = b"".join(path.read_bytes() for path in ledger.parent.glob(f"{ledger.name}.accounts*"))
    for written in (PASSWORD, secret, ana.client.cookies["contested_session"]):
        assert written.encode() not in kept
    assert PASSWORD.encode() not in ledger.read_bytes()


def test_a_raster_layers_host_is_allowed_where_one_is_named(ledger: Path) -> None:
    layer = {"basemap": "https://tiles.example/{z}/{x}/{y}.png", "basemap_credit": "Us"}
    for settings, allowed in ((layer, True), ({}, False)):
        with desk(ledger, **settings) as person:
            policy = person().get("/").headers["content-security-policy"]
            assert ("img-src 'self' https://tiles.example data:" in policy) is allowed
            assert ("connect-src 'self' https://tiles.example blob:" in policy) is allowed
            assert policy.count("https://") == 2 * allowed


def test_the_users_own_base_map_is_given_stretch_by_stretch(ledger: Path, tmp_path: Path) -> None:
    path = tiles.archive(tmp_path / "own.pmtiles", tile=tiles.picture(1, 2, 3))
    with desk(ledger, basemap=str(path)) as person:
        nobody = person()
        answer = nobody.get("/basemap.pmtiles", headers={"Range": "bytes=0-6"})
        assert (answer.status_code, answer.content) == (206, b"PMTiles")
        assert answer.headers["content-range"] == f"bytes 0-6/{path.stat().st_size}"
        assert nobody.get("/basemap.pmtiles").content == path.read_bytes()
        assert nobody.get("/basemap.pmtiles", headers={"Range": "bytes=99999999-"}).status_code == 416
    with desk(ledger, basemap=str(path), open=False) as person:
        assert person().get("/basemap.pmtiles").status_code == 401
    with desk(ledger) as person:
        assert person().get("/basemap.pmtiles").status_code == 404
