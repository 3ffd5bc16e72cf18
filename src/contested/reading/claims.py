"""Drafts to claims: split by place, with time, counts, means, who says so, wording, and the evidence for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from contested import ontology
from contested.model import (
    Actor,
    Attribution,
    Basis,
    Claim,
    Count,
    Feature,
    Means,
    Modality,
    Outcome,
    Place,
    Scope,
    SourceKind,
    Span,
    When,
    Wording,
    Words,
    claim_id,
)
from contested.ontology import ARMED_KINDS, CIVILIAN_KINDS
from contested.reading.actors import Cast, distinct
from contested.reading.attribution import Condition, Hearer, Said
from contested.reading.clauses import Clauses
from contested.reading.counts import Quantity
from contested.reading.events import ACTS, Draft, Finder
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.placing import Placer
from contested.reading.status import Judge, Status
from contested.reading.times import TimeSpan, interval
from contested.reading.tokens import Tokens
from contested.reading.where import Map

FIGHTING = frozenset({"offensive", "clash", "ambush", "raid", "air_strike", "shelling", "repulse", "advance"})
# Types whose agent, where the clause leaves it open, is the one that acts in the same sentence.
INHERITS = frozenset({"capture", "expulsion", "encirclement", "casualties", "route_opened", "siege_broken", "destruction"})
PEOPLE = frozenset("people police men women children family crowd army military troops government population community personnel staff coalition opposition militia group militiamen gunmen policemen youth couple public civilians regime force infantry cavalry crew".split())
POINTING_PLACES = frozenset("town city village it there area district neighbourhood neighborhood base airbase airport settlement".split())
KILL = frozenset({"suffocate", "decimate", "wipe", "kill", "die", "slay", "murder", "perish", "martyr", "eliminate", "claim", "neutralise", "neutralize", "lose"})
WOUND = frozenset({"wound", "injure", "maim", "hurt"})
# What speaks for a claim being what the report says: feature -> weight, summed onto BASE and cut to 0.05-0.99.
BASE = 0.55
CONFIDENCE = {
    "agent named": 0.12,
    "patient named": 0.06,
    "place named": 0.1,
    "place resolved": 0.05,
    "time stated": 0.05,
    "verb": 0.05,
    "noun": -0.03,
    "agent inferred": -0.08,
    "hedged": -0.1,
    "no argument": -0.2,
}


class Scene(NamedTuple):
    """One sentence with all that was found in it."""

    first: int
    last: int
    span: Span
    clauses: Clauses
    vocabulary: list[Entity]
    said: list[Said]
    condition: Condition | None
    drafts: list[Draft]
    entities: dict[int, Entity]  # token -> the named thing that it is part of


class Maker:
    """Makes the claims of one report."""

    def __init__(
        self,
        lexicon: Lexicon,
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
        self.lexicon, self.report, self.date, self.tokens = lexicon, report, date, tokens
        self.cast, self.places, self.times, self.counts, self.wording = cast, places, times, counts, wording
        self.reader = reader
        self.judge, self.hearer, self.finder = Judge(lexicon), Hearer(lexicon), Finder(lexicon)
        self.placer = Placer(lexicon, places)
        self.made: list[Claim] = []
        self.claim_of: dict[int, str] = {}  # draft -> id of its first claim
        self.types = ontology.table()

    # --- small things -------------------------------------------------------------------------------------------------

    def words(self, first: int, last: int) -> Words:
        """Tokens [first, last) as quoted words."""
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        return Words(start, end, self.tokens.text[start:end])

    def label(self, group: Group) -> Words:
        """A group's words without its determiner."""
        first = group.whole[0]
        while first < group.whole[1] - 1 and self.tokens.lowers[first] in ("the", "a", "an", "some", "its", "their", "his", "her", "these", "those", "this", "that"):
            first += 1
        return self.words(first, group.whole[1])

    def neutral(self, words: Words) -> str:
        """Words with partisan ones replaced by their neutral reading, evaluations left out."""
        out, at = "", words.start
        for each in self.wording:
            if each.start >= at and each.end <= words.end:
                out += self.tokens.text[at : each.start]
                out += each.neutral if each.kind == "label" else ""
                at = each.end
        return " ".join((out + self.tokens.text[at : words.end]).split()) or words.text

    # --- the claims of a sentence -------------------------------------------------------------------------------------

    def sentence(self, scene: Scene) -> None:
        """Add the claims of one sentence."""
        used: set[int] = set()
        before = len(self.made)
        self.claim_of.clear()  # keyed by identity, which only holds while the sentence's drafts live
        drafts = self._joined_losses(scene.drafts, scene.clauses)
        # A number is told once: losses take theirs before the event that caused them.
        counted = {
            id(draft): self._counts(scene, draft, self._refined(scene, draft), used)
            for draft in sorted(drafts, key=lambda draft: self.types[draft.type].family != "losses")
        }
        agents: list[Actor] = []
        for draft in drafts:
            status = self.judge.status(scene.clauses, draft, self.types[draft.type].family)
            if draft.anaphor and draft.type in FIGHTING and self._refers_back(scene, draft, status):
                continue
            if draft.weak:
                continue
            self._draft(scene, draft, status, counted[id(draft)], agents)
        self._shared_times(before)
        self._causes(scene, drafts, before)

    def _joined_losses(self, drafts: list[Draft], clauses: Clauses) -> list[Draft]:
        """"killed and wounded some 700" is one claim: two loss verbs with one object."""
        out: list[Draft] = []
        for draft in drafts:
            last = out[-1] if out else None
            if (
                last is not None
                and draft.type == last.type == "casualties"
                and not draft.noun
                and not last.noun
                and last.verb is not None
                and draft.verb is not None
                and draft.verb.index - last.verb.index == 2
                and clauses.chunks[last.verb.index + 1].kind == "C"
            ):
                draft.trigger_first = last.trigger_first
                draft.roles = [*(r for r in last.roles if r[0] == "agent" and not draft.fillers("agent")), *draft.roles]
                out[-1] = draft
                continue
            out.append(draft)
        return out

    def _refers_back(self, scene: Scene, draft: Draft, status: Status) -> bool:
        """"The attack has failed": complete the outcome of the attack told before; True if there is nothing to add."""
        earlier = next((i for i in range(len(self.made) - 1, -1, -1) if self.made[i].type in FIGHTING), None)
        if earlier is None:
            return False
        if status.outcome not in ("failed", "succeeded"):
            return True
        before = self.made[earlier]
        said = self._attribution(scene, draft.trigger_first)
        self.made[earlier] = msgspec.structs.replace(before, outcome=status.outcome)
        if said:
            words = self.words(draft.trigger_first, draft.trigger_last)
            self.made.append(
                msgspec.structs.replace(
                    before,
                    id=claim_id(self.report, words, before.type, "again"),
                    sentence=scene.span,
                    quote=self._quote(scene, draft),
                    trigger=words,
                    outcome=status.outcome,
                    modality="reported",
                    actors=tuple(self.cast.again(actor, actor.role) for actor in before.actors),
                    places=tuple(msgspec.structs.replace(place, mention=None) for place in before.places),
                    time=msgspec.structs.replace(before.time, basis="inherited"),
                    counts=(),
                    attribution=tuple(said),
                    wording=(),
                )
            )
        return True

    def _draft(self, scene: Scene, draft: Draft, status: Status, counts: tuple[Count, ...], agents: list[Actor]) -> None:
        type = self._refined(scene, draft)
        kind = self.types[type]
        actors = self._actors(scene, draft, type, agents)
        type = self._by_roles(type, actors)
        kind = self.types[type]
        groups = self._place_groups(scene, draft)
        patients_by_place = self._pairs(draft, groups)
        said = self._attribution(scene, draft.trigger_first)
        modality = self._modality(scene, draft, status, said)
        condition = self._condition(scene, draft)
        if condition is not None and modality in ("asserted", "reported", "predicted", "possible"):
            modality = "conditional"
        when, cumulative = self._time(scene, draft)
        means = self._means(scene, draft)
        trigger = self.words(draft.trigger_first, draft.trigger_last)
        quote = self._quote(scene, draft)
        wording = tuple(w for w in self.wording if w.start < scene.span.end and scene.span.start < w.end)
        outcome = status.outcome or self._outcome(type, modality, status)
        scope: Scope = "state" if type in ("control", "siege", "force_organisation") else "cumulative" if cumulative else "event"
        ats = [entry for entry in groups if entry[0] == "at"]
        others = [entry for entry in groups if entry[0] != "at"]
        for at in ats or [None]:
            chosen = [*([at] if at else []), *others]
            places = tuple(self._place(entry) for entry in chosen if entry is not None)
            mine = actors
            if at is not None and patients_by_place:
                paired = patients_by_place.get(id(at[1]))
                mine = tuple(a for a in actors if a.role != "patient" or paired is None or (a.mention and paired.whole[0] <= self._token(a.mention) < paired.whole[1]))
            agent = next((a for a in mine if a.role == "agent"), None)
            patient = next((a for a in mine if a.role == "patient"), None)
            split = "" if at is None else str(self.tokens.starts[at[1].whole[0]])
            key = claim_id(self.report, trigger, type, split)
            why = self._why(draft, mine, places, when, modality)
            self.made.append(
                Claim(
                    id=key, main=False, scope=scope, report=self.report, sentence=scene.span, quote=quote, type=type,
                    acled=ontology.acled(type, self._state_kind(agent, places), bool(patient and patient.kind in CIVILIAN_KINDS)),
                    plover=kind.plover, ucdp=ontology.ucdp(type, agent.kind if agent else None, patient.kind if patient else None),
                    trigger=trigger, actors=mine, places=places, time=when, counts=counts if at is (ats or [None])[0] else (),
                    caused_by=None, means=means, echelon=self._echelon(scene, draft), polarity=status.polarity, outcome=outcome,
                    modality=modality, condition=condition, attribution=tuple(said), wording=wording,
                    confidence=round(min(0.99, max(0.05, BASE + sum(f.weight for f in why))), 3), why=why, reader=self.reader,
                )
            )  # fmt: skip
            self.claim_of.setdefault(id(draft), key)

    def _cause(self, scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
        """The event that losses are of: what killed ("the blast killed five"), or what was done while killing."""
        if draft.cause is not None:
            return draft.cause
        able = [d for d in drafts if d is not draft and self.types[d.type].family in ("control", "fighting", "remote", "civilians")]
        slots = draft.arguments.slots if draft.arguments is not None else []
        fillers = {at for name, _, at in slots if name in ("subject", "by", "in") and at >= 0}
        named = next((d for d in able if d.noun and d.chunk in fillers), None)
        if named is not None or draft.verb is None or draft.noun:
            return named
        if draft.verb.form == "ing" or (scene.clauses.chunks[draft.verb.index - 1].kind == "C" and draft.verb.index):
            before = [d for d in able if d.trigger_first < draft.trigger_first]
            return before[-1] if before else None
        return None

    def _causes(self, scene: Scene, drafts: Sequence[Draft], begin: int) -> None:
        """Say of each loss which claim of its sentence caused it."""
        by_trigger = {self.tokens.starts[d.trigger_first]: d for d in drafts if self.types[d.type].family == "losses"}
        for i in range(begin, len(self.made)):
            draft = by_trigger.get(self.made[i].trigger.start)
            cause = self._cause(scene, draft, drafts) if draft is not None else None
            key = self.claim_of.get(id(cause)) if cause is not None else None
            if key is not None and key != self.made[i].id:
                self.made[i] = msgspec.structs.replace(self.made[i], caused_by=key)

    def _state_kind(self, agent: Actor | None, places: Sequence[Place]) -> str | None:
        """The agent's kind as ACLED asks for it: a foreign state that takes a place is no government regaining it."""
        if agent is None or agent.kind not in ontology.STATE_KINDS:
            return agent.kind if agent else None
        home = self.lexicon.actors[self.lexicon.actor_index[agent.id]].countries if agent.id in self.lexicon.actor_index else ()
        there = next((row.country for p in places if p.mention and (row := self.places.row_at(self._token(p.mention)))), None)
        return "foreign_state" if home and there and there not in home else agent.kind

    def _token(self, words: Words) -> int:
        import bisect

        return bisect.bisect_left(self.tokens.starts, words.start)

    def _refined(self, scene: Scene, draft: Draft) -> str:
        """A generic trigger with means of one kind is of that kind ("rocket attack"); against civilians it says so."""
        if draft.type == "capture" and not draft.noun and _takes_people(draft):
            return "abduction" if any(g.kind in ("rebel", "armed_group", "jihadist", "militia") for g in draft.fillers("agent")) else "arrest"
        if not draft.trigger.generic:
            return draft.type
        refine = self.lexicon.refine
        group = scene.clauses.chunks[draft.chunk].group if draft.noun else None
        for entity in scene.vocabulary:
            if entity.kind != "means":
                continue
            kind = refine.get(self.lexicon.means[entity.value][0])
            if kind is None:
                continue
            inside = group is not None and group.whole[0] <= entity.first < group.whole[1]
            by = any(
                g.whole[0] <= entity.first < g.whole[1] and slot in ("with", "by", "using", "from", "subject", "in", "involving")
                for slot, g, _ in (draft.arguments.slots if draft.arguments is not None else ())
            )
            if inside or (by and draft.type not in ("air_strike",)):
                return kind
        if group is not None and any("suicide" in self.tokens.lowers[i] for i in range(group.whole[0], group.whole[1])):
            return "suicide_bombing"
        if draft.type == "offensive":
            patients = draft.fillers("patient")
            if patients and all(p.type == "people" for p in patients):
                return "attack_on_civilians"
        return draft.type

    # --- who ----------------------------------------------------------------------------------------------------------

    def _by_roles(self, type: str, actors: Sequence[Actor]) -> str:
        """What a type becomes by who acts and who suffers: shots at protesters are excessive force."""
        kinds = {role: {actor.kind or "" for actor in actors if actor.role == role} or {""} for role in ("agent", "patient")}
        for row in self.lexicon.roles:
            if type in row.types and all(not wanted or kinds[role] & set(wanted) for role, wanted in (("agent", row.agent), ("patient", row.patient))):
                return row.to
        return type

    def _antecedent(self, scene: Scene, group: Group) -> Group | None:
        """Whom a pronoun points to: the nearest group before it in its sentence that can act and is no mere phrase."""
        chunks = scene.clauses.chunks
        at = next((i for i, chunk in enumerate(chunks) if chunk.group is group), -1)
        for i in range(at - 1, -1, -1):
            before = chunks[i].group
            if before is not None and (before.type in ("actor", "people") or (before.type == "place" and before.entity is not None and before.entity.value == ACTS)):
                if i == 0 or chunks[i - 1].kind not in "PT":
                    return before
        return None

    def _actors(self, scene: Scene, draft: Draft, type: str, agents: list[Actor]) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for role, group, _ in draft.roles:
            if role not in ("agent", "patient", "beneficiary", "supporter") or group.type in ("number", "time", "event"):
                continue
            words = self.label(group)
            back = self._antecedent(scene, group) if group.type == "pronoun" else None
            if back is not None:
                named = self.label(back)
                actor = self.cast.actor(self.tokens, back, role, self.neutral(named), named)  # type: ignore[arg-type]
                found.append(msgspec.structs.replace(actor, label=named.text, mention=words, inferred=True))
                continue
            found.append(self.cast.actor(self.tokens, group, role, self.neutral(words), words))  # type: ignore[arg-type]
        inside = self._inside(draft)
        found.extend(inside)
        if not any(actor.role == "agent" for actor in found) and agents and type in INHERITS:
            against = {actor.id or actor.name for actor in found}
            if (agents[-1].id or agents[-1].name) not in against and not any(a.side and a.side == agents[-1].side for a in found):
                found.append(self.cast.again(agents[-1], "agent"))
        agents.extend(a for a in found if a.role == "agent" and a.kind in ARMED_KINDS)
        return distinct(found)

    def _inside(self, draft: Draft) -> list[Actor]:
        """Who holds a pocket, as the words before it say: "the militant pocket", "the ISIS-held town"."""
        found: list[Actor] = []
        if draft.type not in ("encirclement", "siege", "capture", "bypass") or draft.fillers("patient"):
            return found
        for _, group, _ in draft.places:
            for i in range(group.whole[0], min(group.head, group.whole[1])):
                heads = self.lexicon.heads.get(self.tokens.lowers[i].removesuffix("-held").removesuffix("-controlled"), ())
                if any(head.type == "actor" and not head.weak and not head.before for head in heads):
                    part = Group(i, i + 1, i)
                    part.type, part.kind = "actor", next(head.kind for head in heads if head.type == "actor")
                    words = self.words(i, i + 1)
                    found.append(self.cast.actor(self.tokens, part, "patient", self.neutral(words), words))
        return found[:1]

    def _pairs(self, draft: Draft, groups: list[tuple[str, Group, str]]) -> dict[int, Group]:
        """Opponents by the place that the sentence pairs them with: "against X in A and against Y in B"."""
        slots = draft.arguments.slots if draft.arguments is not None else []
        patients = {id(g) for role, g, _ in draft.roles if role == "patient"}
        places = {id(g) for role, g, _ in groups if role == "at"}
        order = [(group, id(group) in patients) for name, group, _ in slots if id(group) in patients or id(group) in places]
        ps = [group for group, is_patient in order if is_patient]
        ls = [group for group, is_patient in order if not is_patient]
        if len(ps) < 2 or len(ps) != len(ls):
            return {}
        ps.sort(key=lambda group: group.first)
        ls.sort(key=lambda group: group.first)
        return {id(place): patient for place, patient in zip(ls, ps, strict=True)}

    # --- where --------------------------------------------------------------------------------------------------------

    def _place_groups(self, scene: Scene, draft: Draft) -> list[tuple[str, Group, str]]:
        """The places of a draft, named ones first; what only points ("the town", "the region") where none is named."""
        found: list[tuple[str, Group, str]] = []
        seen: set[tuple[int, int]] = set()
        for role, group, slot in draft.places:
            entity = group.entity
            if entity is not None and entity.kind not in ("place",):
                entity = None
            if entity is None and group.of is not None and group.of.entity is not None and group.of.entity.kind == "place":
                group = group.of
                entity = group.entity
            if entity is None and not self._vague_country(group):
                continue
            if group.whole not in seen:
                seen.add(group.whole)
                found.append((role, group, slot))
        chosen = self.placer.chosen(scene, draft)
        taken = {id(group.entity) for _, group, _ in chosen}
        if not any(role == "at" for role, _, _ in (*chosen, *found)):
            found.extend(self._pointed(draft))
        vague = [entry for entry in found if entry[0] == "at" and not chosen and self.placer.unnamed(entry[1], scene)]
        return [*chosen, *vague, *(entry for entry in found if entry[0] != "at" and id(entry[1].entity) not in taken)]

    def _pointed(self, draft: Draft) -> list[tuple[str, Group, str]]:
        """"the town", "it" as the object of a capture: the place last named, which is then not named here."""
        for role, group, slot in draft.places:
            head = self.tokens.lowers[group.head]
            definite = self.tokens.lowers[group.whole[0]] in ("the", "this", "that", "it")
            if role not in ("at", "from") or group.entity is not None or not definite or head not in POINTING_PLACES:
                continue
            before = [first for first in self.places.found if first < group.whole[0] and self._is_local(first)]
            if before:
                first = max(before)
                row = self.places.row_at(first)
                pointing = Group(group.first, group.last, group.head)
                pointing.type, pointing.kind, pointing.whole = "place", "settlement", group.whole
                pointing.entity = Entity("place", first, first + 1, name=row.name if row else head)
                return [(role, pointing, slot)]
        return []

    def _is_local(self, first: int) -> bool:
        row = self.places.row_at(first)
        return row is not None and row.level not in ("country", "admin1")

    def _vague_country(self, group: Group) -> bool:
        """"the country", "vast sections of the country": the country last named."""
        if self.tokens.lowers[group.head] != "country":
            return False
        best = None
        for first in sorted(self.places.found):
            answer = self.places.found[first]
            if answer is not None and self.places.gazetteer.place(answer.row).level == "country" and first <= group.head:
                best = first
        if best is None:
            return False
        entity = Entity("place", best, best + 1, name=self.places.gazetteer.place(self.places.found[best].row).name)  # type: ignore[union-attr]
        group.entity = entity
        return True

    def _place(self, entry: tuple[str, Group, str]) -> Place:
        role, group, slot = entry
        entity = group.entity
        assert entity is not None
        inside = group.whole[0] <= entity.first < group.whole[1]
        words = self.words(entity.first, entity.last) if inside else self.words(*group.whole)
        place = self.places.place(group, role, slot, words)  # type: ignore[arg-type]
        pointing = not inside and self.tokens.lowers[group.head] in POINTING_PLACES
        return msgspec.structs.replace(place, mention=None) if pointing else place

    # --- when ---------------------------------------------------------------------------------------------------------

    def _time(self, scene: Scene, draft: Draft) -> tuple[When, bool]:
        """The time that the clause states, else the report's date; True where it is a total since a day."""
        best: TimeSpan | None = None
        best_cost = 1e9
        for span in self.times:
            if span.first < scene.first or span.first >= scene.last or span.from_ is None:
                continue
            cost = self._distance(scene, draft, span)
            if cost < best_cost:
                best, best_cost = span, cost
        if best is None:
            basis: Basis = "report_date"
            return When(start=self.date, end=self.date, edtf=self.date, timex=self.date, precision="day" if self.date else "unknown", basis=basis, mention=None), self._total(scene)
        start, end, cumulative = best.from_, best.to, self._total(scene)
        if best.partner is not None:
            start, end = interval(list(self.times), self.times.index(best), None)
        if self._since(scene, best) and self.date is not None:
            end, cumulative = self.date, True
            edtf = f"{(start or '')[:10]}/{end}"
        else:
            edtf = best.edtf or ""
        return When(start=start, end=end, edtf=edtf or None, timex=best.value, precision=best.precision, basis="stated", mention=self.words(best.first, best.last)), cumulative

    def _since(self, scene: Scene, span: TimeSpan) -> bool:
        """"since Friday", "since the start of the offensive on the 9th of May": "since" with no verb before its day."""
        lowers = self.tokens.lowers
        begin = max((v.last for v in scene.clauses.verbs.values() if v.last <= span.first), default=scene.first)
        return "since" in lowers[begin : span.last]

    def _distance(self, scene: Scene, draft: Draft, span: TimeSpan) -> float:
        """How far a time stands from a trigger: tokens, more across verbs, much more behind a word of saying."""
        if span.first >= draft.trigger_last:
            low, high, cost = draft.trigger_last, span.first, float(span.first - draft.trigger_last)
        else:
            low, high, cost = span.last, draft.trigger_first, 1.5 * (draft.trigger_first - span.last)
        for verb in scene.clauses.verbs.values():
            if low <= verb.first < high:
                cost += 6
        for said in scene.said:
            inside = said.first <= draft.trigger_first < said.last
            if inside and not said.first <= span.first < said.last:
                cost += 60
            if abs(span.first - said.cue[1]) <= 1:
                cost += 40
        return cost

    def _total(self, scene: Scene) -> bool:
        lowers = self.tokens.lowers
        text = " ".join(lowers[scene.first : scene.last])
        return any(cue in text for cue in ("so far", "thus far", "to date", "a total of", "in total", "altogether"))

    def _shared_times(self, begin: int) -> None:
        """A claim of a sentence that states no time takes the one that another of the same sentence states."""
        stated = next((claim.time for claim in self.made[begin:] if claim.time.basis == "stated"), None)
        if stated is None:
            return
        for i in range(begin, len(self.made)):
            if self.made[i].time.basis == "report_date" and self.made[i].modality in ("asserted", "reported"):
                self.made[i] = msgspec.structs.replace(
                    self.made[i], time=msgspec.structs.replace(stated, basis="inherited", mention=None)
                )

    # --- how many, with what ------------------------------------------------------------------------------------------

    def _counts(self, scene: Scene, draft: Draft, type: str, used: set[int]) -> tuple[Count, ...]:
        found: list[Count] = []
        groups = {id(g): g for _, g, _ in (*draft.roles, *draft.places)}
        slots = draft.arguments.slots if draft.arguments is not None else []
        spans = [(g.whole, role) for role, g, _ in (*draft.roles, *draft.places)]
        spans += [(g.whole, "object") for name, g, _ in slots if id(g) not in groups and name in ("object", "subject", "complement", "of", "among")]
        if draft.noun:
            spans.append((scene.clauses.chunks[draft.chunk].group.whole, "self"))  # type: ignore[union-attr]
        spans.append(((draft.trigger_first, draft.trigger_last), "object"))
        for index, quantity in enumerate(self.counts):
            if not scene.first <= quantity.first < scene.last or index in used:
                continue
            if any(a <= quantity.first < b for (a, b), _ in spans):
                what = self._what(scene, draft, type, quantity)
                if what is None:
                    continue
                used.add(index)
                head = quantity.head
                found.append(
                    Count(
                        what=what, whom=self.tokens.words[head] if head is not None else None, low=quantity.low, high=quantity.high,
                        best=quantity.best, approximate=quantity.approximate,
                        mention=Words(quantity.start, quantity.end, self.tokens.text[quantity.start : quantity.end]),
                    )
                )  # fmt: skip
        one = self._one(draft) if type == "casualties" and not found else None
        return (one,) if one is not None else tuple(found)

    def _one(self, draft: Draft) -> Count | None:
        """"killed a young man": a single person is a count of one."""
        for role, group, _ in draft.roles:
            first, head = group.whole[0], self.tokens.lowers[group.head]
            named = group.entity is not None and group.entity.kind == "person"
            single = self.tokens.lowers[first] in ("a", "an", "the", "one") and not head.endswith("s") and head not in PEOPLE
            if role == "patient" and group.type in ("people", "actor") and (named or single) and not group.weak:
                words = self.words(group.whole[0], group.whole[1])
                return Count(what=self._losses(draft), whom=self.tokens.words[group.head], low=1.0, high=1.0, best=1.0, approximate=False, mention=words)
        return None

    def _what(self, scene: Scene, draft: Draft, type: str, quantity: Quantity) -> str | None:
        """What a quantity counts in this claim, None for nothing that a claim counts."""
        if quantity.what in ("area_km2", "distance_km"):
            return quantity.what
        if quantity.what is not None:
            return None
        head = self.tokens.lowers[quantity.head] if quantity.head is not None else ""
        kinds = {each.type for each in self.lexicon.heads.get(head, ()) if not each.before}
        if "measure" in kinds and type not in ("casualties",):
            return "settlements"
        people = bool(kinds & {"actor", "people"}) or not head
        if type == "casualties":
            return self._losses(draft)
        if not people and quantity.head is not None:
            return _materiel(head, kinds)
        return {
            "abduction": "abducted", "arrest": "arrested", "displacement": "displaced", "evacuation": "evacuated",
            "capture": "captured", "surrender": "surrendered", "attack_on_civilians": "killed", "prisoner_exchange": "released",
        }.get(type)  # fmt: skip

    def _losses(self, draft: Draft) -> str:
        words = set()
        for i in range(draft.trigger_first, draft.trigger_last):
            lower = self.tokens.lowers[i]
            words |= set(self.lexicon.forms.get(lower, ())) | {lower, lower.removesuffix("s")}
        killed = bool(words & (KILL | {"death", "dead", "fatality", "fatalitie", "killing", "die", "toll"}))
        wounded = bool(words & (WOUND | {"injury", "wounded", "injured"}))
        if killed and wounded:
            return "killed_or_wounded"
        return "wounded" if wounded else "killed" if killed else "killed_or_wounded"

    def _means(self, scene: Scene, draft: Draft) -> tuple[Means, ...]:
        """What the event was done with: means named in its sentence, each with the nearest event that can use them."""
        if self.types[draft.type].family not in ("control", "fighting", "remote", "civilians", "losses"):
            return ()
        found: dict[str, Means] = {}
        patients = [group.whole for _, group, slot in (*draft.roles, *draft.places) if slot == "object"]
        for entity in scene.vocabulary:
            if entity.kind != "means" or any(a <= entity.first < b for a, b in patients):
                continue
            nearest = min(scene.drafts, key=lambda d: abs(d.trigger_first - entity.first) if self.types[d.type].family in ("fighting", "remote", "control", "civilians", "losses") else 1e6)
            if nearest is draft:
                kind = self.lexicon.means[entity.value][0]
                found.setdefault(kind, Means(kind, self.words(entity.first, entity.last)))
        return tuple(found.values())

    def _echelon(self, scene: Scene, draft: Draft) -> str | None:
        if draft.type not in ("force_organisation", "deployment", "offensive"):
            return None
        begin, end = draft.trigger_first, draft.arguments.end if draft.arguments is not None else draft.trigger_last
        chunks = scene.clauses.chunks
        last = chunks[min(end, len(chunks)) - 1].last if chunks else draft.trigger_last
        negative = False
        for i in range(begin, last):
            if self.tokens.lowers[i] in ("than", "not"):
                negative = True
            for size in (2, 1):
                name = self.lexicon.echelons.get(" ".join(self.tokens.lowers[i : i + size]))
                if name is not None and not negative:
                    return name
        return None

    # --- who says so, how surely --------------------------------------------------------------------------------------

    def _attribution(self, scene: Scene, at: int) -> list[Attribution]:
        found: list[Attribution] = []
        for said in scene.said:
            if not said.first <= at < said.last or said.cue[0] <= at < said.cue[1]:
                continue
            cue = self.words(*said.cue)
            if said.speaker is None:
                found.append(Attribution(source="unnamed", actor_id=None, kind="unnamed", cue=cue.text, mention=None))
                continue
            words = self.label(said.speaker)
            found.append(self._speaker(said.speaker, words, cue))
        return list({(each.source, each.cue): each for each in found}.values())

    def _speaker(self, group: Group, words: Words, cue: Words) -> Attribution:
        entity = group.entity
        actor_id, kind = None, "unnamed"
        head = self.tokens.lowers[group.head]
        if entity is not None and entity.kind == "actor" and entity.value >= 0:
            info = self.lexicon.actors[entity.value]
            actor_id = info.id
            kind = "party" if info.kind in ARMED_KINDS else "named"
        elif entity is not None and entity.kind in ("actor", "person", "place", "name"):
            kind = "named"
        elif group.nation is not None or (group.type == "actor" and group.kind in ARMED_KINDS):
            kind = "party"
        if head.removesuffix("s") in self.hearer.unnamed or head in self.hearer.unnamed:
            kind = kind if entity is not None and entity.kind in ("person",) else "unnamed" if entity is None else kind
        return Attribution(source=words.text, actor_id=actor_id, kind=kind, cue=cue.text, mention=words)  # type: ignore[arg-type]

    def _modality(self, scene: Scene, draft: Draft, status: Status, said: Sequence[Attribution]) -> Modality:
        modality = status.modality
        covering = [s for s in scene.said if s.first <= draft.trigger_first < s.last and not s.cue[0] <= draft.trigger_first < s.cue[1]]
        if any(s.how == "denied" for s in covering):
            return "denied"
        if modality == "asserted" and any(s.how == "predicted" for s in covering) and draft.verb is not None and draft.verb.modal:
            return "predicted"
        if modality == "asserted" and (said or covering):
            return "reported"
        return modality

    def _condition(self, scene: Scene, draft: Draft) -> Words | None:
        condition = scene.condition
        if condition is None:
            return None
        return self.words(condition.first, condition.last)

    def _outcome(self, type: str, modality: Modality, status: Status) -> Outcome:
        if modality in ("asserted", "reported") and status.polarity == "affirmed":
            if self.types[type].family in ("control", "losses") or type in ("repulse", "arrest", "abduction", "surrender"):
                return "succeeded"
        return "unknown"

    def _quote(self, scene: Scene, draft: Draft) -> Words:
        """The clause that a claim rests on: from the first to the last of its parts."""
        firsts = [draft.trigger_first, *(g.whole[0] for _, g, _ in (*draft.roles, *draft.places) if scene.first <= g.whole[0] < scene.last)]
        lasts = [draft.trigger_last, *(g.whole[1] for _, g, _ in (*draft.roles, *draft.places) if scene.first < g.whole[1] <= scene.last)]
        return self.words(min(firsts), max(lasts))

    def _why(self, draft: Draft, actors: Sequence[Actor], places: Sequence[Place], when: When, modality: Modality) -> tuple[Feature, ...]:
        there = {
            "agent named": any(a.role == "agent" and not a.inferred for a in actors),
            "agent inferred": any(a.role == "agent" and a.inferred for a in actors),
            "patient named": any(a.role == "patient" for a in actors),
            "place named": bool(places),
            "place resolved": any(p.lat is not None for p in places),
            "time stated": when.basis == "stated",
            "verb": not draft.noun,
            "noun": draft.noun,
            "hedged": modality in ("possible", "predicted", "conditional", "denied"),
            "no argument": not actors and not places,
        }
        return tuple(Feature(name, CONFIDENCE[name]) for name, holds in there.items() if holds)


def _takes_people(draft: Draft) -> bool:
    """Whether what is captured is people, not a place."""
    slots = draft.arguments.slots if draft.arguments is not None else []
    objects = [group for slot, group, _ in slots if slot == "object"]
    return bool(objects) and all(group.type == "people" and group.kind != "name" for group in objects)


def _materiel(head: str, kinds: set[str]) -> str | None:
    vehicles = {"tank", "vehicle", "truck", "bmp", "car", "aircraft", "helicopter", "drone", "plane", "jet", "rocket", "missile", "shell", "mortar", "boat", "ship", "warplane", "bomb", "house", "building"}
    word = head.removesuffix("s")
    if word in ("vehicle", "tank", "truck", "bmp", "car", "pickup"):
        return "vehicles"
    return word + "s" if word in vehicles else None
