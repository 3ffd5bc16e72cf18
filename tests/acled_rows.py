"""ACLED rows of accounts, for tests."""

from __future__ import annotations

import csv
import io
from typing import Any

from accounts import account
from exporting import claim_rows, text
from msgspec.structs import replace

from contested.fusion.event import Party
from contested.knowledge.load import load
from contested.model import Told
from contested.publish.export import About, Admission, codes, formats
from contested.publish.export.acled_naming import Scene, name_of
from contested.publish.export.spot import Known

ALL = About(actors={entry.id: entry for entry in load().actors}, nation={"Turkish": "TR", "Kenyan": "KE"}.get)


def named(id: str | None, day: str, country: str, **more: Any) -> tuple[str, str, bool]:
    """An actor's name, category and whether that is ours, on a day in a country."""
    entry = ALL.actors.get(id or "")
    kind = more.pop("kind", entry.kind if entry else None)
    who = Party(role="agent", id=id, name=more.pop("name", entry.name if entry else ""), kind=kind,
                side=more.pop("side", None), claims=())  # fmt: skip
    return tuple(name_of(who, Scene(codes.countries()[country], day, more.pop("armed", True), ALL)))  # type: ignore[return-value]


def rows(*told: Told, about: About = ALL, country: str = "SY") -> list[dict[str, str]]:
    """ACLED rows of claims that lie in a country."""
    made = [replace(row, spot=row.spot and replace(row.spot, known=Known(country=country)))
            for row in claim_rows(*told)]  # fmt: skip
    admission = Admission(formats()["acled"], about=about)
    return list(csv.DictReader(io.StringIO(text(admission.through(made), "acled", about))))


def by(told: Told, role: str, id: str | None, name: str, kind: str | None, side: str | None = None) -> Told:
    """An account in which somebody else stands in a role."""
    from contested.model import Actor

    who = Actor(role=role, id=id, name=name, kind=kind, parent=None, side=side, label=name, inferred=False,  # type: ignore[arg-type]
                mention=None)  # fmt: skip
    kept = tuple(each for each in told.claim.actors if each.role != role)
    return replace(told, claim=replace(told.claim, actors=(*kept, who)))


def bare(type: str, where: str = "Maskanah", **more: Any) -> Told:
    """An account without actors."""
    return account(more.pop("report", "r"), type, where, by=None, **more)
