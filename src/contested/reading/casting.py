"""Who is in a claim: the fillers of a match's roles as actors, whom pronouns point to, who holds what is taken."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from contested.model import Actor, ActorRole
from contested.ontology import ARMED_KINDS
from contested.reading.actors import Cast, distinct
from contested.reading.fillers import ACTS
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon
from contested.reading.quoting import Quoter
from contested.reading.scene import Scene
from contested.reading.sentence import Group, Sentence
from contested.reading.speakers import covering
from contested.reading.syntax.arcs import ADVERBIAL

IT: Final = "it"
ROLES: Final = frozenset(("agent", "patient", "beneficiary", "supporter"))
NOBODY: Final = frozenset(("time", "event"))  # groups of these types are no actors
# Types whose agent, where the clause leaves it open, is the one that acts in the same sentence.
INHERITS: Final = frozenset(
    ("capture", "expulsion", "encirclement", "casualties", "route_opened", "siege_broken", "destruction")
)
LOSSES: Final = frozenset(("casualties", "destruction"))
TAKEN: Final = frozenset(("encirclement", "siege", "capture", "bypass"))  # types whose place says who held it
FOUGHT: Final = frozenset(("expulsion", "encirclement", "siege", "repulse", "clash", "offensive", "ambush"))
MUTUAL: Final = frozenset(("clash", "agreement", "negotiation", "violation"))  # types whose agents face each other
RECENT: Final = 6  # actors told of last
REMEMBERED: Final = 30
SINGULAR: Final = frozenset(("it", "its", "itself"))
EXPULSION: Final = "expulsion"
HELD: Final = ("-held", "-controlled")


class Casting:
    """Casts the matches of one report."""

    def __init__(self, lexicon: Lexicon, quoter: Quoter, cast: Cast) -> None:
        self.heads, self.quoter, self.cast = lexicon.heads, quoter, cast
        parties = lexicon.cue_sets["parties"]
        self.owning, self.others, self.both = parties["owning"], parties["others"], parties["both"]
        self.holding = parties["holding"]
        self.nobody = lexicon.cue_sets["attribution"]["nobody"]  # "no group has admitted the attack"
        self.opponents: tuple[Actor, ...] = ()  # who fought whom, as told last

    def actors(self, scene: Scene, match: Match, type: str, agents: list[list[Actor]]) -> tuple[Actor, ...]:
        """The actors of a match; ``agents``: the armed ones of each that acted in the sentence so far; added to."""
        found = [
            self._actor(scene, role, group)  # type: ignore[arg-type]
            for role, group, _ in self._foretold(scene, match) or match.roles
            if role in ROLES
            and not (role == "agent" and scene.sentence.lowers[group.whole[0]] in self.nobody)
            and group.type not in NOBODY
            and (group.type != "number" or _stands_alone(scene, match, role, group))
        ]
        found = [actor for actor in found if actor.name.lower() != IT]  # nobody knows whom it means
        roles = [actor.role for actor in found]
        if "agent" in roles and "patient" in roles:
            found = self._without_pointers(found, type in FOUGHT)
        if match.type in TAKEN and not match.fillers("patient"):
            found.extend(self._holder(match) or self._holder_behind(scene, match))
        if agents and type in INHERITS and "agent" not in roles and not _loses(match):
            last = agents[-1]
            if not any(_same(actor, one) or _allied(actor, one) for actor in found for one in last):
                found.extend(self.cast.again(one, "agent") for one in last)
        if type in LOSSES:
            found = _without_own(found)
        found = self._opposed(found, type)
        if match.verb is None and not match.noun:
            return tuple(found)  # who holds "the rebel-held town" has done nothing of what is told of it
        acting = [actor for actor in found if actor.role == "agent" and actor.kind in ARMED_KINDS]
        if acting:
            agents.append(acting)
        return distinct(found) if len(found) > 1 else tuple(found)

    def _without_pointers(self, actors: list[Actor], fought: bool) -> list[Actor]:
        """Actors with the patients that seem to be who acts as whom such a pronoun points to instead: who was told of
        last beside them, where they are ``fought`` ("drove them out"); else nobody ("looted it")."""
        agents = [actor for actor in actors if actor.role == "agent"]
        found: list[Actor] = []
        for actor in actors:
            if not (_elsewhere(actor) and (actor.id or actor.name) in {each.id or each.name for each in agents}):
                found.append(actor)
            elif fought and actor.mention is not None and actor.mention.text.lower() == "them":
                names = {each.id or each.name for each in agents}
                others = (each for each in reversed(self.cast.recent[-RECENT:]) if each.kind in ARMED_KINDS)
                other = next((o for o in others if (o.id or o.name) not in names), None)
                if other is not None and not any(_allied(other, each) for each in agents):
                    found.append(replace(other, role="patient", mention=actor.mention, inferred=True))
        return found

    def _opposed(self, actors: list[Actor], type: str) -> list[Actor]:
        """Actors with those whom "both sides" means: who fought each other as told last."""
        found: list[Actor] = []
        for actor in actors:
            both = actor.id is None and actor.label.lower() in self.both
            meant = [replace(each, role=actor.role, label=actor.label, mention=actor.mention, inferred=True)
                     for each in self.opponents] if both else []  # fmt: skip
            found += meant or [actor]
        parties = {each.id or each.name: each for each in actors if each.kind in ARMED_KINDS}
        against = type in MUTUAL or any(each.role == "patient" for each in parties.values())
        if len(parties) > 1 and against:  # not "X and its allies took the town"
            self.opponents = tuple(parties.values())
        return found

    def _foretold(self, scene: Scene, match: Match) -> list[tuple[str, Group, str]]:
        """Whom "it" means before anybody was named: "After expelling it from the town, the group attacks". Who acts in
        the main clause does not act here."""
        if match.type != EXPULSION or match.verb is None or self.cast.recent:
            return []
        agent = next(iter(match.fillers("agent")), None)
        if agent is None or scene.sentence.via.get((match.verb.head, agent.head)) != ADVERBIAL:
            return []
        lowers = scene.sentence.lowers
        it = [group for group in match.of("object") if group.type == "pronoun" and lowers[group.head] in SINGULAR]
        return [("patient", agent, "object")] if it and it[0].first < agent.first else []

    def _actor(self, scene: Scene, role: ActorRole, group: Group) -> Actor:
        group = _renamed(scene, self._completed(scene, group))
        back = _antecedent(scene, group) if group.type == "pronoun" else None
        if back is None:
            return self._owned(scene, role, group)
        named = self._named(role, back)
        return replace(named, mention=self.quoter.label(group), inferred=True)

    def _named(self, role: ActorRole, group: Group) -> Actor:
        return self.cast.actor(self.quoter, group, role, self.quoter.label(group))

    def _completed(self, scene: Scene, group: Group) -> Group:
        """ "Armenian" in "Armenian and Azerbaijani forces": what two words of nationality share is said once."""
        if group.type != "people" or group.kind != "nationality":
            return group
        conjunct = scene.sentence.child(group.head, "conj")
        other = scene.sentence.groups.get(conjunct) if conjunct is not None else None
        shared = self.heads.get(self.quoter.tokens.lowers[other.head], ()) if other is not None else ()
        head = next((head for head in shared if head.type == "actor" and not head.before), None)
        if head is None:
            return group
        whole = Group(group.first, group.last, group.head, "actor", "state_forces" if head.weak else head.kind)
        whole.nation, whole.weak = group.nation, head.weak
        return whole

    def _owned(self, scene: Scene, role: ActorRole, group: Group) -> Actor:
        """A force that is told by whose it is: "its troops" are the speaker's, or those of who was named last."""
        actor, lowers = self._named(role, group), self.quoter.tokens.lowers
        plain = group.type == "actor" and group.entity is None and group.nation is None
        poss = scene.sentence.child(group.head, "nmod:poss")
        word = lowers[poss if poss is not None else group.whole[0]]
        if not plain or word not in self.owning or lowers[group.head] in self.others:
            return actor
        owner = self._owner(scene, group)
        if owner is not None and owner.part is not None and lowers[owner.part.head] in self.others:
            owner = scene.sentence.groups.get(owner.head, owner)  # a commander's men are those whom he commands
        named = self._named(role, owner) if owner is not None else self._last_told(scene, role, word)
        whose = self.cast.force(named, actor.kind) if named is not None else None
        if whose is None or whose.kind not in ARMED_KINDS:
            return actor
        return replace(whose, label=actor.label, mention=actor.mention, inferred=True)

    def _last_told(self, scene: Scene, role: ActorRole, word: str) -> Actor | None:
        """The armed party told of last, whose men "its men" are where their own sentence names nobody before them."""
        if word not in ("its", "their"):
            return None
        told = (each for each in reversed(self.cast.recent[-REMEMBERED:]) if each.mention is not None)
        last = next((each for each in told if each.mention and self.quoter.token(each.mention) < scene.first), None)
        return self.cast.again(last, role) if last is not None and last.kind in ARMED_KINDS else None

    def _owner(self, scene: Scene, group: Group) -> Group | None:
        """Whom "its" points to: who acts before it in what somebody says, else the speaker."""
        said = next(iter(covering(scene, group.whole[0])), None)
        begin = said.first if said is not None else scene.first
        before = _antecedent(scene, group)
        if before is not None and before.first >= begin:
            return before
        speaker = said.speaker if said is not None else None
        return speaker if speaker is not None and _can_act(speaker) else None

    def _holder(self, match: Match) -> list[Actor]:
        """Who holds a pocket, as the words before it say: "the militant pocket", "the ISIS-held town"."""
        for _, group, _ in match.places:
            for i in range(group.whole[0], min(group.head, group.whole[1])):
                kind = self._kind_of_holder(self.quoter.tokens.lowers[i])
                if kind is not None:
                    part = Group(i, i + 1, i)
                    part.type, part.kind = "actor", kind
                    return [self.cast.actor(self.quoter, part, "patient", self.quoter.words(i, i + 1))]
        return []

    def _holder_behind(self, scene: Scene, match: Match) -> list[Actor]:
        """Who holds a place, as a participle behind it says: "the town, held by rebels, is under siege"."""
        sentence = scene.sentence
        for group in (group for role, group, _ in match.places if role == "at"):
            last = group.entity.last - 1 if group.entity is not None else group.head
            heads = {group.head, last, group.part.head if group.part is not None else last}
            for token in sorted(heads):
                for child in sentence.under(token) if token < sentence.last else ():
                    if sentence.label(child) == "acl" and child > last and sentence.lowers[child] in self.holding:
                        by = [each.group for each in sentence.subjects(child) if _can_act(each.group)]
                        return [self._actor(scene, "patient", each) for each in by]
        return []

    def _kind_of_holder(self, word: str) -> str | None:
        """The kind of actor that a word before a place says holds it; None where it names nobody."""
        for end in HELD:
            word = word.removesuffix(end)
        heads = self.heads.get(word, ())
        if not any(head.type == "actor" and not head.weak and not head.before for head in heads):
            return None
        return next(head.kind for head in heads if head.type == "actor")


def _renamed(scene: Scene, group: Group) -> Group:
    """The named actor that a group says what it is: "the SDF, | an alliance that took the town"."""
    sentence = scene.sentence
    above = sentence.head(group.head) if sentence.label(group.head) == "appos" else -1
    named = sentence.groups.get(above)
    if group.type != "actor" or group.entity is not None or group.nation is not None or named is None:
        return group
    return named if named.type == "actor" and named.entity is not None and named.entity.value >= 0 else group


def _loses(match: Match) -> bool:
    """Whether the subject of a match's verb is who suffers it: "before losing Raqqa"."""
    table = match.frame.slots.get("subject", {})
    return (
        match.verb is not None
        and not match.verb.passive
        and "patient" in table.values()
        and "agent" not in table.values()
    )


def pairs(match: Match, grounds: list[tuple[str, Group, str]]) -> dict[int, Group]:
    """Opponents by the place (its id) that the sentence pairs them with: "against X in A and against Y in B"."""
    patients = {id(group) for role, group, _ in match.roles if role == "patient"}
    if len(patients) < 2:
        return {}
    places = {id(group) for role, group, _ in grounds if role == "at"}
    fillers = sorted([each.group for each in match.arguments], key=lambda group: group.first)
    opponents = [group for group in fillers if id(group) in patients]
    sites = [group for group in fillers if id(group) in places and id(group) not in patients]
    if len(opponents) < 2 or len(opponents) != len(sites):
        return {}
    return {id(site): opponent for site, opponent in zip(sites, opponents, strict=True)}


def _without_own(actors: list[Actor]) -> list[Actor]:
    """Actors without the agents of whose own men those are who suffered: "an army vehicle hit a mine, killing six"; nor
    those that a pronoun seems to point to: "said that three IS bombers had been killed by them"."""
    patients = [actor for actor in actors if actor.role == "patient"]
    own = [actor for actor in patients if actor.inferred]
    names = {actor.id for actor in patients if actor.id is not None}
    return [
        a
        for a in actors
        if a.role != "agent" or not ((a.inferred and a.id in names) or any(_same(a, each) for each in own))
    ]


def _elsewhere(actor: Actor) -> bool:
    """Whether a patient is told by a pronoun that is not reflexive: not "killed himself"."""
    if not actor.inferred or actor.role != "patient":
        return False
    return actor.mention is None or not actor.mention.text.lower().endswith(("self", "selves"))


def _stands_alone(scene: Scene, match: Match, role: str, group: Group) -> bool:
    """Whether a number is all that is told of who suffers: "ten were freed"; not "the toll stands at ten"."""
    if role != "patient" or match.verb is None or any(each.type != "number" for each in match.fillers("patient")):
        return False
    sentence, head = scene.sentence, match.verb.head
    return any(each.group is group for each in (*sentence.subjects(head), *sentence.objects(head)))


def _same(one: Actor, other: Actor) -> bool:
    """Whether two are, or may be, one: of one name, or armed men of one kind of whom one has no name."""
    if (one.id or one.name) == (other.id or other.name):
        return True
    return one.kind in ARMED_KINDS and one.kind == other.kind and (one.id is None or other.id is None)


def _allied(one: Actor, other: Actor) -> bool:
    return one.side is not None and one.side == other.side


def _antecedent(scene: Scene, group: Group) -> Group | None:
    """Whom a pronoun points to: who acts nearest before it in its sentence, else the nearest that can act and is no
    mere phrase. "It" and "they" point to nobody who is a single person, "it" to no plural."""
    sentence = scene.sentence
    word = sentence.lowers[group.head if group.type == "pronoun" else group.whole[0]]
    able = [each for head, each in sentence.groups.items() if head < group.first and _can_act(each)]
    able = [each for each in able if _agrees(sentence, each, word)]
    free = [each for each in able if sentence.child(each.head, "case") is None]
    acting = {each.token for arguments in sentence.arguments.values() for each in arguments if each.slot == "subject"}
    subjects = [each for each in free if each.head in acting]
    return max(subjects or free or (able if word in SINGULAR else []), key=lambda each: each.head, default=None)


def _agrees(sentence: Sentence, group: Group, word: str) -> bool:
    """Whether a pronoun can stand for a group."""
    plural = sentence.tag(group.head) == "NNS" or sentence.child(group.head, "conj") is not None
    single = group.type == "people" and not plural
    if word in SINGULAR:
        return not single and not (plural and group.entity is None)
    if word in ("he", "she", "his", "her", "him"):
        return group.type in ("people", "name") and not plural
    return not single


def _can_act(group: Group) -> bool:
    state = group.type == "place" and group.entity is not None and group.entity.value == ACTS
    return state or group.type in ("actor", "people")
