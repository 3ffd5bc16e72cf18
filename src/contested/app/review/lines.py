"""What analysts corrected, as lines for the knowledge files: a name that means another place, a name of an actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from contested.app.desk import Desk
from contested.errors import NotFoundError
from contested.model import Claim, Decision

PARTS = ("places", "actors")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line that is offered: for which folder of knowledge, as TOML, and by whose decision."""

    folder: str
    toml: str
    name: str
    author: str
    decision: int
    claim: str


def lines(desk: Desk, decisions: Sequence[Decision]) -> list[Line]:
    """The lines that corrections give, each once, the first decision's."""
    found: dict[str, Line] = {}
    for row in decisions:
        for line in of_decision(desk, row):
            found.setdefault(line.toml, line)
    return list(found.values())


def of_decision(desk: Desk, row: Decision) -> Iterator[Line]:
    """The lines of one correction: of the places and actors that it names anew by words of the report."""
    if row.kind != "correct":
        return
    try:
        read = desk.ledger.find(row.subject)
    except NotFoundError:
        return
    for path, value in row.fields.items():
        part = path.partition(".")[0]
        if part in PARTS and path.count(".") == 1 and isinstance(value, dict) and isinstance(read, Claim):
            words = (value.get("mention") or {}).get("text") or value.get("label")
            made = place(value, words) if part == "places" else actor(desk, value, words)
            if made is not None:
                yield Line(folder=part, toml=made, name=str(words or value.get("name")), author=row.author,
                           decision=row.number, claim=row.subject)  # fmt: skip


def place(value: dict[str, Any], words: str | None) -> str | None:
    """A place under the name that reports give it; None where nothing is known of it."""
    if value.get("lat") is None or not value.get("id"):
        return None
    rows = {
        "id": f"own-{value['id']}".replace(":", "-"), "name": value["name"],
        "level": value.get("level") or "settlement",
        "country": value.get("country") or "", "lat": value["lat"], "lon": value["lon"], "admin1": value.get("admin1"),
        "aliases": [words] if words and words != value["name"] else [],
    }  # fmt: skip
    return table("place", rows)


def actor(desk: Desk, value: dict[str, Any], words: str | None) -> str | None:
    """An actor with another name; None where the knowledge files have that name."""
    entry = next((one for one in desk.knowledge.actors if one.id == value.get("id")), None)
    if entry is None or not words or words.casefold() in {name.casefold() for name in (entry.name, *entry.aliases)}:
        return None
    return f"# {entry.name} ({entry.id}): add to its aliases\naliases = {text([*entry.aliases, words])}\n"


def table(name: str, rows: dict[str, Any]) -> str:
    """A table of an array, without what is empty."""
    return f"[[{name}]]\n" + "".join(
        f"{key} = {text(value)}\n" for key, value in rows.items() if value not in (None, "", [])
    )


def text(value: object) -> str:
    """A value as TOML: its strings, numbers and lists of them are written as JSON writes them."""
    return msgspec.json.encode(value).decode()
