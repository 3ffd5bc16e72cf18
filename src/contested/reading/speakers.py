"""Whose word a claim is: the statements that cover its trigger, their speakers, and what that makes of its modality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contested.model import Attribution, Modality, SourceKind, Words
from contested.ontology import ARMED_KINDS
from contested.reading.attribution import Said
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon
from contested.reading.quoting import Quoter
from contested.reading.scene import Scene
from contested.reading.sentence import Group

NAMED: Final = frozenset(("actor", "person", "place", "name"))  # kinds of named things that are a named source


class Speakers:
    """Attributes the claims of one report."""

    def __init__(self, lexicon: Lexicon, quoter: Quoter) -> None:
        self.actors, self.quoter = lexicon.actors, quoter
        self.unnamed = lexicon.cue_sets["attribution"]["unnamed"]

    def attribution(self, covering: Sequence[Said]) -> tuple[Attribution, ...]:
        """The speakers of some statements, each once where it is named: "X said, adding that"."""
        found = [self._attributed(said) for said in covering]
        if len(found) < 2:
            return tuple(found)
        return tuple({(each.source, each.mention or each.cue): each for each in found}.values())

    def _attributed(self, said: Said) -> Attribution:
        cue = self.quoter.words(*said.cue).text
        if said.speaker is None:
            return Attribution(source="unnamed", actor_id=None, kind="unnamed", cue=cue, mention=None)
        words = self.quoter.label(said.speaker)
        return self._speaker(said.speaker, words, cue)

    def _speaker(self, group: Group, words: Words, cue: str) -> Attribution:
        entity = group.entity
        known = entity is not None and entity.kind == "actor" and entity.value >= 0
        info = self.actors[entity.value] if known and entity is not None else None
        kind: SourceKind = "unnamed"
        if info is not None:
            kind = "party" if info.kind in ARMED_KINDS else "named"
        elif entity is not None and entity.kind in NAMED:
            kind = "named"
        elif group.nation is not None or (group.type == "actor" and group.kind in ARMED_KINDS):
            kind = "party"
        if entity is None and kind == "party":
            head = self.quoter.tokens.lowers[group.head]
            if head in self.unnamed or head.removesuffix("s") in self.unnamed:
                kind = "unnamed"
        return Attribution(source=words.text, actor_id=info.id if info else None, kind=kind, cue=cue, mention=words)


def covering(scene: Scene, token: int) -> list[Said]:
    """The statements that a token stands in, inner ones first; words of saying are no part of what they hand over."""
    return [said for said in scene.said if said.first <= token < said.last and not said.cue[0] <= token < said.cue[1]]


def telling(scene: Scene, match: Match) -> list[Said]:
    """The statements that a match stands in, also where its own verb hands it over: "announced a ceasefire"."""
    if any(said.cue[0] <= match.first < said.cue[1] for said in scene.said):
        return covering(scene, match.last - 1)
    return covering(scene, match.first)


def modality(match: Match, own: Modality, said: Sequence[Said], conditional: bool) -> Modality:
    """How a match is meant. ``own``: by its own words; ``said``: the statements that cover its trigger."""
    meant = own
    ways = [each.how for each in said]
    if "denied" in ways:
        meant = "denied"
    elif own == "asserted" and ways:
        modal = match.verb is not None and match.verb.modal
        meant = "predicted" if modal and "predicted" in ways else "possible" if "unsaid" in ways else "reported"
    if conditional and meant in ("asserted", "reported", "predicted", "possible"):
        return "conditional"
    return meant
