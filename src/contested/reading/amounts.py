"""How many of what: the numbers of a claim, each told once, and what each of them counts in an event of its type."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from contested.model import Count, Words
from contested.reading.counts import Quantity
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon
from contested.reading.quoting import Quoter
from contested.reading.scene import Scene

#: What people are counted as in an event of a type, where they are no losses.
PEOPLE = {
    "abduction": "abducted", "arrest": "arrested", "displacement": "displaced", "evacuation": "evacuated",
    "capture": "captured", "surrender": "surrendered", "attack_on_civilians": "killed", "prisoner_exchange": "released",
    "excessive_force": "killed", "mob_violence": "killed", "sexual_violence": "raped",
}  # fmt: skip
MEASURES = ("area_km2", "distance_km")
COUNTED = ("object", "subject", "complement", "of", "among")  # slots of a clause whose numbers are the event's
ONE = ("a", "an", "the", "one")
TIMES = frozenset(("times", "occasions"))
REPEATED = frozenset(("air_strike", "shelling", "offensive", "raid", "explosive", "sniping"))
OF, AGED = "of", "-old"


class Amounts:
    """Counts what the claims of one report count."""

    def __init__(self, lexicon: Lexicon, quoter: Quoter, counts: Sequence[Quantity]) -> None:
        self.heads, self.forms, self.words = lexicon.heads, lexicon.forms, lexicon.cue_sets["losses"]
        self.events = lexicon.nouns
        self.quoter, self.tokens, self.counts = quoter, quoter.tokens, counts
        self._firsts = [quantity.first for quantity in counts]

    def within(self, scene: Scene) -> range:
        """The numbers of the quantities of a sentence."""
        begin = bisect.bisect_left(self._firsts, scene.first)
        return range(begin, bisect.bisect_left(self._firsts, scene.last, begin))

    def of(self, scene: Scene, match: Match, type: str, within: range, used: set[int]) -> tuple[Count, ...]:
        """The counts of a match; ``within``: those of its sentence, ``used``: of them, those that are told already."""
        found: list[Count] = []
        spans = _spans(scene, match, type == "casualties") if len(within) > len(used) else []
        for index in within:
            quantity = self.counts[index]
            if index in used or not any(first <= quantity.first < last for first, last in spans):
                continue
            what = self._what(match, type, quantity)
            if what is not None:
                used.add(index)
                found.append(self._count(quantity, what))
        if type == "casualties" and not found:
            return self._one(match)
        return tuple(found)

    def _count(self, quantity: Quantity, what: str) -> Count:
        tokens = self.tokens
        return Count(
            what=what, whom=tokens.words[quantity.head] if quantity.head is not None else None, low=quantity.low,
            high=quantity.high, best=quantity.best, approximate=quantity.approximate,
            mention=Words(quantity.start, quantity.end, tokens.text[quantity.start : quantity.end]),
        )  # fmt: skip

    def _one(self, match: Match) -> tuple[Count, ...]:
        """ "killed a young man": a single person is a count of one."""
        for role, group, _ in match.roles:
            if role != "patient" or group.type not in ("people", "actor"):
                continue
            head, lowers, first = self.tokens.lowers[group.head], self.tokens.lowers, group.whole[0]
            if OF in lowers[first : group.head]:
                head = lowers[lowers.index(OF, first) - 1]
                if not self._is_person(head):
                    continue  # "a soldier of the unit" is one, "a column of troops", "the bulk of the militia" are not
            elif group.weak:
                continue
            named = group.entity is not None and group.entity.kind == "person"
            aged = first > 1 and lowers[first - 1].endswith(AGED)  # "a 62-year-old | man"
            opens = lowers[first - 2 if aged else first] in ONE
            if named or (opens and not head.endswith("s") and head not in self.words["collective"]):
                words, whom = self.quoter.words(*group.whole), self.tokens.words[group.head]
                return (
                    Count(
                        what=self._losses(match), whom=whom, low=1.0, high=1.0, best=1.0, approximate=False,
                        mention=words,
                    ),
                )  # fmt: skip
        return ()

    def _is_person(self, word: str) -> bool:
        """Whether a noun stands for somebody by itself: "soldier", not "column" or "bulk"."""
        return any(
            each.type in ("people", "actor") and not each.weak and not each.before for each in self.heads.get(word, ())
        )

    def _what(self, match: Match, type: str, quantity: Quantity) -> str | None:
        """What a quantity counts in a claim, None for nothing that a claim counts."""
        if quantity.what is not None:
            return quantity.what if quantity.what in MEASURES else None
        if type == "casualties":
            return self._beside(quantity) or self._losses(match)
        if quantity.head == match.head and not match.noun and type in PEOPLE:
            return PEOPLE[type]  # "three abducted"
        head = self.tokens.lowers[quantity.head] if quantity.head is not None else ""
        kinds = {each.type for each in self.heads.get(head, ()) if not each.before and each.kind != "platform"}
        if "measure" in kinds:
            return "settlements"
        if head in TIMES:
            return "attacks" if match.type in REPEATED else None  # "bombed them nine times"
        if head and not kinds & {"actor", "people"}:
            return self._materiel(head, "site" in kinds)
        return PEOPLE.get(type)

    def _beside(self, quantity: Quantity) -> str | None:
        """Which losses the word behind a number says: "left ten dead and 20 | wounded"; None where it says none."""
        for at in (quantity.last, quantity.head):
            lower = self.tokens.lowers[at] if at is not None and at < len(self.tokens.lowers) else ""
            forms = {lower, *self.forms.get(lower, ())}
            for what in ("killed", "wounded"):
                if not forms.isdisjoint(self.words[what]):
                    return "killed_or_wounded" if at is not None and self._both(at) else what
        return None

    def _both(self, at: int) -> bool:
        """ "1,000 | killed and wounded": one number of either."""
        lowers = self.tokens.lowers
        joined = lowers[at + 1 : at + 2] in (["and"], ["or"])
        other = lowers[at + 2] if joined and at + 2 < len(lowers) else ""
        return any(other in self.words[what] and lowers[at] not in self.words[what] for what in ("killed", "wounded"))

    def _losses(self, match: Match) -> str:
        """Which losses a trigger tells of: "killed", "wounded", or either."""
        words: set[str] = set()
        for lower in self.tokens.lowers[match.first : match.last]:
            words.update((lower, _singular(lower), *self.forms.get(lower, ())))
        killed, wounded = not words.isdisjoint(self.words["killed"]), not words.isdisjoint(self.words["wounded"])
        return "killed_or_wounded" if killed == wounded else "wounded" if wounded else "killed"

    def _materiel(self, head: str, site: bool) -> str:
        """What things are counted as: vehicles together, materiel by its name, attacks, else items; none is a site."""
        word = head.removesuffix("s")
        if word in self.words["vehicles"]:
            return "vehicles"
        if word in self.words["materiel"]:
            return word + "s"
        return "attacks" if not site and (head in self.events or word in self.events) else "items"


def _spans(scene: Scene, match: Match, losses: bool) -> list[tuple[int, int]]:
    """The token ranges in which a number is the match's: its fillers, its own noun group and its trigger.

    ``losses``: the number of those who killed is none of the dead.
    """
    agents = {id(group) for role, group, _ in match.roles if losses and role == "agent"}
    spans = [group.whole for _, group, _ in match.roles + match.places if id(group) not in agents]
    spans += [each.group.whole for each in match.arguments if each.slot in COUNTED and id(each.group) not in agents]
    group = scene.sentence.groups.get(match.head) if match.noun else None
    if group is not None:
        spans.append(group.whole)
    inner = (scene.sentence.groups.get(token) for token in range(match.first, match.last))
    spans += [each.whole for each in inner if each is not None and id(each) not in agents]  # "205 | troops were lost"
    spans.append((match.first, match.last))
    return spans


def _singular(word: str) -> str:
    """A noun's likely singular: "deaths", "fatalities"."""
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
