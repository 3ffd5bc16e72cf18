"""How many of what: the numbers of a claim, each told once, and what each of them counts in an event of its type."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Final

from contested.model import Count, Words
from contested.reading.counts import Quantity
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon
from contested.reading.quoting import Quoter
from contested.reading.scene import Scene
from contested.reading.sentence import Group

#: What people are counted as in an event of a type, where they are no losses.
PEOPLE: Final = {
    "abduction": "abducted", "arrest": "arrested", "displacement": "displaced", "evacuation": "evacuated",
    "capture": "captured", "surrender": "surrendered", "attack_on_civilians": "killed", "prisoner_exchange": "released",
    "excessive_force": "killed", "mob_violence": "killed", "sexual_violence": "raped",
}  # fmt: skip
#: Of these the agents are not those who suffered it: "500 fighters captured the town" took nobody prisoner.
DONE_TO: Final = frozenset((
    "abduction", "arrest", "capture", "attack_on_civilians", "excessive_force", "mob_violence", "sexual_violence",
))  # fmt: skip
HARM: Final = frozenset(("casualties", "attack_on_civilians", "excessive_force", "mob_violence"))
PERSONS: Final = frozenset(("people", "actor"))
SOME: Final = "persons"  # those who are counted, and of whom no loss is told
MEASURES: Final = ("area_km2", "distance_km")
COUNTED: Final = ("object", "subject", "complement", "of", "among")  # slots of a clause whose numbers are the event's
ONE: Final = ("a", "an", "the", "one", "another")
TIMES: Final = frozenset(("times", "occasions"))
REPEATED: Final = frozenset(("air_strike", "shelling", "offensive", "raid", "explosive", "sniping"))
SINGULAR: Final = ("NN", "PROPN")
OWNED: Final = "PRPS"
AMONG: Final = (["them"], ["whom"], ["these"], ["including"], ["among"], ["includes"], ["included"])
OF: Final = "of"
AND: Final = "and"
AGED: Final = "-old"


class Amounts:
    """Counts what the claims of one report count."""

    def __init__(self, lexicon: Lexicon, quoter: Quoter, counts: Sequence[Quantity]) -> None:
        self.heads, self.forms, self.words = lexicon.heads, lexicon.forms, lexicon.cue_sets["losses"]
        self.events, self.titles = lexicon.nouns, lexicon.titles
        self.quoter, self.tokens, self.counts = quoter, quoter.tokens, counts
        self.harmed = {*self.words["killed"], *self.words["wounded"], *self.words["shot"]}
        self.people = frozenset((*PEOPLE.values(), "wounded", "killed_or_wounded"))
        self._firsts = [quantity.first for quantity in counts]

    def within(self, scene: Scene) -> range:
        """The numbers of the quantities of a sentence."""
        begin = bisect.bisect_left(self._firsts, scene.first)
        return range(begin, bisect.bisect_left(self._firsts, scene.last, begin))

    def of(
        self, scene: Scene, match: Match, type: str, within: range, used: set[int], persons: set[int]
    ) -> tuple[Count, ...]:
        """The counts of a match. ``within``: the quantities of its sentence, ``used``: of them, those told already;
        ``persons``: the tokens of single persons told already."""
        found: list[Count] = []
        spans = _spans(scene, match, type == "casualties") if len(within) > len(used) else []
        agents = [group.whole for role, group, _ in match.roles if role == "agent"] if type in DONE_TO else []
        people = [group.whole for _, group, _ in match.roles if group.type in PERSONS]
        for index in within:
            quantity = self.counts[index]
            if index in used or not _inside(quantity, spans):
                continue
            what = self._what(match, type, quantity, _inside(quantity, people))
            if what is not None:
                used.add(index)
                found.append(self._count(quantity, SOME if what in self.people and _inside(quantity, agents) else what))
        if type in HARM:
            found += self._persons(scene, match, type, within, persons)
        return tuple(found)

    def _count(self, quantity: Quantity, what: str) -> Count:
        tokens = self.tokens
        return Count(
            what=what, whom=tokens.words[quantity.head] if quantity.head is not None else None, low=quantity.low,
            high=quantity.high, best=quantity.best, approximate=quantity.approximate,
            mention=Words(quantity.start, quantity.end, tokens.text[quantity.start : quantity.end]),
        )  # fmt: skip

    def _persons(self, scene: Scene, match: Match, type: str, within: range, persons: set[int]) -> list[Count]:
        """ "killed a young man and his wife": each single person is a count of one."""
        what = self._harm(match, type)
        if what == SOME:
            return []
        found: list[Count] = []
        spans: list[tuple[int, int]] = []
        for role, group, _ in match.roles:
            if role != "patient" or any(group.whole[0] < last and first < group.whole[1] for first, last in spans):
                continue
            if any(group.whole[0] <= self.counts[each].first < group.whole[1] for each in within):
                continue
            if group.head in persons or self.tokens.lowers[group.whole[0] - 1 : group.whole[0]] in AMONG:
                continue  # who is among the number told is in it
            if self._single(scene, group):
                persons.add(group.head)
                spans.append(group.whole)
                found.append(
                    Count(
                        what=what, whom=self.tokens.words[group.head], low=1.0, high=1.0, best=1.0, approximate=False,
                        mention=self.quoter.words(*group.whole),
                    )
                )  # fmt: skip
        return found

    def _single(self, scene: Scene, group: Group) -> bool:
        """Whether a group stands for one person."""
        if group.entity is not None and group.entity.kind == "person":
            return True
        if group.type not in PERSONS:
            return False
        lowers, (first, last), at = self.tokens.lowers, group.whole, group.head
        if OF in lowers[first:at]:
            at = lowers.index(OF, first) - 1
            if not self._is_person(lowers[at]):
                return False  # "a soldier of the unit" is one, "a column of troops", "the bulk of the militia" are not
        elif group.weak and lowers[at] not in self.titles:
            return False
        if scene.sentence.tag(at) not in SINGULAR or lowers[at] in self.words["collective"]:
            return False
        if lowers[at + 1 : at + 2] == [AND] and at + 1 < last:
            return False
        aged = first > 1 and lowers[first - 1].endswith(AGED)  # "a 62-year-old | man"
        opens = first - 2 if aged else first
        return lowers[opens] in ONE or scene.sentence.tag(first) == OWNED or self._titled(scene, group)

    def _titled(self, scene: Scene, group: Group) -> bool:
        """Whether a noun stands before the name of whom it describes: "journalist | Adil Khan"."""
        words = self.tokens.words
        if self.tokens.lowers[group.head] not in self.titles or group.whole[1] >= scene.last:
            return False
        behind = group.whole[1]
        return scene.sentence.tag(behind) == "PROPN" and words[behind][:1].isupper()

    def _is_person(self, word: str) -> bool:
        """Whether a noun stands for somebody by itself: "soldier", not "column" or "bulk"."""
        return word in self.titles or any(
            each.type in PERSONS and not each.weak and not each.before for each in self.heads.get(word, ())
        )

    def _what(self, match: Match, type: str, quantity: Quantity, people: bool) -> str | None:
        """What a quantity counts in a claim, None for nothing that a claim counts; ``people``: it stands in the words
        for somebody."""
        if quantity.what is not None:
            return quantity.what if quantity.what in MEASURES else None
        if type == "casualties":
            return self._beside(quantity) or self._losses(match)
        if quantity.head == match.head and not match.noun and type in PEOPLE:
            return self._harm(match, type)  # "three abducted"
        head = self.tokens.lowers[quantity.head] if quantity.head is not None else ""
        kinds = {each.type for each in self.heads.get(head, ()) if not each.before and each.kind != "platform"}
        if "measure" in kinds:
            return "settlements"
        if head in TIMES:
            return "attacks" if match.type in REPEATED else None  # "bombed them nine times"
        if head and not people and kinds.isdisjoint(PERSONS):
            return self._materiel(head, "site" in kinds)
        return self._harm(match, type)

    def _harm(self, match: Match, type: str) -> str:
        """What people are counted as: "massacred" says that they died, "attacked" and "beat" say no more than that."""
        if type == "casualties":
            return self._losses(match)
        if type not in HARM:
            return PEOPLE.get(type, SOME)
        words = self._words_of(match)
        return self._losses(match) if not words.isdisjoint(self.harmed) else SOME

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
        words = self._words_of(match)
        killed, wounded = not words.isdisjoint(self.words["killed"]), not words.isdisjoint(self.words["wounded"])
        return "killed_or_wounded" if killed == wounded else "wounded" if wounded else "killed"

    def _words_of(self, match: Match) -> set[str]:
        """The words of a trigger, as they stand and as lemmas and singulars."""
        words: set[str] = set()
        for lower in self.tokens.lowers[match.first : match.last]:
            words.update((lower, _singular(lower), *self.forms.get(lower, ())))
        return words

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
    if losses and any(each.slot == "object" for each in match.arguments):
        agents |= {id(each.group) for each in match.arguments if each.slot == "subject"}  # "two bombs killed 20"
    spans += [each.group.whole for each in match.arguments if each.slot in COUNTED and id(each.group) not in agents]
    group = scene.sentence.groups.get(match.head) if match.noun else None
    if group is not None:
        spans.append(group.whole)
    inner = (scene.sentence.groups.get(token) for token in range(match.first, match.last))
    spans += [each.whole for each in inner if each is not None and id(each) not in agents]  # "205 | troops were lost"
    spans.append((match.first, match.last))
    return spans


def _inside(quantity: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= quantity.first < last for first, last in spans)


def _singular(word: str) -> str:
    """A noun's likely singular: "deaths", "fatalities"."""
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
