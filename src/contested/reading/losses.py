"""Losses and what caused them: two verbs of one loss told as one, and which event of the sentence a loss is of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from contested.model import Actor, Claim
from contested.ontology import EventType
from contested.reading.frames import Match
from contested.reading.sentence import Sentence

CAUSES: Final = frozenset(("control", "fighting", "remote", "civilians"))  # families of events that cause losses
DONE: Final = frozenset(("fighting", "remote", "civilians"))  # families of events that somebody does to somebody
MUTUAL: Final = frozenset(("clash",))
MEANWHILE: Final = frozenset(("when", "as", "after", "while"))
AT_ONCE: Final = frozenset(("when", "as", "while"))
CAUSING: Final = ("subject", "by", "in", "of", "from")  # slots of a verb of loss that its cause stands in
NEAR: Final = 3  # tokens between two verbs of one loss


def joined(matches: Sequence[Match], sentence: Sentence) -> list[Match]:
    """Matches with "killed and wounded some 700" as one: two loss verbs with one object."""
    out: list[Match] = []
    for match in matches:
        if out and _coordinated(out[-1], match, sentence):
            last = out.pop()
            match.first = last.first
            if not match.fillers("agent"):
                match.roles = [*(role for role in last.roles if role[0] == "agent"), *match.roles]
        out.append(match)
    return out


def _coordinated(one: Match, other: Match, sentence: Sentence) -> bool:
    """Whether two verbs of loss stand side by side with one object between them."""
    if not (one.type == other.type == "casualties") or one.noun or other.noun or other.head - one.head > NEAR:
        return False
    if sentence.label(other.head) != "conj" or sentence.head(other.head) != one.head:
        return False
    both = (*one.arguments, *other.arguments)
    return not any(one.head < each.token < other.head for each in both if each.slot == "object")


def cause(match: Match, matches: Sequence[Match], sentence: Sentence, types: Mapping[str, EventType]) -> Match | None:
    """The event that losses are of: what killed ("the blast killed five"), or what was done while killing."""
    if match.cause is not None:
        return match.cause
    able = [each for each in matches if each is not match and types[each.type].family in CAUSES]
    fillers = {each.token for each in match.arguments if each.slot in CAUSING and each.token >= 0} if able else set()
    nouns = (each for each in able if each.noun)
    named = next((each for each in nouns if not fillers.isdisjoint((each.head, _of(sentence, each)))), None)
    if named is not None or match.verb is None or match.noun:
        return named
    found = occasion(match, able, sentence)
    if found is not None:
        return found
    above = sentence.head(match.head)
    if sentence.label(match.head) in ("advcl", "conj", "acl", "acl:relcl") and above >= 0:
        found = next((each for each in able if above in (each.head, each.light and each.light.head)), None)
        if found is not None:
            return found
    beside = sentence.label(match.head) == "parataxis" and ";" in sentence.lowers[sentence.first : match.first]
    if match.verb.form == "ing" or sentence.label(match.head) == "conj" or beside:
        return next((each for each in reversed(able) if each.first < match.first), None)
    return None


def occasion(
    match: Match, able: Sequence[Match], sentence: Sentence, words: Collection[str] = MEANWHILE
) -> Match | None:
    """What went on when something was done: "were slaughtered | when the gang stormed the town"."""
    for child in sentence.under(match.head):
        if sentence.label(child) == "advcl" and _meanwhile(sentence, child, words):
            found = next((each for each in able if each.head == child and each is not match), None)
            if found is not None:
                return found
    return None


def _of(sentence: Sentence, match: Match) -> int:
    """What an event noun hangs on by "of": "killed in five days | of attacks"; -1 for nothing."""
    return sentence.head(match.head) if sentence.label(match.head) == "nmod" else -1


def _meanwhile(sentence: Sentence, clause: int, words: Collection[str]) -> bool:
    """Whether a clause tells what happened at the same time: "were killed when rebels attacked"."""
    return any(sentence.lowers[each] in words for each in sentence.under(clause))


def blamed(claim: Claim, cause: Claim, types: Mapping[str, EventType]) -> Claim:
    """Losses with who did what caused them, where nobody else is told: "ten died in an attack by the Taliban"."""
    if any(actor.role == "agent" for actor in claim.actors) or types[cause.type].family not in DONE:
        return claim
    if cause.type in MUTUAL:
        return claim  # of two that fought either may have killed
    suffered = [actor for actor in claim.actors if actor.role == "patient"]
    agents = [actor for actor in cause.actors if actor.role == "agent"]
    if any(_one_side(agent, each) for agent in agents for each in suffered):
        return claim
    return replace(claim, actors=(*(replace(agent, inferred=True) for agent in agents), *claim.actors))


def _one_side(one: Actor, other: Actor) -> bool:
    if (one.id or one.name) == (other.id or other.name):
        return True
    return one.side is not None and one.side == other.side
