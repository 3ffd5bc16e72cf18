"""Where an event took place: a readable table of named features over (event, place) pairs decides.

Every named place of a sentence is a candidate for every event of it. What it shows by itself, what it shows towards a
trigger (its slot, the path between them in the tree) is weighed; then each is weighed again beside what the others
reached. What the frames say is one of the features, so that words that the table has never seen are still placed by
grammar. The table is ``knowledge/placing.toml``; its model card says what it was trained on and how far it can be
trusted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from contested.reading.entities import Entity
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon
from contested.reading.nominal import is_left_out
from contested.reading.place_candidates import COARSE, MANY, Candidate, Feature, PlaceCandidates
from contested.reading.sentence import Group, Sentence

if TYPE_CHECKING:
    from contested.reading.attribution import Said
    from contested.reading.scene import Scene
    from contested.reading.where import Map

BY_RULE: Final[dict[Feature, float]] = {
    ("bias", ""): -0.5,
    ("rule", "at"): 1.0,
}  # where there is no table, the frames decide
#: sums are whole numbers of this part of the table's log odds: the same in whatever order they are added
UNIT: Final = 10_000
KEPT: Final = 50_000  # frames' features kept at hand
LONGEST_PATH: Final = 4  # steps of a path that are still told one by one
GROUND: Final = frozenset({"place", "site", "road", "area"})
LOCATIVE: Final = frozenset(("in", "at", "near", "inside", "around", "outside"))
ADVANCE: Final = "advance"  # goes on from a place, and is not there
WAYS: Final = frozenset(("from", "to", "toward", "via"))
UNLIKELY: Final = -1.5 * UNIT  # a score from which the table is sure enough to overrule the frame
NOWHERE: Final = -9 * UNIT  # a score that no pair reaches
STAYS: Final = frozenset(
    ("at", "near", "none")
)  # roles of what may be a place of the event; origin, goal and way stay that
NONE: Final = ("none", "none", "")
Weighed = tuple[list[Feature], int]  # features and their sum
Rule = tuple[str, str, str]  # role, slot, "in" where a place only stands inside the slot's words


def units(weight: float) -> int:
    """Log odds in whole numbers of `UNIT`."""
    return round(weight * UNIT)


def bucket(score: float) -> str:
    """A sum in words."""
    if score < -0.7 * UNIT:
        return "no" if score < -2 * UNIT else "hardly"
    return "perhaps" if score < 0.7 * UNIT else "likely" if score < 2 * UNIT else "sure"


class Table:
    """The table's weights; the same for every report. Scores are in `UNIT`."""

    def __init__(self, lexicon: Lexicon) -> None:
        table: Mapping[Feature, float] = lexicon.placing_weights or BY_RULE
        self.weights = {feature: units(weight) for feature, weight in table.items()}
        self.bias, self.second = self.weights.get(("bias", ""), 0), self.weights.get(("second bias", ""), 0)
        self.scale = table.get(("first score", ""), 1.0)
        #: what a frame says of a place, by all that it is told by, and the sum of that
        self.framed: dict[tuple[str, ...], Weighed] = {}
        self.stood: dict[tuple[str, ...], Weighed] = {}  # the same of how a place stands among others
        self.between: dict[tuple[str, ...], Weighed] = {}  # and of what lies between it and the trigger

    def sum(self, features: Sequence[Feature]) -> int:
        """What the table says of some features together."""
        get = self.weights.get
        return sum([get(each, 0) for each in features])


class Pair:
    """A candidate beside a trigger: the frame's role for it, its slot, what it shows, and its score in `UNIT`."""

    __slots__ = ("features", "place", "role", "score", "slot")

    def __init__(self, place: Candidate, role: str, slot: str, features: list[Feature], score: float) -> None:
        self.place, self.role, self.slot, self.features, self.score = place, role, slot, features, score

    @property
    def counts(self) -> bool:
        """Whether the event took place there. What the frame calls origin, goal or way stays that; roads it decides."""
        if self.place.group is not None and self.place.group.type == "road":
            return self.role == "at"
        return self.score > 0 and self.role in STAYS


class View:
    """What is the same for all places towards one match: its object's type, its rules, its statements."""

    __slots__ = ("at", "form", "line", "match", "object", "rules", "several", "statements", "word")

    def __init__(self, scene: Scene, match: Match, places: Sequence[Candidate]) -> None:
        self.match, self.object = match, _object(match)
        self.line = [match.head, *scene.sentence.above(match.head)]
        self.word, self.form = "noun" if match.noun else "verb", ""
        if match.verb is not None and not match.noun:
            self.form = match.verb.form + " passive" if match.verb.passive else match.verb.form
        self.at = MANY[min(2, sum([role == "at" for role, _, _ in match.places]))]
        patients = match.fillers("patient") if len(match.roles) > 1 else []
        self.several = [group.whole[1] for group in patients] if len(patients) > 1 else []
        self.rules = _rules(scene.sentence, match, places)
        self.statements = [said for said in scene.said if said.first <= match.first < said.last]


WITH: Final = "with"  # before those who take part
ROADS: Final = frozenset(("route_opened", "route_cut"))


class Placer:
    """Chooses the places of a sentence's events."""

    def __init__(self, lexicon: Lexicon, places: Map, table: Table) -> None:
        self.table, self.candidates = table, PlaceCandidates(lexicon, places)
        self.ruling = lexicon.cue_sets["grammar"]["ruling"]
        self._scene: Scene | None = None
        self._said: Sequence[Said] = ()
        self._places: list[Candidate] = []
        self._views: dict[int, View] = {}  # by the id of the match
        self._clauses: list[int] = []  # verbs of events in coordinated clauses with subjects of their own

    def chosen(self, scene: Scene, match: Match) -> list[tuple[str, Group, str]]:
        """The places where an event took place: role "at", the group of words, its slot or preposition."""
        pairs = self.pairs(scene, match)
        counted = [
            pair for pair in pairs if pair.counts and not self._is_another(scene.sentence, match, pair)
        ] or _by_frame(pairs)
        if match.type == ADVANCE:
            counted = [pair for pair in counted if pair.role != "from"]
        counted = [pair for pair in counted if not is_left_out(scene.sentence, pair.place.entity.first)]
        if match.type in ROADS and not match.noun:  # a road lies where its own clause says
            heads = {match.head, match.verb.copula if match.verb is not None else match.head}
            counted = [pair for pair in counted if not heads.isdisjoint(scene.sentence.above(pair.place.token))]
        return [("at", _group(scene.sentence, match, pair), _slot(pair)) for pair in counted]

    def _is_another(self, sentence: Sentence, match: Match, pair: Pair) -> bool:
        """Whether a place is another event's and no argument of this one.

        Another's origin or goal ("left for X, and Y moved in"), or named in a later clause that has a subject of its
        own ("the road was reopened and the pocket in X encircled").
        """
        if any(said.speaker is not None and said.speaker.entity is pair.place.entity for said in self._said):
            return True  # "..., Kyiv said"
        behind = pair.place.entity.last
        if behind < sentence.last and sentence.lowers[behind] in self.ruling:
            return True  # "fired by the Kinshasa coalition"
        if pair.place.governor == WITH and pair.role != "at":
            return True  # "in coordination with Burkina Faso"
        if pair.role != "none":
            return False
        if any(view.rules[pair.place.at][0] in WAYS for view in self._views.values() if view.match is not match):
            return True
        above = sentence.above(pair.place.token)
        return any(match.head < clause in above for clause in self._clauses)

    def unnamed(self, group: Group) -> bool:
        """Whether a group names no place of the sentence itself ("the country": the one last named)."""
        return all(place.entity is not group.entity for place in self._places)

    def pairs(self, scene: Scene, match: Match) -> list[Pair]:
        """All candidates for a match with their scores, in text order."""
        if self._scene is not scene:
            self._look(scene)
        if not self._places:
            return []
        table, view = self.table, self._views[id(match)]
        found = [self._pair(scene, view, place) for place in self._places]
        features = siblings(self._places, [pair.score for pair in found])
        for pair, more in zip(found, features, strict=True):
            pair.score = table.second + pair.score * table.scale + table.sum(more)
        _even(found)
        return found

    def _look(self, scene: Scene) -> None:
        """Find the places of a sentence and weigh what they show by themselves."""
        places = self.candidates.of(scene.sentence, scene.said)
        self._scene, self._places, self._said = scene, places, scene.said
        for place in places:
            place.line = [place.top, *scene.sentence.above(place.top)]
        self._views = {id(match): View(scene, match, places) for match in scene.matches} if places else {}
        self._clauses = [
            view.match.head for view in self._views.values() if _is_clause(scene.sentence, view.match.head)
        ]
        for place in places:
            place.score = self.table.bias + self.table.sum(place.features)

    # --- what it shows towards a trigger ------------------------------------------------------------------------------

    def _pair(self, scene: Scene, view: View, place: Candidate) -> Pair:
        """A candidate with what it shows towards a trigger, weighed for the first time."""
        role, slot, inside = view.rules[place.at]
        framed, score = self._framed(view, place)
        on_path, by_path = self._path(scene.sentence, view, place)
        others, more = self._others(view, place)
        score += place.score + by_path + more
        return Pair(place, role, "none" if inside else slot, framed + on_path + others, score)

    def _framed(self, view: View, place: Candidate) -> Weighed:
        """What the frame and the type of the event say of a place, and the sum of it."""
        told = view.match.type, view.object, view.form, view.word, view.at, place.governor, place.count
        key, known = (*view.rules[place.at], *told), self.table.framed
        found = known.get(key)
        if found is None:
            features = self._frame(view, place)
            found = _kept(known, key, (features, self.table.sum(features)))
        return found

    def _frame(self, view: View, place: Candidate) -> list[Feature]:
        role, slot, inside = view.rules[place.at]
        kind, governor = view.match.type, place.governor
        out: list[Feature] = [
            ("rule", role),
            ("rule and preposition", role, governor),
            ("slot and trigger", slot, inside, view.word),
            ("rule and places at", role, view.at),
            ("type", kind),
            ("type and object", kind, view.object),
            ("type and places", kind, place.count),
            ("type and slot", kind, slot, inside),
            ("type and preposition", kind, governor),
            ("preposition and trigger", governor, view.word),
        ]
        if view.form:
            out.append(("form", view.form, slot, inside))
        if view.object:
            out.append(("object and slot", view.object, slot, inside))
        return out

    def _path(self, sentence: Sentence, view: View, place: Candidate) -> Weighed:
        """What lies between a trigger and a place: the way through the tree, verbs and commas in the words."""
        match, here = view.match, place.lead.first
        side = ">" if here > match.head else "<"
        up, down = path(sentence, view.line, place.lead.line)
        told = "/".join(up) + "|" + "/".join(down) if len(up) + len(down) <= LONGEST_PATH else "long"
        low, high = (match.head + 1, here) if side == ">" else (place.last, match.head)
        verbs = MANY[min(3, sum([low <= verb < high for verb in sentence.verbs]))]
        commas = MANY[min(3, sum([sentence.lowers[i] == "," for i in range(low, high)]))]
        role = view.rules[place.at][0]
        steps, back, top = MANY[min(4, len(up))], MANY[min(4, len(down))], up[-1] if up else "none"
        several = "several" if place.lead.phrase in view.several else ""
        key, known = (told, place.governor, steps, back, top, role, side, verbs, commas, several), self.table.between
        found = known.get(key)
        if found is None:
            features: list[Feature] = [
                ("path", told),
                ("path and preposition", told, place.governor),
                ("steps", steps, back),
                ("last step up", top),
                ("rule and verbs between", role, side, verbs),
                ("verbs between", side, verbs),
                ("commas between", side, commas),
            ]
            if several:
                features.append(("beside one opponent of several", place.governor))
            found = _kept(known, key, (features, self.table.sum(features)))
        return found

    def _others(self, view: View, place: Candidate) -> Weighed:
        """What the frames say of this place for other triggers, which trigger is the nearest, what stands between."""
        match, here = view.match, place.first
        side = ">" if here > match.head else "<"
        nearest, last, elsewhere = self._beside(view, place)
        between = self._between(view, place)
        many = MANY[min(between, 3)]
        role = view.rules[place.at][0] if elsewhere else ""
        outside = side if any(not said.tells(here, match.head) for said in view.statements) else ""
        key, known = (side, many, place.count, nearest, last, place.governor, role, outside), self.table.stood
        found = known.get(key)
        if found is None:
            features: list[Feature] = [
                ("places between", side, many),
                ("places between of all", side, many, place.count),
                ("nearest trigger", side, nearest),
            ]
            if last:
                features.append(("last trigger", last, place.governor))
            if elsewhere:
                features.append(("at of another trigger", role))
            if outside:
                features.append(("outside the statement", side))
            found = _kept(known, key, (features, self.table.sum(features)))
        return found

    def _beside(self, view: View, place: Candidate) -> tuple[str, str, bool]:
        """Whose the nearest trigger and the last one before a place are; whether another's frame puts it there."""
        here, own = place.first, view.match.head
        nearest, last, elsewhere = abs(own - here), -1, False
        for each in self._views.values():
            head = each.match.head
            nearest = min(nearest, abs(head - here))
            if last < head < here:
                last = head
            if each is not view and each.rules[place.at][0] == "at":
                elsewhere = True
        return (
            "own" if nearest == abs(own - here) else "other",
            "" if last < 0 else "own" if last == own else "other",
            elsewhere,
        )

    def _between(self, view: View, place: Candidate) -> int:
        """How many places stand between, those that it is coordinated with left out."""
        lead, trigger = place.lead.first, view.match.head
        low, high = (trigger, lead) if trigger < lead else (lead, trigger)
        return sum([low < each.first < high and each.lead is not place.lead and each.named for each in self._places])


def _kept(known: dict[tuple[str, ...], Weighed], key: tuple[str, ...], found: Weighed) -> Weighed:
    """Keep features and their sum at hand."""
    if len(known) >= KEPT:
        known.clear()
    known[key] = found
    return found


def _by_frame(pairs: Sequence[Pair]) -> list[Pair]:
    """Where the table takes no place, the ones that the frame puts the event at, unless much speaks against them.

    What a verb is done to is told by grammar alone: "the town fell", "took the town".
    """
    return [
        pair for pair in pairs if pair.role == "at" and (pair.score > UNLIKELY or pair.slot in ("subject", "object"))
    ]


def _is_clause(sentence: Sentence, verb: int) -> bool:
    """Whether a verb is that of a coordinated clause with its own subject."""
    return sentence.label(verb) == "conj" and sentence.child(verb, "nsubj", "nsubj:pass") is not None


def _even(pairs: Sequence[Pair]) -> None:
    """Let the places of one list stand or fall together: each by the mean of all."""
    lists: dict[int, list[Pair]] = {}
    for pair in pairs:
        lists.setdefault(pair.place.lead.at, []).append(pair)
    for members in lists.values():
        if len(members) > 1 and len({each.place.level in COARSE for each in members}) == 1:
            mean = sum([each.score for each in members]) / len(members)
            for each in members:
                each.score = mean


def path(sentence: Sentence, mine: Sequence[int], theirs: Sequence[int]) -> tuple[list[str], list[str]]:
    """The labels from a token up to where its line and another's meet, and those from there down to the other.

    ``mine``, ``theirs``: two tokens, each with those from its head up to the root.
    """
    for steps, meet in enumerate(mine):
        if meet in theirs:
            labels, first = sentence.labels, sentence.first
            up = [labels[token - first] for token in mine[:steps]]
            down = [labels[token - first] for token in theirs[: theirs.index(meet)]]
            down.reverse()
            return up, down
    return ["apart"], ["apart"]


# --- once more beside the others --------------------------------------------------------------------------------------


def siblings(places: Sequence[Candidate], scores: Sequence[float]) -> list[list[Feature]]:
    """For each place of a sentence, what its siblings' scores say of it; ``scores``: what each reached, in `UNIT`."""
    names = [bucket(score) for score in scores]
    ranked = sorted(scores, reverse=True)
    out: list[list[Feature]] = []
    for place, score, own in zip(places, scores, names, strict=True):
        at, better = place.at, ranked.index(score)
        best = ranked[0] if better else ranked[1] if len(ranked) > 1 else NOWHERE
        after = places[at + 1] if at + 1 < len(places) else None
        found: list[Feature] = [
            ("best sibling", bucket(best)),
            ("best sibling and own", bucket(best), own),
            ("rank", MANY[min(better, 3)], place.level),
        ]
        if place.coordinated:
            found += [("coordinated with", names[at - 1]), ("first of the coordinated", names[place.lead.at])]
        if place.parent_of:
            found.append(("parent of", names[at - 1]))
        if after is not None and after.coordinated:
            found.append(("then coordinated", names[at + 1]))
        if after is not None and after.parent_of:
            found.append(("has a parent", names[at + 1]))
        if place.level in COARSE:
            finer = [each for other, each in zip(places, scores, strict=True) if other.level not in COARSE]
            found.append(("finest sibling", place.level, bucket(max(finer, default=NOWHERE))))
        out.append(found)
    return out


# --- matches and groups -----------------------------------------------------------------------------------------------


def _object(match: Match) -> str:
    """The type of what a verb does it to, of what hangs on a noun by "of"; "none" for nothing."""
    name = "of" if match.noun else "object"
    objects = {each.group.type for each in match.arguments if each.slot == name}
    return "none" if not objects else "place" if not GROUND.isdisjoint(objects) else min(objects)


def _rules(sentence: Sentence, match: Match, places: Sequence[Candidate]) -> list[Rule]:
    """For each place the role that the frame gives it and its slot."""
    told: dict[int, Rule] = {}  # by the id of the entity
    for role, group, slot in match.places:
        told.setdefault(id(place_within(sentence, group).entity), (role, slot, ""))
    return [told.get(id(place.entity)) or _slot_of(match, place) for place in places]


def place_within(sentence: Sentence, group: Group) -> Group:
    """The place that a group names: its own, else what hangs on it: "the city of X", "the militant pocket in X"."""
    if group.entity is not None:
        return group
    if group.of is not None and group.of.entity is not None:
        return group.of
    for each in sentence.arguments.get(group.head, ()):
        inner = each.group
        if each.slot in LOCATIVE and inner.entity is not None and inner.entity.kind == "place":
            return inner
    return group


def _slot_of(match: Match, place: Candidate) -> Rule:
    """The slot that a place stands in, where the frame gives it no role."""
    here = place.first
    for each in match.arguments:
        first, last = each.group.whole
        if first <= here < last:
            return "none", each.slot, "" if each.group.entity is place.entity else "in"
    return NONE


def _group(sentence: Sentence, match: Match, pair: Pair) -> Group:
    """The group of words that a chosen place is: the clause's where the place is the whole of it, else the name."""
    place, entity = pair.place, pair.place.entity
    for _, group, _ in match.places:
        if group.entity is entity:
            return group
        if group.of is not None and group.entity is None and group.of.entity is entity:
            return group.of
    for _, each in sentence.takers(place.last - 1):
        outer = each.group.part
        if each.group.entity is entity and outer is not None and outer.kind == "region":
            return each.group  # "the eastern countryside of X", whichever event's words it stands in
    if place.group is not None and place.group.entity is entity and place.group.type in GROUND:
        return place.group
    group = Group(place.first, place.last, place.last - 1)
    group.type, group.kind = "place", "place"
    group.entity = entity if entity.kind == "place" else Entity("place", entity.first, entity.last, name=entity.name)
    return group


def _slot(pair: Pair) -> str:
    """The slot that a place fills, else its preposition."""
    return pair.place.governor if pair.slot == "none" else pair.slot
