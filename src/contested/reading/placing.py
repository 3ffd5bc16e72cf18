"""Where an event took place: a readable table of named features over (trigger, place) pairs decides.

Every named place of a sentence is a candidate for every event of it. What it shows by itself is weighed once, what it
shows towards a trigger (its slot, what stands between) once a trigger; then each is weighed again beside what the
others reached. What the frames say is one of the features, so that words that the table has never seen are still
placed by grammar. The table is ``knowledge/placing.toml``; its model card says what it was trained on and how far it
can be trusted. The features are named in `bearings`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from contested.reading import bearings
from contested.reading.bearings import COARSE, MANY, UNIT, Feature, Key, Sums, bucket, units
from contested.reading.events import Draft
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.spots import Spot, Spotter

if TYPE_CHECKING:
    from contested.reading.scene import Scene
    from contested.reading.where import Map

BY_RULE: dict[Feature, float] = {("bias", ""): -0.5, ("rule", "at"): 1.0}  # where there is no table, the frames decide
LONGEST_PATH = 6  # chunks between a trigger and a place that are still told one by one
GROUND = frozenset({"place", "site", "road", "area"})
NOWHERE = -9 * UNIT  # a score that no pair reaches
ALONE = bucket(NOWHERE)  # what the best of no siblings reached
STAYS = frozenset(("at", "near", "none"))  # roles of what may be a place of the event; origin, goal and way stay that
NONE = ("none", "none", "")
Keys = tuple[Key, Key, Key, Key, Key, Key]  # of frame, event, placed, path, phrase, others
Rule = tuple[str, str, str]  # role, slot, "in" where a place only stands inside the slot's words


class Table:
    """The table's weights, with the sums of what was met so far; the same for every report. Scores are in `UNIT`."""

    def __init__(self, lexicon: Lexicon) -> None:
        table: Mapping[Feature, float] = lexicon.placing_weights or BY_RULE
        weights = {feature: units(weight) for feature, weight in table.items()}
        self.bias, self.second = weights.get(("bias", ""), 0), weights.get(("second bias", ""), 0)
        self.scale = table.get(("first score", ""), 1.0)
        self.setting = Sums(bearings.setting, weights)
        self.before, self.behind = Sums(bearings.before, weights), Sums(bearings.behind, weights)
        self.frame, self.event = Sums(bearings.frame, weights), Sums(bearings.event, weights)
        self.placed = Sums(bearings.placed, weights)
        self.path, self.phrase = Sums(bearings.path, weights), Sums(bearings.phrase, weights)
        self.others = Sums(bearings.others, weights)
        self.siblings = Sums(bearings.siblings, weights)


class Pair:
    """A candidate beside a trigger: the frame's role for it, its slot, what it shows, and its score in `UNIT`."""

    __slots__ = ("keys", "role", "score", "slot", "spot")

    def __init__(self, spot: Spot, role: str, slot: str, keys: Keys, score: float) -> None:
        self.spot, self.role, self.slot, self.keys, self.score = spot, role, slot, keys, score

    @property
    def features(self) -> list[Feature]:
        """All that it shows towards its trigger."""
        frame, event, placed, path, phrase, others = self.keys
        told = bearings.frame(*frame) + bearings.event(*event) + bearings.placed(*placed)
        return told + bearings.path(*path) + bearings.phrase(*phrase) + bearings.others(*others)

    @property
    def counts(self) -> bool:
        """Whether the event took place there. What the frame calls origin, goal or way stays that; roads it decides."""
        if self.spot.group is not None and self.spot.group.type == "road":
            return self.role == "at"
        return self.score > 0 and self.role in STAYS


class View:
    """What is the same for all places towards one draft.

    ``object``: the type of its object. ``frame``: noun or verb, the verb's form, that type, how many places its frame
    puts it at. ``several``: its opponents, where it has several. ``rules``: for each spot. ``statements``: the tokens
    of those that its trigger stands in.
    """

    __slots__ = ("chunk", "frame", "object", "rules", "several", "statements", "trigger", "type")

    def __init__(self, scene: Scene, draft: Draft, spots: Sequence[Spot]) -> None:
        trigger = self.trigger = draft.trigger_first
        self.chunk, self.type, self.object = draft.chunk, draft.type, _object(draft)
        word, form = "noun" if draft.noun else "verb", ""
        if draft.verb is not None and not draft.noun:
            form = draft.verb.form + " passive" if draft.verb.passive else draft.verb.form
        at = sum([role == "at" for role, _, _ in draft.places]) if draft.places else 0
        self.frame = (word, form, self.object, MANY[min(2, at)])
        patients = draft.fillers("patient") if len(draft.roles) > 1 else []
        self.several = patients if len(patients) > 1 else []
        self.rules = _rules(draft, spots)
        self.statements = [(said.first, said.last) for said in scene.said if said.first <= trigger < said.last]


class Placer:
    """Chooses the places of a sentence's events."""

    def __init__(self, lexicon: Lexicon, places: Map, table: Table) -> None:
        self.table = table
        self.spotter = Spotter(places, lexicon.feature_nouns, lexicon.cue_sets["relations"]["directions"])
        self._scene: Scene | None = None
        self._spots: list[Spot] = []
        self._views: dict[int, View] = {}  # by the id of the draft
        self._kinds = ""
        self._openers: list[int] = []  # chunks of words that begin a clause

    def chosen(self, scene: Scene, draft: Draft) -> list[tuple[str, Group, str]]:
        """The places where a draft's event took place: role "at", the group of words, its slot or preposition."""
        return [("at", _group(draft, pair), _slot(pair)) for pair in self.pairs(scene, draft) if pair.counts]

    def unnamed(self, group: Group) -> bool:
        """Whether a group names no place of the sentence itself ("the country": the one last named)."""
        return all(spot.entity is not group.entity for spot in self._spots)

    def pairs(self, scene: Scene, draft: Draft) -> list[Pair]:
        """All candidates for a draft with their scores, in text order."""
        if self._scene is not scene:
            self._look(scene)
        if not self._spots:
            return []
        table, view = self.table, self._views[id(draft)]
        found = [self._pair(scene, view, spot) for spot in self._spots]
        keys = beside(self._spots, [pair.score for pair in found])
        for pair, key in zip(found, keys, strict=True):
            pair.score = table.second + pair.score * table.scale + table.siblings[key]
        return found

    def _look(self, scene: Scene) -> None:
        """Find the places of a sentence and weigh what they show by themselves."""
        table, spots = self.table, self.spotter.spots(scene)
        self._scene, self._spots = scene, spots
        if not spots:
            return
        kinds = self._kinds = "".join([chunk.kind for chunk in scene.clauses.chunks])
        self._openers = [i for i, kind in enumerate(kinds) if kind in "SRZ"]
        self._views = {id(draft): View(scene, draft, spots) for draft in scene.drafts}
        for spot in spots:
            spot.score = table.bias + table.setting[spot.setting]
            spot.score += table.before[spot.before] + table.behind[spot.behind]
            spot.hangs_on = len(kinds[: spot.lead_chunk].rstrip("PTVJ")) - 1

    # --- what it shows towards a trigger ------------------------------------------------------------------------------

    def _pair(self, scene: Scene, view: View, spot: Spot) -> Pair:
        """A candidate with what it shows towards a trigger, weighed for the first time."""
        table, governor = self.table, spot.governor
        rule = view.rules[spot.at]
        role, slot, inside = rule
        lead, mine = spot.lead_chunk, view.chunk
        if lead > mine:
            side, begin, end = ">", mine + 1, lead
        else:
            side, begin, end = "=" if lead == mine else "<", lead + 1, mine
        path = self._kinds[begin:end]
        told = path if len(path) <= LONGEST_PATH else "long"
        keys = (
            (view.frame, rule),
            (view.type, view.object, spot.count),
            (view.type, rule, governor),
            (side, told, path.count("W"), path.count(","), role, governor),
            self._phrase(scene, view, spot, side, begin, end),
            self._others(view, spot, role, side),
        )
        frame, event, placed, between, phrase, others = keys
        score = spot.score + table.frame[frame] + table.event[event] + table.placed[placed]
        score += table.path[between] + table.phrase[phrase] + table.others[others]
        return Pair(spot, role, "none" if inside else slot, keys, score)

    def _phrase(self, scene: Scene, view: View, spot: Spot, side: str, begin: int, end: int) -> Key:
        """What a place's phrase hangs on, and which word begins a clause of its own between."""
        kinds, at = self._kinds, spot.hangs_on
        opponent, opens = False, ""
        if at == view.chunk:
            hangs_on = "the trigger"
        elif at < 0:
            hangs_on = "start"
        else:
            group = scene.clauses.chunks[at].group
            hangs_on = kinds[at]
            if group is not None:
                hangs_on = group.type if group.event is None else "another event"
                opponent = group in view.several
        for i in self._openers:
            if begin <= i < end:
                opens = scene.clauses.lower(i)
                break
        return side, hangs_on, spot.governor, view.frame[0], opponent, opens

    def _others(self, view: View, spot: Spot, role: str, side: str) -> Key:
        """What the frames say of this place for other triggers, which trigger is the nearest, what stands between."""
        here, elsewhere, nearest, last = spot.first, False, "own", ""
        if len(self._views) > 1:
            nearest, last, elsewhere = self._beside(view, spot)
        elif view.trigger < here:
            last = "own"
        outside = False
        for first, end in view.statements:
            outside = outside or not first <= here < end
        between = self._between(view, spot) if len(self._spots) > 1 else 0
        governor, at = spot.governor if last else "", role if elsewhere else ""
        return side, between, spot.count, nearest, last, governor, at, outside

    def _beside(self, view: View, spot: Spot) -> tuple[str, str, bool]:
        """Whose the nearest trigger and the last one before a place are; whether another's frame puts it there."""
        at, here, elsewhere = spot.at, spot.first, False
        last, nearest = None, view
        left, least = -1, 1 << 30
        for each in self._views.values():
            first = each.trigger
            distance = first - here if first > here else here - first
            if distance < least:
                least, nearest = distance, each
            if left < first < here:
                left, last = first, each
            if each is not view and each.rules[at][0] == "at":
                elsewhere = True
        before = "" if last is None else "own" if last is view else "other"
        return "own" if nearest is view else "other", before, elsewhere

    def _between(self, view: View, spot: Spot) -> int:
        """How many places stand between, those that it is coordinated with left out."""
        lead, trigger = spot.lead_first, view.trigger
        low, high = (trigger, lead) if trigger < lead else (lead, trigger)
        count = 0
        for each in self._spots:
            if low < each.first < high and each.lead != spot.lead and each.entity.kind == "place":
                count += 1
        return count


# --- once more beside the others --------------------------------------------------------------------------------------


def beside(spots: Sequence[Spot], scores: Sequence[float]) -> list[Key]:
    """For each place of a sentence, what its siblings' scores say of it; ``scores``: what each reached, in `UNIT`."""
    names = [bucket(score) for score in scores]
    if len(spots) == 1:
        level = spots[0].level
        return [(names[0], ALONE, 0, level, (), "", "", "", ALONE if level in COARSE else "")]
    ranked = sorted(scores, reverse=True)
    top, runner_up = bucket(ranked[0]), bucket(ranked[1])
    keys: list[Key] = []
    for spot, score, own in zip(spots, scores, names, strict=True):
        at, better = spot.at, ranked.index(score)
        after = spots[at + 1] if at + 1 < len(spots) else None
        keys.append((
            own, top if better else runner_up, better, spot.level,
            (names[at - 1], names[spot.lead]) if spot.coordinated else (),
            names[at - 1] if spot.parent_of else "",
            names[at + 1] if after is not None and after.coordinated else "",
            names[at + 1] if after is not None and after.parent_of else "",
            _finest(spots, scores) if spot.level in COARSE else "",
        ))  # fmt: skip
    return keys


def _finest(spots: Sequence[Spot], scores: Sequence[float]) -> str:
    """The best score of a place that is no country or province, in words."""
    finer = [score for spot, score in zip(spots, scores, strict=True) if spot.level not in COARSE]
    return bucket(max(finer, default=NOWHERE))


def siblings(spots: Sequence[Spot], scores: Sequence[float]) -> list[list[Feature]]:
    """For each place of a sentence the features of `beside`."""
    return [bearings.siblings(*key) for key in beside(spots, scores)] if spots else []


# --- drafts and groups ------------------------------------------------------------------------------------------------


def _object(draft: Draft) -> str:
    """The type of what a verb does it to, of what hangs on a noun by "of"; "none" for nothing."""
    name = "of" if draft.noun else "object"
    objects = {group.type for slot, group, _ in draft.arguments.slots if slot == name}
    return "none" if not objects else "place" if not GROUND.isdisjoint(objects) else min(objects)


def _rules(draft: Draft, spots: Sequence[Spot]) -> list[Rule]:
    """For each place the role that the frame gives it and its slot."""
    if not draft.places:
        return [_slot_of(draft, spot) for spot in spots]
    told: dict[int, Rule] = {}  # by the id of the entity
    for role, group, slot in draft.places:
        entity = group.entity
        if entity is None and group.of is not None:
            entity = group.of.entity
        told.setdefault(id(entity), (role, slot, ""))
    return [told.get(id(spot.entity)) or _slot_of(draft, spot) for spot in spots]


def _slot_of(draft: Draft, spot: Spot) -> Rule:
    """The slot that a place stands in, where the frame gives it no role."""
    here = spot.first
    for slot, group, _ in draft.arguments.slots:
        first, last = group.whole
        if first <= here < last:
            return "none", slot, "" if group.entity is spot.entity else "in"
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
