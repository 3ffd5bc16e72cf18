"""Drafts to claims: one for each place that an event took place at, with all that the other modules read of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from contested import ontology
from contested.model import (
    Actor,
    Attribution,
    Claim,
    Count,
    Means,
    Modality,
    Outcome,
    Place,
    Scope,
    When,
    Wording,
    Words,
    claim_id,
)
from contested.ontology import CIVILIAN_KINDS
from contested.reading import losses
from contested.reading.actors import Cast
from contested.reading.amounts import Amounts
from contested.reading.casting import Casting, pairs
from contested.reading.counts import Quantity
from contested.reading.events import Draft
from contested.reading.evidence import Evidence
from contested.reading.ground import Ground, Site
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.means import Armoury
from contested.reading.placing import Table
from contested.reading.quoting import Quoter
from contested.reading.refine import Refiner
from contested.reading.scene import Scene
from contested.reading.speakers import Speakers, covering, modality
from contested.reading.status import Judge, Status
from contested.reading.times import TimeSpan
from contested.reading.tokens import Tokens
from contested.reading.when import Dater
from contested.reading.where import Map

#: Types of events that a later noun may point back to: "the attack has failed".
FIGHTING = frozenset(("offensive", "clash", "ambush", "raid", "air_strike", "shelling", "repulse", "advance"))
STATES = frozenset(("control", "siege", "force_organisation"))  # types that hold at a time instead of happening
DONE = frozenset(("repulse", "arrest", "abduction", "surrender"))  # types that are told as done, as families below are
DONE_FAMILIES = frozenset(("control", "losses"))


class Rules:
    """What claims are made by: the same for every report."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self.types = lexicon, ontology.table()
        self.judge, self.refiner, self.evidence = Judge(lexicon), Refiner(lexicon), Evidence(lexicon.evidence)
        self.placing = Table(lexicon)


class Account(NamedTuple):
    """What all claims of one draft share."""

    type: str
    scope: Scope
    noun: bool
    trigger: Words
    quote: Words
    when: When
    means: tuple[Means, ...]
    echelon: str | None
    status: Status
    modality: Modality
    outcome: Outcome
    condition: Words | None
    attribution: tuple[Attribution, ...]
    wording: tuple[Wording, ...]


class Maker:
    """Makes the claims of one report, sentence by sentence; they gather in ``made``."""

    def __init__(
        self,
        rules: Rules,
        report: str,
        date: str | None,
        tokens: Tokens,
        cast: Cast,
        places: Map,
        times: Sequence[TimeSpan],
        counts: Sequence[Quantity],
        wording: Sequence[Wording],
        reader: str,
    ) -> None:
        lexicon = self.lexicon = rules.lexicon
        self.rules, self.types, self.report, self.date, self.tokens = rules, rules.types, report, date, tokens
        self.cast, self.places, self.times, self.counts, self.reader = cast, places, times, counts, reader
        self.quoter = quoter = Quoter(tokens, wording)
        self.dater = Dater(quoter, times, date, lexicon.cue_sets["scope"]["cumulative"])
        self.amounts, self.armoury = Amounts(lexicon, quoter, counts), Armoury(lexicon, quoter, self.types)
        self.casting, self.ground = Casting(lexicon, quoter, cast), Ground(lexicon, quoter, places, rules.placing)
        self.speakers = Speakers(lexicon, quoter)
        self.made: list[Claim] = []

    def sentence(self, scene: Scene) -> None:
        """Add the claims of one sentence."""
        drafts = losses.joined(scene.drafts, scene.clauses)
        types = [self.rules.refiner.by_words(scene, draft) for draft in drafts]
        counts = self._counts(scene, drafts, types)
        begin = len(self.made)
        agents: list[Actor] = []
        firsts: dict[int, str] = {}  # id of a draft -> id of its first claim
        owners: dict[int, Draft] = {}  # place in ``made`` -> the draft that a claim is made of
        for draft, type, told in zip(drafts, types, counts, strict=True):
            status = self.rules.judge.status(scene.clauses, draft)
            if (draft.anaphor and draft.type in FIGHTING and self._refers_back(scene, draft, status)) or draft.weak:
                continue
            at = len(self.made)
            self.made.extend(self._claims(scene, draft, type, status, told, agents))
            firsts[id(draft)] = self.made[at].id
            owners.update(dict.fromkeys(range(at, len(self.made)), draft))
        self._complete(scene, drafts, begin, firsts, owners)

    def _counts(self, scene: Scene, drafts: Sequence[Draft], types: Sequence[str]) -> list[tuple[Count, ...]]:
        """The counts of each draft. A number is told once: losses take theirs before the event that caused them."""
        found: list[tuple[Count, ...]] = [()] * len(drafts)
        used: set[int] = set()
        for i in sorted(range(len(drafts)), key=lambda i: self.types[drafts[i].type].family != "losses"):
            found[i] = self.amounts.of(scene, drafts[i], types[i], used)
        return found

    def _complete(
        self, scene: Scene, drafts: Sequence[Draft], begin: int, firsts: dict[int, str], owners: dict[int, Draft]
    ) -> None:
        """What claims take from others of their sentence: a time where they state none, and what caused losses."""
        stated = next((claim.time for claim in self.made[begin:] if claim.time.basis == "stated"), None)
        shared = msgspec.structs.replace(stated, basis="inherited", mention=None) if stated is not None else None
        for i in range(begin, len(self.made)):
            claim, draft = self.made[i], owners.get(i)
            changes: dict[str, Any] = {}
            if shared is not None and claim.time.basis == "report_date" and claim.modality in ("asserted", "reported"):
                changes["time"] = shared
            if draft is not None and len(drafts) > 1 and self.types[draft.type].family == "losses":
                cause = losses.cause(draft, drafts, scene.clauses, self.types)
                key = firsts.get(id(cause))
                if key is not None and key != claim.id:
                    changes["caused_by"] = key
            if changes:
                self.made[i] = msgspec.structs.replace(claim, **changes)

    # --- an event told before -----------------------------------------------------------------------------------------

    def _refers_back(self, scene: Scene, draft: Draft, status: Status) -> bool:
        """"The attack has failed": complete the outcome of the attack told before; False if none was told."""
        earlier = next((i for i in range(len(self.made) - 1, -1, -1) if self.made[i].type in FIGHTING), None)
        if earlier is None:
            return False
        if status.outcome not in ("failed", "succeeded"):
            return True
        before = self.made[earlier]
        self.made[earlier] = msgspec.structs.replace(before, outcome=status.outcome)
        said = self.speakers.attribution(covering(scene, draft.trigger_first))
        if said:
            self.made.append(self._again(before, scene, draft, status.outcome, said))
        return True

    def _again(
        self, before: Claim, scene: Scene, draft: Draft, outcome: Outcome, said: tuple[Attribution, ...]
    ) -> Claim:
        """A claim of its own where somebody else than before says how an event turned out."""
        words = self.quoter.words(draft.trigger_first, draft.trigger_last)
        return msgspec.structs.replace(
            before,
            id=claim_id(self.report, words, before.type, "again"),
            sentence=scene.span,
            quote=self._quote(scene, draft),
            trigger=words,
            outcome=outcome,
            modality="reported",
            actors=tuple(self.cast.again(actor, actor.role) for actor in before.actors),
            places=tuple(msgspec.structs.replace(place, mention=None) for place in before.places),
            time=msgspec.structs.replace(before.time, basis="inherited"),
            counts=(),
            attribution=said,
            wording=(),
        )

    # --- the claims of a draft ----------------------------------------------------------------------------------------

    def _claims(
        self, scene: Scene, draft: Draft, type: str, status: Status, counts: tuple[Count, ...], agents: list[Actor]
    ) -> list[Claim]:
        """A claim for each place that a draft took place at; counts stand in the first only."""
        actors = self.casting.actors(scene, draft, type, agents)
        account = self._account(scene, draft, self.rules.refiner.by_actors(type, actors), status)
        sites = self._place_groups(scene, draft)
        others = tuple([self.ground.place(site) for site in sites if site[0] != "at"])
        ats = [site for site in sites if site[0] == "at"]
        if not ats:
            return [self._claim(scene, account, actors, others, counts, "")]
        paired = pairs(draft, sites)
        made: list[Claim] = []
        for site in ats:
            mine = self._beside(actors, paired.get(id(site[1]))) if paired else actors
            split = str(self.tokens.starts[site[1].whole[0]])
            places = (self.ground.place(site), *others)
            made.append(self._claim(scene, account, mine, places, () if made else counts, split))
        return made

    def _place_groups(self, scene: Scene, draft: Draft) -> list[Site]:
        return self.ground.sites(scene, draft)

    def _beside(self, actors: tuple[Actor, ...], opponent: Group | None) -> tuple[Actor, ...]:
        """Actors of whose opponents only the one is left that the place is paired with."""
        if opponent is None:
            return actors
        first, last = opponent.whole

        def paired(actor: Actor) -> bool:
            return actor.mention is not None and first <= self.quoter.token(actor.mention) < last

        return tuple(actor for actor in actors if actor.role != "patient" or paired(actor))

    def _account(self, scene: Scene, draft: Draft, type: str, status: Status) -> Account:
        said = covering(scene, draft.trigger_first)
        meant = modality(scene, draft, status.modality, said)
        when, total = self.dater.when(scene, draft)
        return Account(
            type=type,
            scope="state" if type in STATES else "cumulative" if total else "event",
            noun=draft.noun,
            trigger=self.quoter.words(draft.trigger_first, draft.trigger_last),
            quote=self._quote(scene, draft),
            when=when,
            means=self.armoury.means(scene, draft),
            echelon=self.armoury.echelon(scene, draft),
            status=status,
            modality=meant,
            outcome=status.outcome or self._outcome(type, meant, status),
            condition=self.quoter.words(*scene.condition) if scene.condition is not None else None,
            attribution=self.speakers.attribution(said),
            wording=self.quoter.within(scene.span),
        )

    def _outcome(self, type: str, meant: Modality, status: Status) -> Outcome:
        """How an event turned out where no word says it: what is told as done has succeeded."""
        told = meant in ("asserted", "reported") and status.polarity == "affirmed"
        return "succeeded" if told and (self.types[type].family in DONE_FAMILIES or type in DONE) else "unknown"

    def _quote(self, scene: Scene, draft: Draft) -> Words:
        """The clause that a claim rests on: from the first to the last of its parts."""
        first, last = draft.trigger_first, draft.trigger_last
        for _, group, _ in (*draft.roles, *draft.places):
            begin, end = group.whole
            if scene.first <= begin < first:
                first = begin
            if last < end <= scene.last:
                last = end
        return self.quoter.words(first, last)

    def _claim(
        self,
        scene: Scene,
        account: Account,
        actors: tuple[Actor, ...],
        places: tuple[Place, ...],
        counts: tuple[Count, ...],
        split: str,
    ) -> Claim:
        type, trigger = account.type, account.trigger
        agent = next((actor for actor in actors if actor.role == "agent"), None)
        patient = next((actor.kind for actor in actors if actor.role == "patient"), None)
        why, confidence = self.rules.evidence.weigh(actors, places, account.when, account.modality, account.noun)
        return Claim(
            id=claim_id(self.report, trigger, type, split), main=False, scope=account.scope, report=self.report,
            sentence=scene.span, quote=account.quote, type=type,
            acled=ontology.acled(type, self._state_kind(agent, places), patient in CIVILIAN_KINDS),
            plover=self.types[type].plover, ucdp=ontology.ucdp(type, agent.kind if agent else None, patient),
            trigger=trigger, actors=actors, places=places, time=account.when, counts=counts, caused_by=None,
            means=account.means, echelon=account.echelon, polarity=account.status.polarity, outcome=account.outcome,
            modality=account.modality, condition=account.condition, attribution=account.attribution,
            wording=account.wording, confidence=confidence, why=why, reader=self.reader,
        )  # fmt: skip

    def _state_kind(self, agent: Actor | None, places: Sequence[Place]) -> str | None:
        """The agent's kind as ACLED asks for it: a foreign state that takes a place is no government regaining it."""
        if agent is None or agent.kind not in ontology.STATE_KINDS:
            return agent.kind if agent else None
        index = self.lexicon.actor_index.get(agent.id or "")
        home = self.lexicon.actors[index].countries if index is not None else ()
        if not home:
            return agent.kind
        rows = (self.places.row_at(self.quoter.token(place.mention)) for place in places if place.mention)
        there = next((row.country for row in rows if row is not None), None)
        return "foreign_state" if there and there not in home else agent.kind
