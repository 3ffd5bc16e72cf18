"""Matchs to claims: one for each place that an event took place at, with all that the other modules read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from contested import ontology
from contested.model import (
    Actor,
    Attribution,
    Claim,
    Count,
    Modality,
    Outcome,
    Place,
    Span,
    When,
    Wording,
    Words,
    claim_id,
)
from contested.ontology import CIVILIAN_KINDS
from contested.reading import losses
from contested.reading.actors import Cast
from contested.reading.amounts import HARM, Amounts
from contested.reading.casting import Casting, pairs
from contested.reading.counts import Quantity
from contested.reading.entities import Entity
from contested.reading.evidence import Evidence
from contested.reading.frames import Match
from contested.reading.ground import Ground, Site
from contested.reading.lexicon import Lexicon
from contested.reading.means import SIZED, Armoury
from contested.reading.placing import Table
from contested.reading.quoting import Quoter
from contested.reading.refine import Refiner
from contested.reading.scene import Scene
from contested.reading.sentence import Group
from contested.reading.speakers import Speakers, covering, modality, telling
from contested.reading.status import Judge, Status
from contested.reading.times import TimeSpan
from contested.reading.tokens import Tokens
from contested.reading.when import Dater, Dates, Totals, is_earlier, is_of_place
from contested.reading.where import Map

#: Types of events that a later noun may point back to: "the attack has failed".
FIGHTING: Final = frozenset(("offensive", "clash", "ambush", "raid", "air_strike", "shelling", "repulse", "advance"))
STATES: Final = frozenset(("control", "siege", "force_organisation"))  # types that hold at a time instead of happening
DONE: Final = frozenset(
    ("repulse", "arrest", "abduction", "surrender")
)  # types that are told as done, as families below are
DONE_FAMILIES: Final = frozenset(("control", "losses"))
UNTOLD: Final = frozenset(("denied", "unsaid"))  # ways of saying by which a thing is not told to be so
TAKEN: Final = frozenset(("capture", "control", "handover"))  # types that tell who holds a place
TOLD: Final = frozenset(("asserted", "reported"))  # modalities of what is said to have happened
MOVED: Final = frozenset(("advance", "withdrawal", "deployment", "displacement"))  # what somebody must have done


class Rules:
    """What claims are made by: the same for every report."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self.types = lexicon, ontology.table()
        self.judge, self.refiner, self.evidence = Judge(lexicon), Refiner(lexicon), Evidence(lexicon.evidence)
        self.placing, self.totals = Table(lexicon), Totals(lexicon.cue_sets["scope"]["cumulative"])


DONE_TO_PEOPLE: Final = "civilians"  # family of events that are done to people


class Here(NamedTuple):
    """One sentence with what all its claims share: ``claim`` holds it, the other fields say nothing yet."""

    scene: Scene
    claim: Claim
    dates: Dates
    means: list[Entity]


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
        times: list[TimeSpan],
        counts: Sequence[Quantity],
        wording: Sequence[Wording],
        reader: str,
        headed: Mapping[int, int],
    ) -> None:
        lexicon = self.lexicon = rules.lexicon
        self.rules, self.types, self.report, self.tokens = rules, rules.types, report, tokens
        self.cast, self.places, self.date, self.times, self.counts = cast, places, date, times, counts
        self.quoter = quoter = Quoter(tokens, wording)
        self.dater = Dater(quoter, times, date, rules.totals, headed)
        self.amounts, self.armoury = Amounts(lexicon, quoter, counts), Armoury(lexicon, quoter, self.types)
        self.casting, self.ground = Casting(lexicon, quoter, cast), Ground(lexicon, quoter, places, rules.placing)
        self.speakers = Speakers(lexicon, quoter)
        self.blank = _blank(report, self.dater.unstated, reader)
        self.made: list[Claim] = []

    def sentence(self, scene: Scene) -> None:
        """Add the claims of one sentence."""
        matches = losses.joined(scene.matches, scene.sentence)
        types = [self.rules.refiner.by_words(scene, match) for match in matches]
        counts = self._counts(scene, matches, types)
        here = self._here(scene)
        agents: list[list[Actor]] = []
        told: list[tuple[Match, int, int]] = []  # matches with the places of their claims in ``made``
        for match, type, numbers in zip(matches, types, counts, strict=True):
            status = self.rules.judge.status(scene.sentence, match)
            if (match.anaphor and match.type in FIGHTING and self._refers_back(scene, match, status)) or match.weak:
                continue
            if status.polarity == "negated" and self.rules.judge.is_unwilled(scene.sentence, match):
                continue
            at = len(self.made)
            self._claims(here, match, type, status, numbers, agents)
            if len(self.made) > at:
                told.append((match, at, len(self.made)))
        if told:
            self._inherit(scene, told)
        if len(told) > 1:
            self._blame(scene, matches, told)

    def _here(self, scene: Scene) -> Here:
        """What all claims of a sentence share."""
        wording = self.quoter.within(scene.span)
        claim = replace(self.blank, sentence=scene.span, wording=wording)
        return Here(scene, claim, self.dater.dates(scene), self.armoury.named(scene))

    def _counts(self, scene: Scene, matches: Sequence[Match], types: Sequence[str]) -> list[tuple[Count, ...]]:
        """The counts of each match. A number is told once: losses take theirs before the event that caused them."""
        found: list[tuple[Count, ...]] = [()] * len(matches)
        within = self.amounts.within(scene)
        if within or not HARM.isdisjoint(types):
            used: set[int] = set()
            persons: set[int] = set()
            lost = [self.types[match.type].family == "losses" for match in matches]
            for turn in (True, False):
                for i, match in enumerate(matches):
                    if lost[i] is turn:
                        found[i] = self.amounts.of(scene, match, types[i], within, used, persons)
        return found

    def _inherit(self, scene: Scene, told: Sequence[tuple[Match, int, int]]) -> None:
        """Give claims that state no time the one that the first of their sentence states, if that was not earlier."""
        made, time = self.made, None
        for match, begin, end in told:
            earlier = match.verb is not None and is_earlier(scene, match.verb)
            earlier = earlier or self.dater.apart(scene, match) is not None
            earlier = earlier or (match.verb is not None and is_of_place(scene.sentence, match.verb.head))
            if not earlier and begin < end and made[begin].time.basis == "stated":
                time = replace(made[begin].time, basis="inherited", mention=None)
                break
        if time is not None:
            for i in range(told[0][1], len(made)):
                if made[i].time.basis == "report_date" and made[i].modality in TOLD:
                    made[i] = replace(made[i], time=time)

    def _blame(self, scene: Scene, matches: Sequence[Match], told: Sequence[tuple[Match, int, int]]) -> None:
        """Say of losses which claim of their sentence caused them, and who did what is told as done to people when
        somebody else did something: "were abducted when militants raided the village"."""
        firsts = {id(match): self.made[at].id for match, at, _ in told}
        for match, begin, end in told:
            family = self.types[match.type].family
            done = family == DONE_TO_PEOPLE and match.verb is not None and match.verb.passive
            if family != "losses" and not done:
                continue
            found = (
                losses.occasion(match, matches, scene.sentence, losses.AT_ONCE)
                if done
                else losses.cause(match, matches, scene.sentence, self.types)
            )
            key = firsts.get(id(found))
            cause = next((claim for claim in reversed(self.made) if claim.id == key), None)
            for i in range(begin, end):
                if cause is not None and key != self.made[i].id:
                    made = self.made[i] if done else replace(self.made[i], caused_by=key)
                    self.made[i] = losses.blamed(made, cause, self.types)

    # --- an event told before -----------------------------------------------------------------------------------------

    def _refers_back(self, scene: Scene, match: Match, status: Status) -> bool:
        """ "The attack has failed": complete the outcome of the attack told before; False if none was told."""
        earlier = next((i for i in range(len(self.made) - 1, -1, -1) if self.made[i].type in FIGHTING), None)
        if earlier is None:
            return False
        if status.outcome not in ("failed", "succeeded"):
            return True
        before = self.made[earlier]
        self.made[earlier] = replace(before, outcome=status.outcome)
        said = self.speakers.attribution(covering(scene, match.first))
        if said:
            self.made.append(self._again(before, scene, match, status.outcome, said))
        return True

    def _again(
        self, before: Claim, scene: Scene, match: Match, outcome: Outcome, said: tuple[Attribution, ...]
    ) -> Claim:
        """A claim of its own where somebody else than before says how an event turned out."""
        words = self.quoter.words(match.first, match.last)
        return replace(
            before,
            id=claim_id(self.report, words, before.type, "again"),
            sentence=scene.span,
            quote=self._quote(scene, match),
            trigger=words,
            outcome=outcome,
            modality="reported",
            actors=tuple(self.cast.again(actor, actor.role) for actor in before.actors),
            places=tuple(replace(place, mention=None) for place in before.places),
            time=replace(before.time, basis="inherited"),
            counts=(),
            attribution=said,
            wording=(),
        )

    # --- the claims of a match ----------------------------------------------------------------------------------------

    def _claims(
        self, here: Here, match: Match, type: str, status: Status, counts: tuple[Count, ...], agents: list[list[Actor]]
    ) -> None:
        """Make a claim for each place that a match took place at; counts stand in the first only."""
        actors = self.casting.actors(here.scene, match, type, agents)
        base = self._base(here, match, self.rules.refiner.by_actors(type, actors), status)
        sites = self._place_groups(here.scene, match)
        if status.polarity == "negated" and type in MOVED and not (actors or sites):
            return  # "it has not left the zone": nobody is said to have stayed anywhere
        taken = base.type in TAKEN
        others = tuple([self.ground.place(site) for site in sites if site[0] != "at"])
        ats = self._distinct([site for site in sites if site[0] == "at"])
        if not ats:
            self.made.append(self._claim(base, match.noun, actors, others, counts, ""))
            return
        paired = pairs(match, sites)
        begun: set[int] = set()
        for site in ats:
            mine = self._beside(actors, paired.get(id(site[1]))) if paired else actors
            first = site[1].whole[0]
            split = str(self.tokens.starts[site[1].head if first in begun else first])  # "the areas of | X | and Y"
            begun.add(first)
            self.made.append(
                self._claim(base, match.noun, mine, (self.ground.place(site, taken), *others), counts, split)
            )
            counts = ()

    def _distinct(self, sites: list[Site]) -> list[Site]:
        """Places without those that have the name of one before them: an event takes place in each once."""
        if len(sites) < 2:
            return sites
        named: dict[tuple[str, ...], Site] = {}
        for site in sites:
            named.setdefault(tuple(self.tokens.lowers[site[1].first : site[1].last]), site)
        return list(named.values())

    def _place_groups(self, scene: Scene, match: Match) -> list[Site]:
        return self.ground.sites(scene, match)

    def _beside(self, actors: tuple[Actor, ...], opponent: Group | None) -> tuple[Actor, ...]:
        """Actors of whose opponents only the one is left that the place is paired with."""
        if opponent is None:
            return actors
        first, last = opponent.whole

        def paired(actor: Actor) -> bool:
            return actor.mention is not None and first <= self.quoter.token(actor.mention) < last

        return tuple(actor for actor in actors if actor.role != "patient" or paired(actor))

    def _base(self, here: Here, match: Match, type: str, status: Status) -> Claim:
        """What all claims of a match share; actors, places and counts are still to be told."""
        scene = here.scene
        said = telling(scene, match)
        condition = self.rules.judge.condition(scene.sentence, match.head)
        meant = modality(match, status.modality, said, condition is not None)
        when, total = self.dater.when(scene, match, here.dates)
        return replace(
            here.claim,
            type=type,
            scope="state" if type in STATES else "cumulative" if total else "event",
            trigger=self.quoter.words(match.first, match.last),
            quote=self._quote(scene, match),
            condition=self.quoter.words(*condition) if condition is not None else None,
            time=when,
            means=self.armoury.means(scene, match, here.means) if here.means else (),
            echelon=self.armoury.echelon(scene, match) if match.type in SIZED else None,
            polarity=status.polarity,
            modality=meant,
            outcome=status.outcome or self._outcome(type, meant, status),
            attribution=self.speakers.attribution(said) if said else (),
            plover=self.types[type].plover,
        )

    def _outcome(self, type: str, meant: Modality, status: Status) -> Outcome:
        """How an event turned out where no word says it: what is told as done has succeeded."""
        told = meant in TOLD and status.polarity == "affirmed"
        return "succeeded" if told and (self.types[type].family in DONE_FAMILIES or type in DONE) else "unknown"

    def _quote(self, scene: Scene, match: Match) -> Words:
        """The clause that a claim rests on: from the first to the last of its parts."""
        first, last = match.first, match.last
        spans = [group.whole for _, group, _ in match.roles + match.places]
        for said in telling(scene, match) if scene.said else ():
            if said.how in UNTOLD:  # "denied that it had lost the town" is not quoted without "denied"
                spans += [said.cue, *([said.speaker.whole] if said.speaker is not None else [])]
        for begin, end in spans:
            if scene.first <= begin < first:
                first = begin
            if last < end <= scene.last:
                last = end
        return self.quoter.words(first, last)

    def _claim(
        self,
        base: Claim,
        noun: bool,
        actors: tuple[Actor, ...],
        places: tuple[Place, ...],
        counts: tuple[Count, ...],
        split: str,
    ) -> Claim:
        type, agent, patient = base.type, None, None
        for actor in reversed(actors):
            if actor.role == "agent":
                agent = actor
            elif actor.role == "patient":
                patient = actor.kind
        why, confidence = self.rules.evidence.weigh(actors, places, base.time, base.modality, noun)
        return replace(
            base,
            id=claim_id(self.report, base.trigger, type, split),
            acled=ontology.acled(type, self._state_kind(agent, places), patient in CIVILIAN_KINDS),
            ucdp=ontology.ucdp(type, agent.kind if agent else None, patient),
            actors=actors,
            places=places,
            counts=counts,
            confidence=confidence,
            why=why,
        )

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


def _blank(report: str, when: When, reader: str) -> Claim:
    """A claim of a report that says nothing yet. What claims share is filled in once and replaced from then on."""
    nothing = Words(0, 0, "")
    return Claim(
        id="", main=False, scope="event", report=report, sentence=Span(0, 0), quote=nothing, type="", acled=None,
        plover=None, ucdp=None, trigger=nothing, actors=(), places=(), time=when, counts=(), caused_by=None, means=(),
        echelon=None, polarity="affirmed", outcome="unknown", modality="asserted", condition=None, attribution=(),
        wording=(), confidence=0.0, why=(), reader=reader,
    )  # fmt: skip
