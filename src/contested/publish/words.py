"""Plain words for the values of a claim, and the data behind a page's legend: read from ``words.toml``."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from contested import ontology
from contested.model import Actor, Claim, Count

#: Words between two figures of a range.
RANGE = re.compile(r"\bbetween\b|\bto\b|\bor\b|\d\s*[-–]\s*\d", re.IGNORECASE)
#: Bounds further apart than this are those of a vague word ("dozens"), which is no round figure.
ROUND = 1.5


@cache
def words() -> dict[str, dict[str, str]]:
    """All plain words: table, value, words."""
    with (files("contested.publish") / "words.toml").open("rb") as file:
        return tomllib.load(file)


def word(table: str, value: object) -> str:
    """The plain words for one value; the value itself, with spaces, where the table has none."""
    return words()[table].get(str(value), str(value).replace("_", " "))


def places_notice(credits: Iterable[str] = ()) -> str:
    """Where names and positions come from: the default sources, then what those of the user's layers want said."""
    known = word("notice", "places")
    return " ".join([known, *(f"{credit.rstrip('. ')}." for credit in credits)])


def family(type: str) -> str:
    """The family of an event type; "strategic" for a type that the ontology does not hold."""
    row = ontology.table().get(type)
    return row.family if row else "strategic"


def plain(description: str) -> str:
    """A description as it stands within a sentence: its first word without a capital, unless that is a name's.

    "Gunmen of an Arab militia" becomes "gunmen of an Arab militia"; "Palestinian farmer" stays.
    """
    first, _, rest = description.partition(" ")
    name = first.upper() == first or not first[:1].isupper() or first in peoples() or first.rstrip("s") in peoples()
    proper = rest[:1].isupper() or not first.isalpha()
    return description if name or proper else f"{first.lower()} {rest}".strip()


@cache
def peoples() -> frozenset[str]:
    """Words for the people of countries, and peoples, as they are written."""
    rows = csv.DictReader(
        (files("contested.gazetteer.data") / "countries.csv").read_text(encoding="utf-8").splitlines()
    )
    ours = csv.DictReader(
        (files("contested.publish.export") / "identities.csv").read_text(encoding="utf-8").splitlines()
    )
    named = {row["name"] for row in ours if row["name"]} | {"Kurdish", "Arab", "Western", "Islamist"}
    return frozenset({word for row in rows for word in row["demonyms"].split("|") if word} | named)


def type_name(type: str) -> str:
    """An event type as a heading: ``route_cut`` is "Route cut"."""
    return type.replace("_", " ").capitalize()


def names(claim: Claim, role: str) -> list[str]:
    """The names of a claim's actors in one role, in their order, each once."""
    return list(dict.fromkeys(actor.name or actor.label for actor in claim.actors if actor.role == role))


def leading(claim: Claim) -> Actor | None:
    """The actor whose side colours the claim: the first agent, else beneficiary, else supporter. Never whom it befell:
    a town that a side is said to have lost would look like one that it took."""
    order = ("agent", "beneficiary", "supporter")
    acting = [actor for actor in claim.actors if actor.role in order]
    return min(acting, key=lambda actor: order.index(actor.role), default=None)


def where(claim: Claim) -> str:
    """The names of the places that the event took place at, else of any place named; empty for none."""
    at = [place.name for place in claim.places if place.role == "at"]
    return ", ".join(dict.fromkeys(at or [place.name for place in claim.places]))


def number(value: float) -> str:
    """A number as people write it: 1200.0 is "1,200"."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def count(row: Count) -> str:
    """A count in plain words: "about 700 killed or wounded (terrorists)"."""
    what = word("count", row.what) + (f" ({row.whom})" if row.whom else "")
    about = "about " if row.approximate else ""
    if around(row) and row.best is not None:
        return f"about {number(row.best)} {what}"
    if row.low is not None and row.high is not None and row.low != row.high:
        return f"{about}{number(row.low)} to {number(row.high)} {what}"
    if row.low is not None and row.high is None:
        return f"at least {number(row.low)} {what}"
    if row.low is None and row.high is not None:
        return f"at most {number(row.high)} {what}"
    best = next((value for value in (row.best, row.low, row.high) if value is not None), None)
    return f"{about}{number(best)} {what}" if best is not None else f"an unknown number of {what}"


def around(row: Count) -> bool:
    """Whether a count is one round figure ("some 6,000"), whose bounds nobody said; of a range somebody said two."""
    said = row.mention.text if row.mention is not None else ""
    between = row.low is not None and row.high is not None and row.best is not None and row.low <= row.best <= row.high
    return row.approximate and between and not RANGE.search(said) and (row.high or 0.0) < (row.low or 0.0) * ROUND


def days(start: str | None, end: str | None) -> str:
    """An interval of ISO dates in few words: one day where both are the same, "day unknown" for neither."""
    first, last = (value[:10] if value else None for value in (start, end))
    if first == last or not (first and last):
        return first or last or "day unknown"
    return f"{first} to {last}"


def doubt(claim: Claim) -> str:
    """How a mark is drawn: ``solid``; ``hollow`` not yet or perhaps; ``struck`` denied, negated or failed; ``hatched``
    a weak reading (confidence below one half)."""
    if claim.modality == "denied" or claim.polarity == "negated" or claim.outcome == "failed":
        return "struck"
    if claim.modality in ("predicted", "conditional", "planned", "possible"):
        return "hollow"
    return "hatched" if claim.confidence < 0.5 else "solid"
