"""Where an event took place: a readable table of named features over (trigger, place) pairs decides.

Every named place of a sentence is a candidate for every event of it. What it shows by itself is weighed once, what it
shows towards a trigger (its slot, what stands between) once a trigger; then each is weighed again beside what the
others reached. What the frames say is one of the features, so that words that the table has never seen are still
placed by grammar. The table is ``knowledge/placing.toml``; its model card says what it was trained on and how far it
can be trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from contested.reading.events import Draft
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.spots import COARSE, MANY, Feature, Spot, Spotter

if TYPE_CHECKING:
    from contested.reading.scene import Scene
    from contested.reading.where import Map

__all__ = ["Feature", "Pair", "Placer", "siblings"]

BY_RULE: dict[Feature, float] = {("bias", ""): -0.5, ("rule", "at"): 1.0}  # where there is no table, the frames decide
LONGEST_PATH = 6  # chunks between a trigger and a place that are still told one by one
GROUND = frozenset({"place", "site", "road", "area"})
NOWHERE = -9.0  # a score that no pair reaches
NONE = ("none", "none", "")


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


class View(NamedTuple):
    """What is the same for all places towards one draft."""

    draft: Draft
    word: str  # noun, verb
    object: str  # what type its object is of
    form: str  # of a verb
    at: str  # how many places its frame puts it at
    several: tuple[Group, ...]  # its opponents, where it has several
    rules: list[tuple[str, str, str]]  # for each spot: role, slot, "in" where it only stands inside the slot's words


class Placer:
    """Chooses the places of a sentence's events."""

    def __init__(self, lexicon: Lexicon, places: Map) -> None:
        self.weights = lexicon.placing_weights or BY_RULE
        self.bias = self.weights.get(("bias", ""), 0.0)
        self.scale, self.second = self.weights.get(("first score", ""), 1.0), self.weights.get(("second bias", ""), 0.0)
        self.spotter = Spotter(places, lexicon.feature_nouns, lexicon.cue_sets["relations"]["directions"])
        self._scene: Scene | None = None
        self._spots: list[Spot] = []
        self._views: list[View] = []
        self._kinds = ""

    def chosen(self, scene: Scene, draft: Draft) -> list[tuple[str, Group, str]]:
        """The places where a draft's event took place: role "at", the group of words, its slot or preposition."""
        return [("at", _group(draft, pair), _slot(pair)) for pair in self.pairs(scene, draft) if pair.counts]

    def unnamed(self, group: Group, scene: Scene) -> bool:
        """Whether a group names no place of its sentence itself ("the country": the one last named)."""
        return all(spot.entity is not group.entity for spot in self._spots)

    def pairs(self, scene: Scene, draft: Draft) -> list[Pair]:
        """All candidates for a draft with their scores, in text order."""
        if self._scene is not scene:
            self._look(scene)
        if not self._spots:
            return []
        weigh, bias = self.weights.get, self.bias
        view = next((each for each in self._views if each.draft is draft), None) or _view(draft, self._spots)
        found = [self._pair(scene, view, at, spot) for at, spot in enumerate(self._spots)]
        for pair in found:
            pair.score = bias + pair.spot.score + sum([weigh(each, 0.0) for each in pair.features])
        self._again(found)
        return found

    def _look(self, scene: Scene) -> None:
        """Find the places of a sentence and weigh what they show by themselves."""
        weigh = self.weights.get
        self._scene, self._spots = scene, self.spotter.spots(scene)
        if not self._spots:
            return
        self._kinds = "".join([chunk.kind for chunk in scene.clauses.chunks])
        self._views = [_view(draft, self._spots) for draft in scene.drafts]
        for spot in self._spots:
            spot.score = sum([weigh(each, 0.0) for each in spot.features])

    # --- what it shows towards a trigger ------------------------------------------------------------------------------

    def _pair(self, scene: Scene, view: View, at: int, spot: Spot) -> Pair:
        draft, word = view.draft, view.word
        role, slot, inside = view.rules[at]
        kind, governor, count = draft.type, spot.governor, spot.count
        lead, mine = spot.lead.chunk, draft.chunk
        side = "=" if lead == mine else ">" if lead > mine else "<"
        path = self._kinds[mine + 1 : lead] if lead > mine else self._kinds[lead + 1 : mine]
        told = path if len(path) <= LONGEST_PATH else "long"
        verbs = MANY[min(path.count("W"), 3)]
        between = self._between(draft, spot)
        out: list[Feature] = [
            ("rule", role),
            ("slot and trigger", slot, inside, word),
            ("preposition and trigger", governor, word),
            ("type", kind),
            ("type and slot", kind, slot, inside),
            ("type and preposition", kind, governor),
            ("type and places", kind, count),
            ("path", side, told),
            ("path and preposition", side, told, governor),
            ("rule and verbs between", role, side, verbs),
            ("verbs between", side, verbs),
            ("commas between", side, MANY[min(path.count(","), 3)]),
            ("places between", side, between),
            ("places between of all", side, between, count),
            ("rule and places at", role, view.at),
        ]
        if view.form:
            out.append(("form", view.form, slot, inside))
        if view.object:
            out.append(("object and slot", view.object, slot, inside))
            out.append(("type and object", kind, view.object))
        self._phrase(scene, view, spot, side, path, out)
        self._others(scene, view, at, spot, role, side, out)
        return Pair(spot, role, "none" if inside else slot, out)

    def _between(self, draft: Draft, spot: Spot) -> str:
        """How many places stand between, those that it is coordinated with left out."""
        lead, trigger = spot.lead, draft.trigger_first
        low, high = (trigger, lead.first) if trigger < lead.first else (lead.first, trigger)
        count = 0
        for each in self._spots:
            if low < each.first < high and each.lead is not lead and each.named:
                count += 1
        return MANY[min(count, 3)]

    def _phrase(self, scene: Scene, view: View, spot: Spot, side: str, path: str, out: list[Feature]) -> None:
        """What a place's phrase hangs on, and which word begins a clause of its own between."""
        chunks, mine, lead = scene.clauses.chunks, view.draft.chunk, spot.lead.chunk
        at = lead - 1
        while at >= 0 and self._kinds[at] in "PTVJ":
            at -= 1
        if at == mine:
            out.append(("hangs on", "the trigger", spot.governor))
        else:
            group = chunks[at].group if at >= 0 else None
            what = "start" if at < 0 else self._kinds[at]
            if group is not None:
                what = group.type if group.event is None else "another event"
            out.append(("hangs on", side + what, spot.governor))
            if group is not None and any(each is group for each in view.several):
                out.append(("beside one opponent of several", spot.governor))
        if "S" in path or "R" in path or "Z" in path:
            begin = (mine if side == ">" else lead) + 1
            first = next(k for k, kind in enumerate(path) if kind in "SRZ")
            out.append(("begins a clause between", side, scene.clauses.lower(begin + first)))

    def _others(
        self, scene: Scene, view: View, at: int, spot: Spot, role: str, side: str, out: list[Feature]
    ) -> None:
        """What the frames say of this place for other triggers, and which trigger is the nearest."""
        draft, here = view.draft, spot.first
        left, left_is_mine, nearest, nearest_is_mine, elsewhere = -1, "other", 1 << 30, "other", False
        for each in self._views:
            first = each.draft.trigger_first
            own = "own" if each.draft is draft else "other"
            distance = first - here if first > here else here - first
            if distance < nearest:
                nearest, nearest_is_mine = distance, own
            if left < first < here:
                left, left_is_mine = first, own
            if own == "other" and each.rules[at][0] == "at":
                elsewhere = True
        out.append(("nearest trigger", side, nearest_is_mine))
        if left >= 0:
            out.append(("last trigger", left_is_mine, spot.governor))
        if elsewhere:
            out.append(("at of another trigger", role))
        for said in scene.said:
            if said.first <= draft.trigger_first < said.last and not said.first <= here < said.last:
                out.append(("outside the statement", side))
                break

    # --- once more beside the others ----------------------------------------------------------------------------------

    def _again(self, found: Sequence[Pair]) -> None:
        """Weigh each pair again beside what its siblings reached."""
        weigh = self.weights.get
        first = [pair.score for pair in found]
        for at, pair in enumerate(found):
            more = sum([weigh(each, 0.0) for each in siblings(found, first, at)])
            pair.score = self.second + first[at] * self.scale + more


def siblings(found: Sequence[Pair], scores: Sequence[float], at: int) -> list[Feature]:
    """What the other candidates' scores say of one."""
    spot, score = found[at].spot, scores[at]
    others = [*scores[:at], *scores[at + 1 :]]
    best = bucket(max(others, default=NOWHERE))
    better = sum([each > score for each in others])
    out: list[Feature] = [
        ("best sibling", best),
        ("best sibling and own", best, bucket(score)),
        ("rank", MANY[min(better, 3)], spot.level),
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
        out.append(("finest sibling", spot.level, bucket(max(finer, default=NOWHERE))))
    return out


def bucket(score: float) -> str:
    """Log odds in words."""
    if score < -0.7:
        return "no" if score < -2 else "hardly"
    return "perhaps" if score < 0.7 else "likely" if score < 2 else "sure"


def _view(draft: Draft, spots: Sequence[Spot]) -> View:
    slots = draft.arguments.slots if draft.arguments is not None else ()
    name = "of" if draft.noun else "object"
    objects = {group.type for slot, group, _ in slots if slot == name}
    what = "none" if not objects else "place" if objects & GROUND else min(objects)
    form = ""
    if draft.verb is not None and not draft.noun:
        form = draft.verb.form + " passive" if draft.verb.passive else draft.verb.form
    at = MANY[min(2, sum([each[0] == "at" for each in draft.places]))]
    patients = tuple(draft.fillers("patient"))
    return View(
        draft=draft,
        word="noun" if draft.noun else "verb",
        object=what if draft.arguments is not None else "",
        form=form,
        at=at,
        several=patients if len(patients) > 1 else (),
        rules=[_by_rule(draft, spot) for spot in spots],
    )


def _by_rule(draft: Draft, spot: Spot) -> tuple[str, str, str]:
    """The role that the frame gives a place, its slot, and "in" if it is only a part of the slot's words."""
    entity = spot.entity
    for role, group, slot in draft.places:
        if group.entity is entity or (group.of is not None and group.entity is None and group.of.entity is entity):
            return role, slot, ""
    if draft.arguments is not None:
        here = spot.first
        for slot, group, _ in draft.arguments.slots:
            if group.whole[0] <= here < group.whole[1]:
                return "none", slot, "" if group.entity is entity else "in"
    return NONE


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
    """The slot that a place fills, else its preposition."""
    return pair.spot.governor if pair.slot == "none" else pair.slot
