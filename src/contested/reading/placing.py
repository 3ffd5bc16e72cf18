"""Where an event took place: a readable table of named features over (trigger, place) pairs decides.

Every named place of a sentence is a candidate for every event of it. What it shows by itself is weighed once, what it
shows towards a trigger (its slot, what stands between) once a trigger; then each is weighed again beside what the
others reached. What the frames say is one of the features, so that words that the table has never seen are still
placed by grammar. The table is ``knowledge/placing.toml``; its model card says what it was trained on and how far it
can be trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from contested.reading.clauses import Clauses
from contested.reading.events import Draft
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.spots import COARSE, Feature, Spot, Spotter

if TYPE_CHECKING:
    from contested.reading.claims import Scene
    from contested.reading.where import Map

__all__ = ["Feature", "Pair", "Placer", "siblings"]

BY_RULE = {("bias", ""): -0.5, ("rule", "at"): 1.0}  # where there is no table, the frames decide alone
LONGEST_PATH = 6  # chunks between a trigger and a place that are still told one by one
GROUND = frozenset({"place", "site", "road", "area"})
NOWHERE = -9.0  # a score that no pair reaches


class Pair:
    """A candidate beside a trigger: the frame's role for it, its slot, what it shows, and its score in log odds."""

    __slots__ = ("features", "role", "score", "slot", "spot")

    def __init__(self, spot: Spot, role: str, slot: str, features: list[Feature]) -> None:
        self.spot, self.role, self.slot, self.features = spot, role, slot, features
        self.score = 0.0

    @property
    def counts(self) -> bool:
        """Whether the event took place there. What the frame calls origin, goal or way stays that; roads it decides."""
        if self.spot.group is not None and self.spot.group.type == "road":
            return self.role == "at"
        return self.score > 0 and self.role in ("at", "near", "none")


class Placer:
    """Chooses the places of a sentence's events."""

    def __init__(self, lexicon: Lexicon, places: Map) -> None:
        self.weights = lexicon.placing_weights or BY_RULE
        self.bias = self.weights.get(("bias", ""), 0.0)
        self.spotter = Spotter(places, lexicon.feature_nouns, lexicon.cue_sets["relations"]["directions"])
        self._scene: Scene | None = None
        self._spots: list[Spot] = []

    def chosen(self, scene: Scene, draft: Draft) -> list[tuple[str, Group, str]]:
        """The places where a draft's event took place: role "at", the group of words, its slot or preposition."""
        return [("at", _group(draft, pair), _slot(pair)) for pair in self.pairs(scene, draft) if pair.counts]

    def unnamed(self, group: Group, scene: Scene) -> bool:
        """Whether a group names no place of its sentence itself ("the country": the one last named)."""
        return all(spot.entity is not group.entity for spot in self._spots)

    def pairs(self, scene: Scene, draft: Draft) -> list[Pair]:
        """All candidates for a draft with their scores, in text order."""
        weigh = self.weights.get
        if self._scene is not scene:
            self._scene, self._spots = scene, self.spotter.spots(scene)
            for spot in self._spots:
                spot.score = sum([weigh(each, 0.0) for each in spot.features])
        found = [self._pair(scene, draft, spot) for spot in self._spots]
        for pair in found:
            pair.score = self.bias + pair.spot.score + sum([weigh(each, 0.0) for each in pair.features])
        self._again(found)
        return found

    # --- what it shows towards a trigger ------------------------------------------------------------------------------

    def _pair(self, scene: Scene, draft: Draft, spot: Spot) -> Pair:
        role, slot = _by_rule(draft, spot)
        clauses, kind, governor = scene.clauses, draft.type, spot.governor
        word = "noun" if draft.noun else "verb"
        side, path = _path(clauses, draft, spot.lead)
        told = side + path if len(path) <= LONGEST_PATH else side + " long"
        verbs = f"{side}{min(path.count('W'), 3)}"
        count = spot.features[-1][1]
        between = self._between(draft, spot)
        out: list[Feature] = [
            ("rule", role),
            ("slot and trigger", f"{slot} {word}"),
            ("preposition and trigger", f"{governor} {word}"),
            ("type", kind),
            ("type and slot", f"{kind} {slot}"),
            ("type and preposition", f"{kind} {governor}"),
            ("type and places", f"{kind} {count}"),
            ("path", told),
            ("path and preposition", f"{told} {governor}"),
            ("rule and verbs between", f"{role} {verbs}"),
            ("verbs between", verbs),
            ("commas between", f"{side}{min(path.count(','), 3)}"),
            ("places between", side + between),
            ("places between of all", f"{side}{between} of {count}"),
        ]
        if draft.verb is not None and not draft.noun:
            out.append(("form", f"{draft.verb.form}{' passive' if draft.verb.passive else ''} {slot}"))
        self._phrase(clauses, draft, spot, side, path, out)
        self._objects(draft, slot, out)
        self._others(scene, draft, spot, role, side, out)
        return Pair(spot, role, slot, out)

    def _between(self, draft: Draft, spot: Spot) -> str:
        """How many places stand between, those that it is coordinated with left out."""
        lead, trigger = spot.lead, draft.trigger_first
        low, high = (trigger, lead.first) if trigger < lead.first else (lead.first, trigger)
        apart = [each for each in self._spots if low < each.first < high and each.lead is not lead and each.named]
        return str(min(3, len(apart)))

    def _phrase(self, clauses: Clauses, draft: Draft, spot: Spot, side: str, path: str, out: list[Feature]) -> None:
        """What a place's phrase hangs on, and which word begins a clause of its own between."""
        chunks = clauses.chunks
        at = spot.lead.chunk - 1
        while at >= 0 and chunks[at].kind in "PTVJ":
            at -= 1
        group = chunks[at].group if at >= 0 else None
        if at == draft.chunk:
            out.append(("hangs on", f"the trigger {spot.governor}"))
        else:
            what = "start" if at < 0 else chunks[at].kind
            if group is not None:
                what = group.type if group.event is None else "another event"
            out.append(("hangs on", f"{side}{what} {spot.governor}"))
            patients = draft.fillers("patient") if group is not None else ()
            if len(patients) > 1 and any(each is group for each in patients):
                out.append(("beside one opponent of several", spot.governor))
        begin = (draft.chunk if side == ">" else spot.lead.chunk) + 1
        word = next((clauses.lower(begin + k) for k, kind in enumerate(path) if kind in "SRZ"), "")
        if word:
            out.append(("begins a clause between", f"{side}{word}"))

    def _objects(self, draft: Draft, slot: str, out: list[Feature]) -> None:
        """What else fills the trigger's slots: a captured place leaves no other, a captured man does."""
        if draft.arguments is None:
            return
        name = "of" if draft.noun else "object"
        objects = {group.type for each, group, _ in draft.arguments.slots if each == name}
        what = "none" if not objects else "place" if objects & GROUND else min(objects)
        out.append(("object and slot", f"{what} {slot}"))
        out.append(("type and object", f"{draft.type} {what}"))

    def _others(self, scene: Scene, draft: Draft, spot: Spot, role: str, side: str, out: list[Feature]) -> None:
        """What the frames say of other places and of other triggers."""
        mine = sum([each[0] == "at" for each in draft.places])
        out.append(("rule and places at", f"{role} {min(mine, 2)}"))
        here, left, left_is_mine = spot.first, -1, False
        nearest, nearest_is_mine = 1 << 30, False
        other_at = False
        for each in scene.drafts:
            at = each.trigger_first
            if abs(at - here) < nearest:
                nearest, nearest_is_mine = abs(at - here), each is draft
            if left < at < here:
                left, left_is_mine = at, each is draft
            other_at = other_at or (each is not draft and _by_rule(each, spot)[0] == "at")
        out.append(("nearest trigger", f"{side}{nearest_is_mine}"))
        if left >= 0:
            out.append(("last trigger", f"{left_is_mine} {spot.governor}"))
        if other_at:
            out.append(("at of another trigger", role))
        inside = [said for said in scene.said if said.first <= draft.trigger_first < said.last]
        if any(not said.first <= here < said.last for said in inside):
            out.append(("outside the statement", side))

    # --- once more beside the others ----------------------------------------------------------------------------------

    def _again(self, found: Sequence[Pair]) -> None:
        """Weigh each pair again beside what its siblings reached."""
        weigh = self.weights.get
        scale, bias = weigh(("first score", ""), 1.0), weigh(("second bias", ""), 0.0)
        first = [pair.score for pair in found]
        for at, pair in enumerate(found):
            pair.score = bias + first[at] * scale + sum([weigh(each, 0.0) for each in siblings(found, first, at)])


def siblings(found: Sequence[Pair], scores: Sequence[float], at: int) -> list[Feature]:
    """What the other candidates' scores say of one."""
    spot, score = found[at].spot, scores[at]
    others = [*scores[:at], *scores[at + 1 :]]
    best = bucket(max(others, default=NOWHERE))
    better = sum([each > score for each in others])
    out: list[Feature] = [
        ("best sibling", best),
        ("best sibling and own", f"{best} {bucket(score)}"),
        ("rank", f"{min(better, 3)} {spot.level}"),
    ]
    if spot.coordinated and at:
        out.append(("coordinated with", bucket(scores[at - 1])))
        lead = next((scores[i] for i in range(at) if found[i].spot is spot.lead), scores[at - 1])
        out.append(("first of the coordinated", bucket(lead)))
    if spot.parent_of and at:
        out.append(("parent of", bucket(scores[at - 1])))
    if at + 1 < len(found) and found[at + 1].spot.coordinated:
        out.append(("then coordinated", bucket(scores[at + 1])))
    if at + 1 < len(found) and found[at + 1].spot.parent_of:
        out.append(("has a parent", bucket(scores[at + 1])))
    if spot.level in COARSE:
        finer = [scores[i] for i, other in enumerate(found) if other.spot.level not in COARSE]
        out.append(("finest sibling", f"{spot.level} {bucket(max(finer, default=NOWHERE))}"))
    return out


def bucket(score: float) -> str:
    """Log odds in words."""
    if score < -0.7:
        return "no" if score < -2 else "hardly"
    return "perhaps" if score < 0.7 else "likely" if score < 2 else "sure"


def _by_rule(draft: Draft, spot: Spot) -> tuple[str, str]:
    """The role that the frame gives a place, and the slot that it stands in; "none" where it stands in none."""
    entity = spot.entity
    for role, group, slot in draft.places:
        if group.entity is entity or (group.of is not None and group.entity is None and group.of.entity is entity):
            return role, slot
    if draft.arguments is not None:
        for slot, group, _ in draft.arguments.slots:
            if group.whole[0] <= spot.first < group.whole[1]:
                return "none", slot if group.entity is entity else f"in {slot}"
    return "none", "none"


def _path(clauses: Clauses, draft: Draft, spot: Spot) -> tuple[str, str]:
    """Before or after the trigger ("<", ">", "=" in it), and the kinds of the chunks between."""
    one, other = spot.chunk, draft.chunk
    if one == other:
        return "=", ""
    if one > other:
        return ">", "".join([chunk.kind for chunk in clauses.chunks[other + 1 : one]])
    return "<", "".join([chunk.kind for chunk in clauses.chunks[one + 1 : other]])


def _group(draft: Draft, pair: Pair) -> Group:
    """The group of words that a chosen place is: the clause's where the place is the whole of it, else the name."""
    spot, entity = pair.spot, pair.spot.entity
    for _, group, _ in draft.places:
        if group.entity is entity:
            return group
        if group.of is not None and group.entity is None and group.of.entity is entity:
            return group.of
    if spot.group is not None and spot.group.entity is entity and spot.group.type in GROUND:
        return spot.group
    group = Group(spot.first, spot.last, spot.last - 1)
    group.type, group.kind = "place", "place"
    group.entity = entity if entity.kind == "place" else Entity("place", entity.first, entity.last, name=entity.name)
    return group


def _slot(pair: Pair) -> str:
    return pair.spot.governor if pair.slot == "none" or pair.slot.startswith("in ") else pair.slot
