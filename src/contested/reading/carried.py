"""What a claim takes over from what was told before it: the place and the day that its own sentence leaves open.

"Rebels shelled Azaz. Three people died." Three died in Azaz. Which of the places named before an event was at is
weighed by a table of named features (``knowledge/carried.toml``), and so is that it was at none of them; what it does
not carry stays open. A place that is carried over has no mention, a day the basis "inherited", so that whoever weighs
the claim knows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from contested.model import Claim, Extent, Place, Relation
from contested.ontology import EventType
from contested.reading.antecedents import Antecedent, key_of, paragraphs
from contested.reading.lexicon import Lexicon
from contested.reading.tokens import Tokens
from contested.reading.when import APART

MOST: Final = 12  # places named or told last that are asked
REACH: Final = 6  # sentences back, beyond which nothing is asked but what the report opens with
MANY: Final = 4  # small places, from which on they are many
DAYS: Final = 3  # days told last that are asked
TOLD: Final = 60  # claims told last that are asked for them, so that a sentence of hundreds costs no more
FARTHEST: Final = 4  # sentences back, from which on they are all far
COARSE: Final = frozenset(("country", "admin1", "admin2", "region"))
MARKS: Final = ",.;:'\""
DEFINITE: Final = frozenset(("the", "this", "that", "its"))
INDEFINITE: Final = frozenset(("a", "an", "another", "one"))
SMALL: Final = frozenset(("settlement", "neighbourhood", "facility"))
ACTS: Final = frozenset(("fighting", "remote", "civilians"))  # families of events that "the attack" may point back to
AGAIN: Final = (["the"], ["these"], ["those"], ["this"], ["that"])
NEAR: Final = 12  # characters before an event's words
LAST_TOLD: Final = 2  # sentences back
TOWNS: Final = ("settlement", "neighbourhood")
UNREAL: Final = frozenset(("planned", "predicted", "conditional"))
SUMMED: Final = frozenset(("losses", "remote"))  # families of events that a paragraph sums up
REAL: Final = frozenset(("asserted", "reported"))
NEAR_VERB: Final = 6  # words up to a trigger's end that may tell its tense
TENSES: Final = {
    **dict.fromkeys(("has", "have"), "present perfect"),
    **dict.fromkeys(("is", "are", "now"), "present"),
    **dict.fromkeys(("had",), "past perfect"),
    **dict.fromkeys(("was", "were"), "past"),
}
UNPLACED: Final = frozenset(("statement", "support", "sanction", "force_organisation", "group_change"))
NOTHING: Final[Mapping[int, Sequence[Place]]] = {}
SEAT: Final = "capital of"
RINGS: Final = frozenset(("encirclement", "siege"))
POCKETS: Final = frozenset(("pocket", "enclave", "cauldron", "kettle"))
#: Of movements, the end where nothing told beside them was: where somebody flees to, and where troops come from.
WAYS: Final = frozenset((("withdrawal", "toward"), ("displacement", "toward"), ("advance", "from")))
MOVED: Final = frozenset(("advance", "withdrawal"))  # movements, which are seldom where a report was written
DAY: Final = 10  # letters of an ISO day
LASTING: Final = 2  # days between the first and the last of a time of several
TOWARDS: Final = frozenset(("towards", "toward"))
COUNTED: Final = 2  # words before "positions" that may be "the": "the three positions"
OWNED: Final = 3  # words between "its" and the part of what it points to
#: How far off an unknown place may lie from the one that it is told in (precision 2 of UCDP GED)
NEARBY_KM: Final = 25.0


class Where(NamedTuple):
    """Where a claim stands: its sentence's number, its paragraph's number, the words of its sentence.

    ``apart``: its paragraph says that it tells of elsewhere; ``period``: its sentence means the time told before.
    """

    sentence: int
    paragraph: int
    words: frozenset[str]
    apart: bool = False
    period: bool = False


class Candidate:
    """A place that an event may have been at: named ``named``, told of as the place of another event by ``told``."""

    __slots__ = ("events", "named", "order", "place", "sentence", "times", "told", "told_at")

    def __init__(self, place: Place) -> None:
        self.place = replace(place, role="at", mention=None)
        self.named: Antecedent | None = None
        self.told: Claim | None = None
        self.told_at: Where | None = None
        self.sentence = 0  # the last that it is named or told of in
        self.times, self.order = 0, -1  # how often it is named, how many small places were named before it
        self.events = 0  # how many events were there

    def is_dateline(self) -> bool:
        """Whether it is only named as where the report was written, and no event was told to be there."""
        named = self.named
        return named is not None and self.times == 1 and self.told is None and "dateline" in named.signs

    def paragraph(self) -> int:
        """The last paragraph that it is named or told of in."""
        named = self.named.paragraph if self.named is not None else -1
        return max(named, self.told_at.paragraph if self.told_at is not None else -1)


class Carrier:
    """Carries places and days over in one report after the other."""

    def __init__(self, lexicon: Lexicon, types: Mapping[str, EventType]) -> None:
        self.types, self.weights = types, lexicon.carried
        self.pointing = lexicon.cue_sets["grounds"]["pointing"]
        self.back = lexicon.cue_sets["grounds"]["back"]
        self.levels = {word: level for level, words in lexicon.cue_sets["levels"].items() for word in words}
        self.towns = frozenset(word for word in self.pointing if self.levels.get(word) == "settlement")
        self.several = lexicon.cue_sets["grounds"]["several"]
        self.settled = lexicon.cue_sets["grounds"]["settled"]
        self.posts = lexicon.cue_sets["grounds"]["posts"]
        self.built = lexicon.cue_sets["grounds"]["built"]
        self.ways = lexicon.cue_sets["grammar"]["directions"]
        self.edges, self.parts = lexicon.cue_sets["grounds"]["edges"], lexicon.cue_sets["grounds"]["parts"]
        self.apart, self.periods = lexicon.cue_sets["scope"]["apart"], sorted(lexicon.cue_sets["scope"]["periods"])
        self._asked: Claim | None = None
        self._unnamed: set[str] = set()  # claims of this report whose place is told, but not by a name
        self._meant: set[str] = set()
        self._around: set[str] = set()

    def carried(
        self,
        claims: Sequence[Claim],
        named: Sequence[Antecedent],
        tokens: Tokens,
        headed: Mapping[int, Sequence[Place]] = NOTHING,
    ) -> list[Claim]:
        """The claims in text order, with what carries over; ``headed``: the places that head a sentence's line."""
        where = self._where(claims, tokens)
        known = Known(named, _goals(claims, where))
        causes = {claim.id: claim for claim in claims}
        self._unnamed.clear()
        out: list[Claim] = []
        for claim, here in zip(claims, where, strict=True):
            known.read_to(here.sentence)
            made = claim
            seat = _seat(headed.get(here.sentence, ()), claim)
            if seat is not None:
                made = replace(claim, places=(seat, *(each for each in claim.places if each.role != "at")))
            elif claim.type not in UNPLACED and not any(_resolved(each) for each in claim.places):
                head = _of_heading(headed.get(here.sentence, ()), claim)
                event = causes.get(claim.caused_by or "", claim)
                again = self._told_again(event, out, where, here, tokens) if head is None and not claim.places else None
                if again is not None:
                    made = replace(claim, places=(again,))
                else:
                    made = self._placed(claim, known, here) if head is None else replace(claim, places=head)
            known.tell(made, here)
            if here.period:
                made = self._of_period(made, out)
            elif claim.time.basis == "report_date":
                made = self._dated(made, out, here, where)
            out.append(made)
        return self._together(out)

    def _together(self, claims: list[Claim]) -> list[Claim]:
        """Losses where their sentence tells that was what caused them: "killed 30 in an ambush | east of the town"."""
        causes = {claim.id: claim for claim in claims}
        for at, claim in enumerate(claims):
            cause = causes.get(claim.caused_by or "")
            if cause is None or cause.sentence != claim.sentence or self.types[claim.type].family != "losses":
                continue
            theirs = tuple(replace(each, mention=None) for each in cause.places if _resolved(each))[:1]
            own = [each for each in claim.places if each.role == "at"]
            if theirs and all(each.mention is None for each in own):
                claims[at] = replace(claim, places=(*theirs, *(each for each in claim.places if each.role != "at")))
        return claims

    def _where(self, claims: Sequence[Claim], tokens: Tokens) -> list[Where]:
        if not claims:
            return []  # a text may have no sentence at all
        numbers = paragraphs(tokens)
        order = {tokens.starts[first]: at for at, (first, _) in enumerate(tokens.sentences)}
        firsts = reversed(tokens.sentences)
        opened = {number: tokens.lowers[first] for (first, _), number in zip(firsts, reversed(numbers), strict=True)}
        found: list[Where] = []
        for claim in claims:
            at = order[claim.sentence.start]
            first, last = tokens.sentences[at]
            words = frozenset(tokens.lowers[first:last])
            line = " ".join(tokens.lowers[first:last]) if "same" in words or "that" in words else ""
            period = any(f" {each} " in line or f" {each}." in line for each in self.periods)
            found.append(Where(at, numbers[at], words, opened[numbers[at]] in self.apart, period))
        return found

    def _of_period(self, claim: Claim, before: Sequence[Claim]) -> Claim:
        """A claim "over the same period": the last time of several days told before, and as much of a total."""
        same = claim.time.mention is not None and "same" in claim.time.mention.text.lower()
        if claim.time.basis == "stated" and not same:
            return claim
        told = next((each for each in reversed(before) if _lasts(each)), None)
        if told is None:
            return claim
        made = replace(claim, time=replace(told.time, basis="inherited", mention=None))
        return self._summed(made, told)

    def _summed(self, claim: Claim, told: Claim) -> Claim:
        """Losses with the time of a total are one of that time too."""
        losses = self.types[claim.type].family == "losses" and claim.scope == "event"
        return replace(claim, scope="cumulative") if losses and told.scope == "cumulative" and _lasts(told) else claim

    def _told_again(
        self, event: Claim, before: Sequence[Claim], where: Sequence[Where], here: Where, tokens: Tokens
    ) -> Place | None:
        """Where an event was that is told once more: "shelled Azaz. Three died in one of the strikes"."""
        ahead = tokens.text[max(0, event.trigger.start - NEAR) : event.trigger.start].lower().split()
        if self.types[event.type].family not in ACTS or ahead[-1:] not in AGAIN:
            return None
        for at in range(len(before) - 1, -1, -1):
            far = here.sentence - where[at].sentence
            if far > LAST_TOLD or where[at].paragraph != here.paragraph:
                return None
            places = [each for each in before[at].places if _resolved(each)]
            if far and before[at].type == event.type and places:
                return replace(places[0], mention=None)
        return None

    # --- places -------------------------------------------------------------------------------------------------------

    def _placed(self, claim: Claim, known: Known, here: Where) -> Claim:
        """A claim with the place that the table says it was at, or near where it names one that nobody knows."""
        own = [each for each in claim.places if each.role == "at"]
        if claim.caused_by in self._unnamed:
            return claim  # the dead of several villages are where the villages are
        pocket = claim.type in RINGS and bool(known.rings) and not here.words.isdisjoint(POCKETS)
        told = not pocket and any(each.lat is not None for each in claim.places)
        part = None if own else self._part(claim) or self._posts(claim, known, here)
        if not own and part is None and self._elsewhere(claim, here):
            self._unnamed.add(claim.id)
            return claim
        if not own and told:
            return claim  # where somebody left, or went to, is told
        town = bool(_pointed(claim) & self.towns)
        built = part is not None and {self.levels.get(each) for each in _pointed(claim) & self.pointing} == {"facility"}
        best, most = None, -math.inf if pocket else 0.0
        for candidate in known.asked(here.sentence):
            if town and not _is_town(candidate.place):
                continue  # "the village" is no airbase, no province and no part of a city
            if any(key_of(each) == key_of(candidate.place) for each in claim.places):
                continue
            if here.apart and candidate.paragraph() != here.paragraph:
                continue  # "Elsewhere, ..." is at none of the places told of before
            if pocket and key_of(candidate.place) not in known.rings:
                continue  # "the pocket" is where a ring was told of
            if built and candidate.place.level != "facility":
                continue  # "southwest of the airbase" is by no village
            if claim.type in MOVED and candidate.is_dateline():
                continue  # "HOMS – Units advancing from the south linked up": where the report was written
            if own and candidate.place.lat is None:
                continue  # what nobody knows says nothing of where another lies
            score = self.score(self.place_features(claim, candidate, known, here))
            if score > most:
                best, most = candidate, score
        if best is None:
            return claim
        if part is not None and best.place.relation in ("in", "at") and best.place.extent == "whole":
            extent: Extent = "whole" if part == "direction_from" else "part"
            return replace(claim, places=(replace(best.place, relation=part, extent=extent), *claim.places))
        if own:
            return replace(claim, places=(*claim.places, around(best.place)))
        return replace(claim, places=(best.place, *claim.places))

    def _part(self, claim: Claim) -> Relation | None:
        """Which part of the place that its words point to a claim is about: "the northern half of the airbase", "at its
        eastern edge", "east of the town"; None for all of it."""
        words = [word.strip(MARKS) for word in claim.quote.text.lower().split()]
        for at, word in enumerate(words):
            if word in self.several and "the" in words[max(0, at - COUNTED) : at]:
                return "part_of"  # "the three positions"
            edge, part, way = word in self.edges, word in self.parts, word in self.ways
            if not (edge or part or way):
                continue
            of = words[at + 1 : at + 2] == ["of"] and words[at + 2 : at + 3] and words[at + 2] in DEFINITE
            named = of and not self.pointing.isdisjoint(words[at + 3 : at + 5])
            owned = "its" in words[max(0, at - OWNED) : at] and words[at + 1 : at + 2] != ["of"]
            if named and way:
                return "direction_from"
            if named or (owned and not way):
                return "edge_of" if edge else "part_of"
        return None

    def _posts(self, claim: Claim, known: Known, here: Where) -> Relation | None:
        """ "Fighters attacked in the area of X. Three positions were taken": posts are taken where the fighting was."""
        told, at = known.latest.told if known.latest else None, known.latest.told_at if known.latest else None
        if told is None or at is None or at.paragraph != here.paragraph or here.sentence - at.sentence > LAST_TOLD:
            return None
        fought = self.types[told.type].family == "fighting" and self.types[claim.type].family == "control"
        words = claim.quote.text.lower().split() if fought else []
        few = (word for before, word in pairwise(["", *words]) if before != "of")  # no "dozens of positions"
        return "part_of" if any(word.strip(MARKS) in self.posts for word in few) else None

    def _elsewhere(self, claim: Claim, here: Where) -> bool:
        """Whether what changes hands stays unnamed: "swept through several villages", "took a hill", or where the
        fight is: "a thrust towards two villages was halted"."""
        words = claim.quote.text.lower().split()
        fought = self.types[claim.type].family in ("fighting", "remote")
        if fought and not here.words.isdisjoint(TOWARDS) and not here.words.isdisjoint(self.settled):
            return True
        if self.types[claim.type].family != "control":
            return any(word.strip(MARKS) in self.settled for word in words)
        for at, word in enumerate(words):
            before, word = words[at - 1] if at else "", word.strip(MARKS)
            if word in self.several and "the" not in words[max(0, at - COUNTED) : at]:
                return True  # "the three positions" were told of before
            if before in INDEFINITE and word in self.pointing | self.built:
                return True
        return False

    def score(self, features: Iterable[str]) -> float:
        """What the features of one place add up to; above nought it carries over."""
        get = self.weights.get
        return sum([get(each, 0.0) for each in features])

    def place_features(self, claim: Claim, one: Candidate, known: Known, here: Where) -> list[str]:
        """What speaks for and against a place."""
        out: list[str] = []
        self._of_pair(out, claim, one, known, here)
        own = next((each for each in claim.places if each.role == "at"), None)
        if own is not None:
            out.append("beside an unknown place")
            built = not self.built.isdisjoint(own.name.lower().split())
            out.append("beside an unknown place: built" if built else "beside an unknown place: other")
            if one.named is not None and one.named.sentence == here.sentence:
                out.append("beside an unknown place: in one sentence")
            if one.place.level in COARSE:
                out.append("beside an unknown place: wide")
        return out

    def _of_pair(self, out: list[str], claim: Claim, one: Candidate, known: Known, here: Where) -> None:
        named, told, at = one.named, one.told, one.told_at
        out.append("base")
        if named is not None:
            out.append(f"named: {min(FARTHEST, here.sentence - named.sentence)} sentences back")
            if named.paragraph != here.paragraph:
                out.append("named in another paragraph")
            out += named.signs
            if known.country and named.country and named.country != known.country:
                out.append("in another country")
        if told is not None and at is not None:
            out.append(f"an event there: {min(FARTHEST, here.sentence - at.sentence)} sentences back")
            out.append(
                "an event there in this paragraph" if at.paragraph == here.paragraph else "an event there before"
            )
            if told.type == claim.type:
                out.append("an event there: of one type")
            if claim.time.basis == "stated" and claim.time.start != told.time.start:
                out.append("an event there: on another day")
            mine, theirs = _agents(claim), _agents(told)
            if mine and theirs:
                out.append("an event there: by the same" if mine & theirs else "an event there: by others")
            if known.latest is one:
                out.append("the last event was there")
        elif known.latest is not None:
            out.append("the last event was elsewhere")
        if known.scene is one:
            out.append("most events were there")
        if known.most is one and one.times > 1:
            out.append("named most")
            if known.small > 1:
                out.append("named most of several")
        if one.place.level in SMALL:
            out.append(f"one of {min(MANY, known.small)} small places")
            if one.order == 0:
                out.append("the first small place")
        else:
            out.append("a small place is known" if known.small else "no small place is known")
        if known.nearest is one:
            out.append("named last of the small places")
        self._of_claim(out, claim, one, here)

    def _of_claim(self, out: list[str], claim: Claim, one: Candidate, here: Where) -> None:
        level = one.place.level
        wide = level in COARSE
        out.append(f"family: {self.types[claim.type].family}")
        if claim.modality not in REAL:
            out.append("not told as done")
        if any(place.role != "at" for place in claim.places):
            out.append("names another place")
        if not here.words.isdisjoint(self.back):
            out.append("words that point back: to a wide place" if wide else "words that point back")
        meant, pointed = self._pointed_at(claim, here)
        if level in meant or (level in SMALL and meant & {"", "settlement"}):
            out.append("its own words point to such a place")
        if level in pointed or (level in SMALL and pointed & {"", "settlement"}):
            out.append("a noun that points to it")
        elif pointed:
            out.append("a noun that points to another sort of place")

    def _pointed_at(self, claim: Claim, here: Where) -> tuple[set[str], set[str]]:
        """The levels of places that a claim's own words and its sentence's point to, found once for a claim."""
        if self._asked is not claim:
            self._asked = claim
            self._meant = {self.levels.get(word, "") for word in _pointed(claim) & self.pointing}
            self._around = {self.levels.get(word, "") for word in here.words & self.pointing}
        return self._meant, self._around

    # --- days ---------------------------------------------------------------------------------------------------------

    def _dated(self, claim: Claim, before: Sequence[Claim], here: Where, where: Sequence[Where]) -> Claim:
        """A claim with the day of an event before it that states one, if the table says so."""
        best, most = None, 0.0
        for other, features in self.days(claim, before, here, where):
            score = self.score(features)
            if score > most:
                best, most = other, score
        if best is None:
            return claim
        made = replace(claim, time=replace(best.time, basis="inherited", mention=None))
        return self._summed(made, best) if best.sentence != claim.sentence else made

    def days(
        self, claim: Claim, before: Sequence[Claim], here: Where, where: Sequence[Where]
    ) -> Iterator[tuple[Claim, list[str]]]:
        """The last events told before a claim that have days of their own, each with what speaks for and against it."""
        found: set[str | None] = set()
        for at in range(len(before) - 1, max(-1, len(before) - 1 - TOLD), -1):
            other, there = before[at], where[at]
            if here.sentence - there.sentence > REACH or len(found) == DAYS:
                return
            if here.apart and here.paragraph != there.paragraph:
                return
            handed = other.scope == "cumulative" or other.time.basis == "inherited"
            if handed and _lasts(other) and not self._sums(claim, here, there):
                continue  # what came to pass since a day is not when the next thing did
            if _is_apart(other):
                continue  # "Two days after rebels took X": so long before what follows
            if other.time.basis in ("stated", "inherited") and other.time.start not in found:
                found.add(other.time.start)
                yield other, self._of_day(claim, other, here, there, len(found))

    def _sums(self, claim: Claim, here: Where, there: Where) -> bool:
        """Whether a claim can be one more of the totals that a paragraph tells: losses, and what caused them."""
        return here.paragraph == there.paragraph and self.types[claim.type].family in SUMMED

    def _of_day(self, claim: Claim, other: Claim, here: Where, there: Where, rank: int) -> list[str]:
        out = [
            "day: base",
            f"day: sentences apart: {min(FARTHEST, here.sentence - there.sentence)}",
            f"day: {self.types[claim.type].family}",
            f"day: {('the last', 'the last but one', 'one further back')[rank - 1]}",
        ]
        if here.paragraph != there.paragraph:
            out.append("day: another paragraph")
        if claim.modality not in REAL:
            out.append("day: not told as done")
        if other.modality not in REAL:
            out.append("day: of what is not told as done")
        if other.time.precision not in ("day", "time"):
            out.append("day: a vague time")
        if other.time.basis == "inherited":
            out.append("day: inherited itself")
        if other.type == claim.type:
            out.append("day: of one type")
        mine, theirs = _at(claim), _at(other)
        if mine and theirs:
            out.append("day: of another place" if mine.isdisjoint(theirs) else "day: of one place")
        if there.sentence == 0:
            out.append("day: of the first sentence")
        out.append(f"day: told in the {_tense(claim)}")
        return out


class Known:
    """The places named and told of so far, as a report is read."""

    def __init__(self, named: Sequence[Antecedent], goals: frozenset[tuple[int, str]] = frozenset()) -> None:
        self._named, self._read, self._goals = named, 0, goals
        votes = Counter(one.country for one in named if one.country)
        self.country = min(votes, key=lambda one: (-votes[one], one), default="")  # that most names lie in
        self._found: dict[str, Candidate] = {}
        self.rings: set[str] = set()  # keys of the places that rings were told of
        self.latest: Candidate | None = None  # where the last event was
        self.scene: Candidate | None = None  # where most events were, the last of several
        self.nearest: Candidate | None = None  # the small place named last
        self.most: Candidate | None = None  # the small place named most often
        self.small = 0  # small places named so far

    def read_to(self, sentence: int) -> None:
        """Take in the names up to the end of a sentence."""
        while self._read < len(self._named) and self._named[self._read].sentence <= sentence:
            one = self._named[self._read]
            candidate = self._candidate(one.key, one.place, one.sentence)
            candidate.named, candidate.times = one, candidate.times + 1
            if one.place.level in SMALL:
                if candidate.order < 0:
                    candidate.order, self.small = self.small, self.small + 1
                self.nearest = candidate
                if self.most is None or candidate.times >= self.most.times:
                    self.most = candidate
            self._read += 1

    def tell(self, claim: Claim, here: Where) -> None:
        """Take in where an event was, or is said to have been: what is only meant to happen was nowhere."""
        if claim.modality in UNREAL:
            return
        for place in claim.places:
            if place.role == "at" and place.name:
                key = key_of(place)
                candidate = self._candidate(key, place, here.sentence)
                candidate.told, candidate.told_at = claim, here
                if claim.type in RINGS:
                    self.rings.add(key)
                candidate.events += 1
                self.latest = candidate
                if candidate.events > 1 and (self.scene is None or candidate.events >= self.scene.events):
                    self.scene = candidate

    def _candidate(self, key: str, place: Place, sentence: int) -> Candidate:
        """The one of a place, named or told of last from now on."""
        candidate = self._found.pop(key, None) or Candidate(place)
        self._found[key] = candidate
        candidate.sentence = sentence
        return candidate

    def asked(self, sentence: int) -> list[Candidate]:
        """The places to choose from for an event of a sentence, the last first."""
        found = list(self._found.values())
        near = [
            one
            for one in found[: -MOST - 1 : -1]
            if sentence - one.sentence <= REACH and (sentence, key_of(one.place)) not in self._goals
        ]
        return near + ([found[0]] if len(found) > MOST and found[0].sentence == 0 else [])


def _goals(claims: Sequence[Claim], where: Sequence[Where]) -> frozenset[tuple[int, str]]:
    """Where somebody flees in a sentence, and nothing is told to be: "fled towards X, leaving 13 bodies"."""
    told = [(here.sentence, claim, place) for claim, here in zip(claims, where, strict=True) for place in claim.places]
    to = {
        (sentence, key_of(place))
        for sentence, claim, place in told
        if place.relation == "in" and (claim.type, place.role) in WAYS
    }
    return frozenset(
        to
        - {
            (sentence, key_of(place))
            for sentence, claim, place in told
            if place.role == "at" or (place.role == "from" and claim.type != "advance")
        }
    )


def around(place: Place) -> Place:
    """A place as where another lies that nobody knows: somewhere within 25 km."""
    radius = max(NEARBY_KM, place.radius_km or 0.0)
    return replace(
        place, role="near", relation="near", extent="vague", radius_km=radius, geometry=None,
        precision=max(2, place.precision or 2),
    )  # fmt: skip


def _of_heading(places: Sequence[Place], claim: Claim) -> tuple[Place, ...] | None:
    """A claim's places with the one that heads its line: the first of the smallest; None where the line has none.

    Two small ones head a list of what was told of both, and say nothing of either. Where the claim names a place that
    nobody knows, the heading tells what it is near.
    """
    if any(each.lat is not None for each in claim.places):
        return None
    small = [each for each in places if each.level in SMALL]
    best = next(iter(small), next((each for each in places if each.level != "country"), None))
    if best is None or len({key_of(each) for each in small}) > 1:
        return None
    if any(each.role == "at" for each in claim.places):
        return (*claim.places, around(replace(best, mention=None))) if best.lat is not None else None
    return (replace(best, role="at", mention=None), *claim.places)


def _seat(places: Sequence[Place], claim: Claim) -> Place | None:
    """The town that heads a claim's line, where the claim tells of the capital of what it lies in; None for none:
    "Zaranj: Taliban fighters capture the capital of Nimruz"."""
    own = [each for each in claim.places if each.role == "at"]
    small = [each for each in places if each.level in SMALL]
    if len(own) != 1 or len({key_of(each) for each in small}) != 1 or SEAT not in claim.quote.text.lower():
        return None
    wide = own[0].relation == "part_of" and own[0].level in COARSE
    return replace(small[0], role="at", mention=None) if wide else None


def _agents(claim: Claim) -> frozenset[str]:
    return frozenset(each.id or each.label for each in claim.actors if each.role == "agent")


def _pointed(claim: Claim) -> set[str]:
    """The words of a claim's quote behind "the" and the like."""
    told = claim.quote.text.lower().split()
    return {word.strip(MARKS) for before, word in zip(["", *told], told, strict=False) if before in DEFINITE}


def _tense(claim: Claim) -> str:
    """What the words of a clause up to its trigger's end tell of its tense."""
    words = claim.quote.text[: max(0, claim.trigger.end - claim.quote.start)].lower().split()[-NEAR_VERB:]
    return next((TENSES[word] for word in reversed(words) if word in TENSES), "simple tense")


def _at(claim: Claim) -> frozenset[str]:
    return frozenset(key_of(each) for each in claim.places if each.role == "at")


def _is_town(place: Place) -> bool:
    """Whether "the town" may point to a place as it was told of."""
    return place.extent != "part" and (place.level is None or place.level in TOWNS)


def _is_apart(claim: Claim) -> bool:
    """Whether a claim's time is told by how long before or after something else it was."""
    mention = claim.time.mention
    return mention is not None and mention.text.lower().endswith(tuple(APART))


def _lasts(claim: Claim) -> bool:
    """Whether a claim tells of a time of several days."""
    first, last = claim.time.start, claim.time.end
    if first is None or last is None or len(first) < DAY or len(last) < DAY:
        return False
    return (date.fromisoformat(last[:DAY]) - date.fromisoformat(first[:DAY])).days >= LASTING


def _resolved(place: Place) -> bool:
    return place.role == "at" and place.lat is not None
