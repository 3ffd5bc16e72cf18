"""Telegram's JSON export: messages with words are reports of their channel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contested.errors import InputError
from contested.intake import Arrival, Taken, arrivals, take
from contested.model import Report

CHANNEL: dict[str, Any] = {
    "name": "Furat Front Bulletin",
    "type": "public_channel",
    "id": 42,
    "messages": [
        {"id": 1, "type": "service", "date": "2017-06-01T10:00:00", "action": "create_channel", "text": ""},
        {"id": 2, "type": "message", "date": "2017-06-04T21:05:00", "text": "The army captured Maskanah."},
        {"id": 3, "type": "message", "date": "2017-06-04T22:00:00", "photo": "photos/1.jpg", "text": ""},
        {
            "id": 4,
            "type": "message",
            "date": "2017-06-05T08:00:00",
            "from": "Furat Front Bulletin",
            "text": [
                "Urgent: ",
                {"type": "bold", "text": "clashes"},
                " near ",
                {"type": "hashtag", "text": "#Raqqa"},
                ".",
            ],
        },
        {"id": 5, "type": "message", "date": "2017-06-05T09:00:00", "text": "The army captured Maskanah."},
    ],
}


def given_export(folder: Path, export: object) -> list[Taken]:
    """What an export gives, as the folder that the program writes."""
    (folder / "photos").mkdir()
    (folder / "photos" / "1.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "result.json").write_text(export if isinstance(export, str) else json.dumps(export))
    return list(take([folder]))


def test_messages_are_reports_of_their_channel(tmp_path: Path) -> None:
    found = given_export(tmp_path, CHANNEL)
    reports = [one for one in found if isinstance(one, Report)]
    assert len(reports) == len(found) == 3
    assert [one.id for one in reports] == ["telegram-42-2", "telegram-42-4", "telegram-42-5"]
    assert [one.text for one in reports][1:] == ["Urgent: clashes near #Raqqa.", "The army captured Maskanah."]
    assert {one.source for one in reports} == {"Furat Front Bulletin"} and reports[0].date == "2017-06-04"


FORWARDED = {"id": 6, "type": "message", "date": "2017-06-05T10:00:00", "forwarded_from": "Badia Monitor",
             "text": "The army captured Maskanah."}  # fmt: skip


def test_what_is_forwarded_is_its_origins(tmp_path: Path) -> None:
    (found,) = [one for one in given_export(tmp_path, CHANNEL | {"messages": [FORWARDED]}) if isinstance(one, Report)]
    assert (found.source, found.id) == ("Badia Monitor", "telegram-42-6")
    (arrival,) = arrivals([tmp_path / "result.json"])
    assert isinstance(arrival, Arrival) and b'"forwarded_by":"Furat Front Bulletin"' in (arrival.raw or b"")


@pytest.mark.parametrize(
    "more", [{"forwarded_from": None}, {"forwarded_from_id": "user77"}, {"forwarded_from": " "}, {"forwarded_from": 3}]
)
def test_a_person_or_nobody_is_no_origin(tmp_path: Path, more: dict[str, Any]) -> None:
    (found,) = given_export(tmp_path, CHANNEL | {"messages": [FORWARDED | more]})
    assert isinstance(found, Report) and found.source == "Furat Front Bulletin"


def test_those_who_forward_one_origin_are_one_voice(tmp_path: Path) -> None:
    from contested.fusion.copies import copies
    from contested.fusion.voice import Hearing
    from contested.model import Told
    from contested.reading import open_reader

    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        given_export(
            tmp_path / str(number), CHANNEL | {"id": number, "name": f"Channel {number}", "messages": [FORWARDED]}
        )
    reader = open_reader()
    told = [Told(claim=claim, report=each, known="2017-06-05") for each in take([tmp_path]) if isinstance(each, Report)
            for claim in reader.read(each).claims]  # fmt: skip
    assert len({each.report.id for each in told}) == 2 and Hearing(told, copies(told)).count(told) == 1


def test_an_account_gives_its_channels_and_no_conversation(tmp_path: Path) -> None:
    private = {"name": "A Person", "type": "personal_chat", "id": 7, "messages": [CHANNEL["messages"][1]]}
    error, *reports = given_export(tmp_path, {"chats": {"list": [private, CHANNEL]}})
    assert isinstance(error, InputError) and "a conversation (personal_chat)" in str(error)
    assert "A Person" not in str(error) and len(reports) == 3


@pytest.mark.parametrize(
    ("export", "says"),
    [
        ("{", "is not JSON"),
        ("[1]", "no Telegram export"),
        ({"messages": 1}, "no Telegram export"),
        ({"chats": {"list": [3]}}, "no Telegram export"),
        ({**CHANNEL, "messages": []}, "holds no report"),
        ({**CHANNEL, "messages": [{"type": "message", "id": 1, "text": "x", "date": "soon"}]}, '"soon" is no date'),
    ],
)
def test_what_is_no_export_is_one_line(tmp_path: Path, export: object, says: str) -> None:
    (error,) = given_export(tmp_path, export)
    assert isinstance(error, InputError) and says in str(error) and error.remedy


def test_a_chat_that_is_none_costs_no_other(tmp_path: Path) -> None:
    *errors, first, second, third = given_export(tmp_path, {"chats": {"list": [None, {"messages": {}}, CHANNEL]}})
    assert ["chat 1" in str(errors[0]), "chat 2" in str(errors[1]), len(errors)] == [True, True, 2]
    assert all(isinstance(each, Report) for each in (first, second, third))


def test_half_a_character_costs_no_message(tmp_path: Path) -> None:
    message = {**CHANNEL["messages"][1], "id": 9, "text": "Homs fell \ud83d", "forwarded_from": "A \udfff"}
    *others, report = given_export(tmp_path, {**CHANNEL, "messages": [*CHANNEL["messages"], message]})
    assert len(others) == 3 and isinstance(report, Report) and report.text == "Homs fell \ufffd"


@pytest.mark.parametrize("odd", [None, 3, {"text": "x"}, [None, 3, {"text": 4}], [["x"]]])
def test_odd_messages_have_no_words(tmp_path: Path, odd: object) -> None:
    chat = {**CHANNEL, "messages": [{"id": 1, "type": "message", "text": odd}, None, CHANNEL["messages"][1]]}
    (report,) = given_export(tmp_path, chat)
    assert isinstance(report, Report) and report.id == "telegram-42-2"
