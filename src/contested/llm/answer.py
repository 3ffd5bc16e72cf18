"""What the model is asked for: claims as words of the text, in a JSON Schema made from these structs.

Decoding is claim by claim, so that one of a wrong form does not take the others with it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

import msgspec

from contested import ontology
from contested.model import ActorRole, Modality, Outcome, PlaceRole, Polarity, Scope, SourceKind

# What a claim may count. The same words as the rules use, so that both readers' claims can be added up.
Counted = Literal[
    "killed", "wounded", "killed_or_wounded", "captured", "missing", "displaced", "abducted", "arrested", "evacuated",
    "surrendered", "released", "raped", "persons", "settlements", "area_km2", "distance_km", "vehicles", "aircraft",
    "drones", "rockets", "missiles", "shells", "bombs", "houses", "buildings", "attacks", "items",
]  # fmt: skip
# What servers without structured output write around the JSON: aloud thinking, a fence of backticks.
THINKING = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


class SaidActor(msgspec.Struct, frozen=True):
    """Somebody in a role, by the sentence's words; ``refers_to``: words before them that name whom a pronoun means."""

    words: str
    role: ActorRole
    refers_to: str | None = None


class SaidPlace(msgspec.Struct, frozen=True):
    """A place in a role: the whole phrase, and the name within it."""

    words: str
    name: str
    role: PlaceRole


class SaidCount(msgspec.Struct, frozen=True):
    """A number with the noun it counts."""

    words: str
    what: Counted


class SaidBy(msgspec.Struct, frozen=True):
    """A speaker and the words that hand the statement over."""

    words: str
    cue: str
    kind: SourceKind


class SaidClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim as the model tells it: every string but ``type`` is copied from the sentence with that number."""

    sentence: int
    type: str
    trigger: str
    quote: str
    actors: tuple[SaidActor, ...] = ()
    places: tuple[SaidPlace, ...] = ()
    time: str | None = None
    counts: tuple[SaidCount, ...] = ()
    means: tuple[str, ...] = ()
    polarity: Polarity = "affirmed"
    outcome: Outcome = "unknown"
    modality: Modality = "asserted"
    scope: Scope = "event"
    condition: str | None = None
    attribution: tuple[SaidBy, ...] = ()
    caused_by: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """All claims of a batch of sentences."""

    claims: tuple[SaidClaim, ...]


class Pieces(msgspec.Struct, frozen=True):
    """An answer whose claims are not yet looked into."""

    claims: tuple[msgspec.Raw, ...]


def claims_of(content: str) -> tuple[msgspec.Raw, ...] | None:
    """The claims of an answer, each still raw; None where the answer is not of the asked form.

    Thinking before the JSON and a fence around it are taken off.
    """
    content = THINKING.sub("", content)
    fenced = FENCE.match(content)
    try:
        return msgspec.json.decode(fenced[1] if fenced else content, type=Pieces).claims
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def decoded(raw: msgspec.Raw) -> SaidClaim | None:
    """One claim; None where it is not of the asked form."""
    try:
        return msgspec.json.decode(raw, type=SaidClaim)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of `Answer` as strict structured output wants it: every key required, no other key allowed."""
    _, parts = msgspec.json.schema_components([Answer], ref_template="#/$defs/{name}")
    made = {name: closed(part) for name, part in parts.items()}
    made["SaidClaim"]["properties"]["type"] = {"type": "string", "enum": list(ontology.table())}
    return {**made.pop("Answer"), "$defs": made}


def closed(part: dict[str, Any]) -> dict[str, Any]:
    """An object's schema with every key required and no default."""
    keys = {
        key: {name: value for name, value in rule.items() if name != "default"}
        for key, rule in part["properties"].items()
    }
    return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}
