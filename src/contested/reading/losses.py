"""Losses and what caused them: two verbs of one loss told as one, and which event of the sentence a loss is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contested.ontology import EventType
from contested.reading.clauses import Clauses
from contested.reading.events import Draft

CAUSES = frozenset(("control", "fighting", "remote", "civilians"))  # families of events that cause losses
MEANWHILE = frozenset(("when", "as", "after", "while"))
CAUSING = ("subject", "by", "in")  # slots of a verb of loss that its cause stands in


def joined(drafts: Sequence[Draft], clauses: Clauses) -> list[Draft]:
    """Drafts with "killed and wounded some 700" as one: two loss verbs with one object."""
    out: list[Draft] = []
    for draft in drafts:
        if out and _coordinated(out[-1], draft, clauses):
            last = out.pop()
            draft.trigger_first = last.trigger_first
            if not draft.fillers("agent"):
                draft.roles = [*(role for role in last.roles if role[0] == "agent"), *draft.roles]
        out.append(draft)
    return out


def _coordinated(one: Draft, other: Draft, clauses: Clauses) -> bool:
    if not (one.type == other.type == "casualties") or one.noun or other.noun:
        return False
    if one.verb is None or other.verb is None or other.verb.index - one.verb.index != 2:
        return False
    return clauses.chunks[one.verb.index + 1].kind == "C"


def _while(clauses: Clauses, after: int, before: int) -> bool:
    """Whether one subordinate clause leads from a verb to an event: "were killed when rebels attacked"."""
    marks = [i for i in range(after + 1, before) if clauses.chunks[i].kind == "S"]
    return len(marks) == 1 and clauses.lower(marks[0]) in MEANWHILE


def cause(draft: Draft, drafts: Sequence[Draft], clauses: Clauses, types: Mapping[str, EventType]) -> Draft | None:
    """The event that losses are of: what killed ("the blast killed five"), or what was done while killing."""
    if draft.cause is not None:
        return draft.cause
    able = [each for each in drafts if each is not draft and types[each.type].family in CAUSES]
    slots = draft.arguments.slots if able and draft.arguments is not None else ()
    fillers = {at for name, _, at in slots if name in CAUSING and at >= 0}
    named = next((each for each in able if each.noun and each.chunk in fillers), None)
    if named is not None or draft.verb is None or draft.noun:
        return named
    at = draft.verb.index
    later = next((each for each in able if each.trigger_first >= draft.trigger_last), None)
    if later is not None and _while(clauses, at, later.chunk):
        return later
    if draft.verb.form == "ing" or (at and clauses.chunks[at - 1].kind == "C"):
        return next((each for each in reversed(able) if each.trigger_first < draft.trigger_first), None)
    return None
