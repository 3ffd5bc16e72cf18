"""`contested read`: forms of output, messages, exit status."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

TEXT = "The army captured Maskanah, killing 20, a monitor said."
Run = Callable[..., Result]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    return path


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_claims_are_json_lines(run: Run, report: Path) -> None:
    done = run("read", report, "--to", "claims", "--date", "2017-06-04")
    assert done.exit_code == 0 and done.stderr == ""
    (claim,) = rows(done.stdout)
    assert TEXT[claim["trigger"]["start"] : claim["trigger"]["end"]] == "captured"
    assert claim["time"]["start"] == "2017-06-04"


def test_mentions_are_json_lines_that_say_their_kind(run: Run, report: Path) -> None:
    (mention,) = rows(run("read", report, "--to", "mentions").stdout)
    assert mention["kind"] == "time" and mention["from"] is None and mention["text"] == TEXT[:1]


def test_text_shows_the_sentence_and_its_claims_without_colour(run: Run, report: Path) -> None:
    shown = run("read", report, "--date", "2017-06-04").stdout
    assert "\x1b" not in shown
    sentence, claim, notes = shown.splitlines()[2:5]
    assert sentence == TEXT
    assert claim.startswith("  - CAPTURE  Syrian Arab Army at Maskanah | ~2017-06-04 | reported, completed")
    assert "at least 20 killed" in claim
    assert "says a monitor" in notes and "“The army” = fighters" in notes


def test_table_and_map_forms(run: Run, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text("It captured nothing. He captured it.")
    table = list(csv.DictReader(io.StringIO(run("read", report, other, "--to", "csv").stdout)))
    assert [row["type"] for row in table] == ["capture"] * 3
    features = json.loads(run("read", report, other, "--to", "geojson").stdout)["features"]
    assert [feature["geometry"]["coordinates"] for feature in features] == [[38.04, 35.96]] * 3


def test_a_page_is_of_one_report(run: Run, report: Path, tmp_path: Path) -> None:
    assert "<mark" in run("read", report, "--to", "html").stdout
    (tmp_path / "b.txt").write_text("Another.")
    done = run("read", tmp_path, "--to", "html")
    assert done.exit_code == 2 and done.stdout == "" and "publish" in done.stderr


def test_standard_input(run: Run) -> None:
    assert len(rows(run("read", "-", "--to", "claims", input=TEXT).stdout)) == 1
    lines = json.dumps({"id": "7", "text": TEXT})
    (claim,) = rows(run("read", "-", "--from", "jsonl", "--to", "claims", input=lines).stdout)
    assert claim["report"] == "7"
    done = run("read", "-", input="")
    assert done.exit_code == 1 and "standard input: is empty" in done.stderr


def test_bad_input_is_one_line_each_and_the_rest_is_read(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "wide.txt").write_bytes(TEXT.encode("utf-16"))
    done = run("read", tmp_path / "none.txt", tmp_path, "--to", "claims")
    assert done.exit_code == 1
    assert len(rows(done.stdout)) == 1
    assert [line.partition(": ")[0].rpartition("/")[2] for line in done.stderr.splitlines()] == [
        "none.txt",
        "empty.txt",
        "wide.txt:1",
    ]


def test_a_report_with_no_claim_is_no_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing happened.")
    for form in ("text", "claims", "csv", "geojson", "html"):
        assert run("read", tmp_path, "--to", form).exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["--nonsense"],
        ["--to", "poem"],
        ["--date", "soon"],
        ["--date", "4/5/2017"],
        ["--country", "Syria"],
        ["--encoding", "klingon"],
        ["--encoding", "base64"],
        ["--map", "text"],
        ["--map", "colour=red"],
        ["--workers", "0"],
        ["--from", "doc"],
    ],
)
def test_wrong_use_is_2(run: Run, report: Path, args: list[str]) -> None:
    done = run("read", *([report] if args else []), *args)
    assert done.exit_code == 2 and done.stdout == "" and done.stderr


@pytest.mark.parametrize(
    ("side", "near"),
    [
        ("syrian-goverment", "syrian-government"),
        ("Islamic State", "islamic-state"),
        ("opposition", "syrian-opposition"),
        ("xyzzy", "knowledge/conflicts"),
    ],
)
def test_a_side_that_is_not_known_is_2_and_the_nearest_are_named(run: Run, report: Path, side: str, near: str) -> None:
    done = run("read", report, "--side", side)
    assert done.exit_code == 2 and done.stdout == ""
    assert f"--side {side}: there is no such side" in done.stderr and near in done.stderr
    assert run("read", report, "--side", "syrian-government").exit_code == 0


def test_a_side_in_a_report_that_is_not_known_is_left_out_and_told_once(run: Run, tmp_path: Path) -> None:
    rows = [{"id": str(i), "text": "The army captured Maskanah.", "side": "syrian-goverment"} for i in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = run("read", tmp_path / "a.jsonl", "--to", "claims")
    assert done.exit_code == 0 and len(done.stdout.splitlines()) == 3
    assert done.stderr.count("there is no side") == 1 and "did you mean syrian-government" in done.stderr
    (tmp_path / "a.md").write_text("---\ntitle: A\nside: islamic-state\n---\nThe army captured Maskanah.")
    assert "no side" not in run("read", tmp_path / "a.md").stderr
    (tmp_path / "a.md").write_text("---\ntitle: A\nside: no such\n---\nThe army captured Maskanah.")
    done = run("read", tmp_path / "a.md")
    assert 'a.md:3: there is no side "no such"' in done.stderr and "stands with" not in done.stdout


def test_a_side_of_ones_own_is_known(run: Run, report: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own" / "conflicts"
    folder.mkdir(parents=True)
    (folder / "x.toml").write_text('[[side]]\nid = "red-side"\nname = "Red"\ncolour = "#ff0000"\n')
    assert run("read", report, "--side", "red-side", "--knowledge", folder.parent).exit_code == 0


def test_unknown_commands_are_2_and_help_is_0(run: Run) -> None:
    assert run("nonsense").exit_code == 2
    for command in ("add", "demo", "doctor", "publish", "read", "watch"):
        assert run(command, "--help").exit_code == 0
        assert command in run("--help").stdout
