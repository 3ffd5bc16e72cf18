"""Where an event took place: a readable table of named features over (trigger, place) pairs decides.

Every named place of a sentence is a candidate for every event of it. What a candidate shows by itself (its preposition,
a feature noun beside it, a parent after it) is weighed once; what it shows towards a trigger (its slot, what stands
between) once a trigger; then each is weighed again beside what the others reached. What the frames say is one of the
features, so that words that the table has never seen are still placed by grammar. The table is
``knowledge/placing.toml``; its model card says on what it was trained and how far it can be trusted.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from contested.reading.clauses import Clauses
from contested.reading.events import Draft
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity

if TYPE_CHECKING:
    from contested.reading.claims import Scene
    from contested.reading.where import Map

Feature = tuple[str, str]
CANDIDATES = frozenset({"place", "name", "actor", "person", "nationality"})
COARSE = ("country", "admin1", "admin2")
UNITS = frozenset("km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters hour hours".split())
BREAKS = frozenset("SRZ;:.(\"")
BY_RULE = {("bias", ""): -0.5, ("rule", "at"): 1.0}  # where there is no table, the frames decide alone
LONGEST_PATH = 6  # chunks between a trigger and a place that are still told one by one
MANY = 4


class Spot:
    """A candidate: its entity, its tokens [first, last), its chunk, its governing preposition, what it shows by itself."""

    __slots__ = ("chunk", "country", "coordinated", "entity", "features", "first", "governor", "group", "last", "lead", "level", "parent_of", "score")

    def __init__(self, entity: Entity, chunk: int, group: Group | None) -> None:
        self.entity, self.first, self.last = entity, entity.first, entity.last
        self.chunk, self.group = chunk, group
        self.governor, self.level, self.country = "", "unknown", ""
        self.coordinated = False  # with the spot before it
        self.lead: Spot = self  # the first of those that it is coordinated with
        self.parent_of = False  # says where the spot before it lies
        self.features: list[Feature] = []
        self.score = 0.0


class Pair:
    """A candidate beside a trigger."""

    __slots__ = ("features", "role", "score", "slot", "spot")

    def __init__(self, spot: Spot, role: str, slot: str, features: list[Feature]) -> None:
        self.spot, self.role, self.slot, self.features = spot, role, slot, features
        self.score = 0.0

    @property
    def counts(self) -> bool:
        """Whether the event took place there. Origin, goal or way by the frame stay that; roads the frame decides alone."""
        if self.spot.group is not None and self.spot.group.type == "road":
            return self.role == "at"
        return self.score > 0 and self.role in ("at", "near", "none")


class Placer:
    """Chooses the places of a sentence's events."""

    def __init__(self, lexicon: Lexicon, places: Map) -> None:
        self.weights, self.places = lexicon.placing_weights or BY_RULE, places
        self.feature_nouns, self.directions = lexicon.feature_nouns, lexicon.cue_sets["relations"]["directions"]
        self.bias = self.weights.get(("bias", ""), 0.0)
        self._scene: Scene | None = None
        self._spots: list[Spot] = []

    def pairs(self, scene: Scene, draft: Draft) -> list[Pair]:
        """All candidates for a draft with their scores (log odds that it took place there), in text order."""
        if self._scene is not scene:
            self._scene, self._spots = scene, self._found(scene)
        if not self._spots:
            return []
        found = [self._pair(scene, draft, spot) for spot in self._spots]
        weights = self.weights
        for pair in found:
            pair.score = self.bias + pair.spot.score + sum(weights.get(each, 0.0) for each in pair.features)
        self._again(found)
        return found

    def chosen(self, scene: Scene, draft: Draft) -> list[tuple[str, Group, str]]:
        """The places where a draft's event took place: role "at", the group of words, its slot or preposition."""
        return [("at", _group(draft, pair), _slot(pair)) for pair in self.pairs(scene, draft) if pair.counts]

    def unnamed(self, group: Group, scene: Scene) -> bool:
        """Whether a group names no place of its sentence itself ("the country": the one last named)."""
        return all(spot.entity is not group.entity for spot in self._spots)

    # --- what a place shows by itself ---------------------------------------------------------------------------------

    def _found(self, scene: Scene) -> list[Spot]:
        clauses = scene.clauses
        firsts = [chunk.first for chunk in clauses.chunks]
        spots: list[Spot] = []
        seen: set[int] = set()
        for entity in scene.entities.values():
            if entity.kind not in CANDIDATES or entity.first in seen:
                continue
            seen.add(entity.first)
            chunk = bisect.bisect_right(firsts, entity.first) - 1
            spots.append(Spot(entity, chunk, clauses.chunks[chunk].group))
        spots.sort(key=lambda spot: spot.first)
        before: Spot | None = None
        for at, spot in enumerate(spots):
            self._grade(spot)
            self._describe(scene, spot, before, spots[at + 1] if at + 1 < len(spots) else None)
            before = spot
        places = sum(spot.entity.kind == "place" for spot in spots)
        for spot in spots:
            spot.features.append(("places in the sentence", str(min(places, MANY)) + (" self" if spot.entity.kind == "place" else "")))
            spot.score = sum(self.weights.get(each, 0.0) for each in spot.features)
        return spots

    def _grade(self, spot: Spot) -> None:
        if spot.entity.kind != "place":
            spot.level = spot.entity.kind
            return
        row = self.places.row(spot.entity)
        if row is not None:
            spot.level, spot.country = row.level, row.country

    def _describe(self, scene: Scene, spot: Spot, before: Spot | None, after: Spot | None) -> None:
        clauses = scene.clauses
        lowers, classes, first = clauses.tokens.lowers, clauses.classes, clauses.first
        out = spot.features
        i = spot.first - 1
        nouns = direction = article = ""
        while i >= first:
            lower = lowers[i]
            found = classes[i - first]
            if lower in self.directions:
                direction = lower
            elif lower in self.feature_nouns:
                nouns = nouns or lower
            elif lower == "of" and i > first and lowers[i - 1] in self.feature_nouns:
                pass
            elif found == "D":
                article = article or lower
            elif found != "J":
                break
            i -= 1
        governor = self._governor(scene, spot, before, i)
        spot.governor = governor
        end = lowers[spot.last] if spot.last < scene.last else "."
        noun_after = end if end in self.feature_nouns else ""
        out.append(("level", spot.level))
        out.append(("preposition", governor))
        out.append(("preposition and level", f"{governor} {spot.level}"))
        out.append(("word after", classes[spot.last - first] if spot.last < scene.last else "end"))
        if nouns:
            out.append(("feature noun before", nouns))
            out.append(("a feature noun before", spot.level))
        if noun_after:
            out.append(("feature noun after", noun_after))
        if direction:
            out.append(("a direction before", governor))
        if article:
            out.append(("an article before", spot.level))
        if spot.coordinated:
            out.append(("coordinated with a name", before.level if before is not None else ""))
        if spot.parent_of:
            out.append(("parent of a name", f"{governor} {before.level if before is not None else ''}"))
        if after is not None and self._lies_in(scene, spot, after):
            out.append(("lies in the next name", after.level))
        self._setting(scene, spot, i)

    def _governor(self, scene: Scene, spot: Spot, before: Spot | None, i: int) -> str:
        """The preposition that governs a place, through what coordinates it; else the class of what stands before."""
        clauses = scene.clauses
        lowers, classes, first = clauses.tokens.lowers, clauses.classes, clauses.first
        if i < first:
            return "start"
        found = classes[i - first]
        if found in ",C" and before is not None:
            j = i
            while j > first and (classes[j - first] in ",C" or lowers[j] in self.feature_nouns) and j >= before.last:
                j -= 1
            if j < before.last:
                wider = spot.level in COARSE and before.level != spot.level and found == "," and i == before.last
                if wider:
                    spot.parent_of = True
                    return ", parent"
                spot.coordinated, spot.lead = True, before.lead
                return before.governor
        if found in "PT":
            if before is not None and before.last <= i and all(lowers[j] in self.feature_nouns for j in range(before.last, i)):
                spot.parent_of = True
            if lowers[i] == "of" and i > first:
                return self._part(lowers, i, first)
            return lowers[i]
        return found

    def _part(self, lowers: list[str], i: int, first: int) -> str:
        """What "of" hangs on, as far as it says how far away: "60 miles south of X", "south of X", "outside of X"."""
        if lowers[i - 1] not in self.directions:
            return "of"
        return "distance of" if i - 2 >= first and lowers[i - 2] in UNITS else "direction of"

    def _lies_in(self, scene: Scene, spot: Spot, after: Spot) -> bool:
        lowers = scene.clauses.tokens.lowers
        if after.level not in COARSE or after.first - spot.last > 4:
            return False
        return all(lowers[j] in (",", "in", "the", "of") or lowers[j] in self.feature_nouns or lowers[j] in self.directions for j in range(spot.last, after.first))

    def _setting(self, scene: Scene, spot: Spot, i: int) -> None:
        """Where in the sentence and in which noun group a place stands."""
        clauses, out, group = scene.clauses, spot.features, spot.group
        lowers, classes, first = clauses.tokens.lowers, clauses.classes, clauses.first
        if group is not None:
            alone = group.last == spot.last and group.entity is spot.entity
            out.append(("group", f"{group.type} {'head' if alone else 'part'}"))
            if group.event is not None:
                out.append(("group of an event", clauses.tokens.lowers[group.head]))
        else:
            out.append(("group", "none"))
        if i < first or (i == first and classes[0] in "PT"):
            out.append(("opens the sentence", f"{spot.governor} {classes[spot.last - first] if spot.last < scene.last else '.'}"))
        if any(lowers[j] in UNITS for j in range(max(first, i - 3), max(first, i))):
            out.append(("a distance before", spot.governor))
        if spot.last < scene.last and classes[spot.last - first] == "'" and group is not None:
            whose = "part" if lowers[group.head] in self.feature_nouns else group.type
            out.append(("possessor of", whose))
        if i > first and spot.governor not in ("start", ", parent"):
            out.append(("class before the preposition", f"{classes[i - 1 - first]} {spot.governor}"))
        for said in scene.said:
            if said.speaker is not None and said.speaker.whole[0] <= spot.first < said.speaker.whole[1]:
                out.append(("in a speaker", spot.level))
        verb = max((v for k, v in clauses.verbs.items() if k < spot.chunk), key=lambda v: v.index, default=None)
        if verb is not None:
            out.append(("verb to the left", verb.lemmas[0]))

    # --- what it shows towards a trigger ------------------------------------------------------------------------------

    def _pair(self, scene: Scene, draft: Draft, spot: Spot) -> Pair:
        role, slot = _by_rule(draft, spot)
        clauses = scene.clauses
        family = draft.type
        kind = "noun" if draft.noun else "verb"
        side, path = _path(clauses, draft, spot.lead)
        out: list[Feature] = [
            ("rule", role),
            ("slot", slot),
            ("rule and level", f"{role} {spot.level}"),
            ("slot and trigger", f"{slot} {kind}"),
            ("preposition and trigger", f"{spot.governor} {kind}"),
            ("type", family),
            ("type and slot", f"{family} {slot}"),
            ("type and preposition", f"{family} {spot.governor}"),
            ("path", f"{side}{path}" if len(path) <= LONGEST_PATH else f"{side} long"),
            ("path and preposition", f"{side}{path} {spot.governor}" if len(path) <= LONGEST_PATH else f"{side} long {spot.governor}"),
            ("rule and verbs between", f"{role} {side}{min(path.count('W'), 3)}"),
            ("verbs between", f"{side}{min(path.count('W'), 3)}"),
            ("breaks between", f"{side}{min(sum(each in BREAKS for each in path), 2)}"),
            ("commas between", f"{side}{min(path.count(','), 3)}"),
            ("lemma", draft.verb.lemmas[0] if draft.verb is not None and not draft.noun else clauses.tokens.lowers[draft.trigger_last - 1]),
        ]
        if draft.verb is not None and not draft.noun:
            out.append(("form", f"{draft.verb.form}{' passive' if draft.verb.passive else ''} {slot}"))
        low, high = sorted((draft.trigger_first, spot.lead.first))
        between = sum(1 for other in self._spots if low < other.first < high and other.lead is not spot.lead and other.entity.kind == "place")
        out.append(("places between", f"{side}{min(between, 3)}"))
        self._phrase(clauses, draft, spot, side, path, out)
        self._objects(draft, spot, slot, out)
        self._others(scene, draft, spot, role, side, out)
        return Pair(spot, role, slot, out)

    def _phrase(self, clauses: Clauses, draft: Draft, spot: Spot, side: str, path: str, out: list[Feature]) -> None:
        """What a place's phrase hangs on, and which words stand between that begin a clause of their own."""
        chunks = clauses.chunks
        at = spot.lead.chunk - 1
        while at >= 0 and chunks[at].kind in "PTVJ":
            at -= 1
        if at < 0:
            out.append(("hangs on", "start"))
        elif at == draft.chunk:
            out.append(("hangs on", f"the trigger {spot.governor}"))
        else:
            group = chunks[at].group
            what = chunks[at].kind if group is None else "another event" if group.event is not None else group.type
            out.append(("hangs on", f"{side}{what} {spot.governor}"))
            opponents = [each for each, _, _ in draft.roles].count("patient") if group is not None else 0
            if opponents > 1 and any(each is group for role, each, _ in draft.roles if role == "patient"):
                out.append(("beside one opponent of several", spot.governor))
        if len(path) > 1:
            begin = draft.chunk if side == ">" else spot.lead.chunk
            word = next((clauses.lower(begin + 1 + k) for k, kind in enumerate(path) if kind in "SRZ"), "")
            if word:
                out.append(("begins a clause between", f"{side}{word}"))

    def _objects(self, draft: Draft, spot: Spot, slot: str, out: list[Feature]) -> None:
        """What else fills the trigger's slots: a captured place leaves no other, a captured man does."""
        if draft.arguments is None:
            return
        objects = {group.type for name, group, _ in draft.arguments.slots if name == ("of" if draft.noun else "object")}
        what = "place" if objects & {"place", "site", "area", "road"} else min(objects, default="none")
        out.append(("object and slot", f"{what} {slot}"))
        out.append(("object and rule", f"{draft.type} {what}"))

    def _others(self, scene: Scene, draft: Draft, spot: Spot, role: str, side: str, out: list[Feature]) -> None:
        """What the frames say of other places and of other triggers."""
        mine = sum(1 for each, _, _ in draft.places if each == "at")
        out.append(("rule and places at", f"{role} {min(mine, 2)}"))
        nearest = min(scene.drafts, key=lambda each: abs(each.trigger_first - spot.first))
        out.append(("nearest trigger", f"{side}{nearest is draft}"))
        left = max((each.trigger_first for each in scene.drafts if each.trigger_first < spot.first), default=-1)
        if left >= 0:
            out.append(("last trigger", f"{left == draft.trigger_first} {spot.governor}"))
        if any(each is not draft and _by_rule(each, spot)[0] == "at" for each in scene.drafts):
            out.append(("at of another trigger", role))
        for said in scene.said:
            if said.first <= draft.trigger_first < said.last and not said.first <= spot.first < said.last:
                out.append(("outside the statement", side))

    # --- once more beside the others ----------------------------------------------------------------------------------

    def _again(self, found: Sequence[Pair]) -> None:
        """Weigh each pair again beside what its siblings reached."""
        weights = self.weights
        first = [pair.score for pair in found]
        for at, pair in enumerate(found):
            pair.score = first[at] * weights.get(("first score", ""), 1.0) + weights.get(("second bias", ""), 0.0)
            for each in siblings(found, first, at):
                pair.score += weights.get(each, 0.0)


def siblings(found: Sequence[Pair], scores: Sequence[float], at: int) -> list[Feature]:
    """What the other candidates' scores say of one."""
    spot, score = found[at].spot, scores[at]
    others = [each for i, each in enumerate(scores) if i != at]
    best = max(others, default=-9.0)
    out: list[Feature] = [("best sibling", _bucket(best)), ("best sibling and own", f"{_bucket(best)} {_bucket(score)}")]
    out.append(("rank", str(min(sum(each > score for each in others), 3)) + " " + spot.level))
    if spot.coordinated and at:
        out.append(("coordinated with", _bucket(scores[at - 1])))
        lead = next((scores[i] for i in range(at) if found[i].spot is spot.lead), scores[at - 1])
        out.append(("first of the coordinated", _bucket(lead)))
    if at + 1 < len(found) and found[at + 1].spot.coordinated:
        out.append(("then coordinated", _bucket(scores[at + 1])))
    if spot.parent_of and at:
        out.append(("parent of", _bucket(scores[at - 1])))
    if at + 1 < len(found) and found[at + 1].spot.parent_of:
        out.append(("has a parent", _bucket(scores[at + 1])))
    if spot.level in COARSE:
        finer = [scores[i] for i, other in enumerate(found) if i != at and other.spot.level not in COARSE]
        out.append(("finest sibling", f"{spot.level} {_bucket(max(finer, default=-9.0))}"))
    return out


def _group(draft: Draft, pair: Pair) -> Group:
    """The group of words that a chosen place is: as the clause has it where it is the whole of it, else the bare name."""
    spot = pair.spot
    for _, group, _ in draft.places:
        if group.entity is spot.entity:
            return group
        if group.of is not None and group.entity is None and group.of.entity is spot.entity:
            return group.of
    if spot.group is not None and spot.group.entity is spot.entity and spot.group.type in ("place", "site", "road", "area"):
        return spot.group
    entity = spot.entity
    group = Group(spot.first, spot.last, spot.last - 1)
    group.type, group.kind = "place", "place"
    group.entity = entity if entity.kind == "place" else Entity("place", entity.first, entity.last, name=entity.name)
    return group


def _slot(pair: Pair) -> str:
    return pair.spot.governor if pair.slot == "none" or pair.slot.startswith("in ") else pair.slot


def _bucket(score: float) -> str:
    return "no" if score < -2 else "hardly" if score < -0.7 else "perhaps" if score < 0.7 else "likely" if score < 2 else "sure"


def _by_rule(draft: Draft, spot: Spot) -> tuple[str, str]:
    """The role that the frame gives a place, and the slot that it stands in; "none" where it stands in none."""
    entity = spot.entity
    for role, group, slot in draft.places:
        if group.entity is entity or (group.of is not None and group.entity is None and group.of.entity is entity):
            return role, slot
    arguments = draft.arguments
    if arguments is not None:
        for slot, group, _ in arguments.slots:
            if group.whole[0] <= spot.first < group.whole[1]:
                return "none", slot if group.entity is entity else f"in {slot}"
    return "none", "none"


def _path(clauses: Clauses, draft: Draft, spot: Spot) -> tuple[str, str]:
    """Before or after the trigger ("<", ">", "=" in it), and the kinds of the chunks between."""
    chunks = clauses.chunks
    if spot.chunk == draft.chunk:
        return "=", ""
    if spot.chunk > draft.chunk:
        return ">", "".join(chunk.kind for chunk in chunks[draft.chunk + 1 : spot.chunk])
    return "<", "".join(chunk.kind for chunk in chunks[spot.chunk + 1 : draft.chunk])
