"""A verb group: what its auxiliaries, modals and negations say of its last verb."""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.chunks import Chunk
from contested.reading.lexicon import Lexicon
from contested.reading.tokens import Tokens

CONTENT = frozenset("vspdng")
AUXILIARIES = {"B": "be", "H": "have", "K": "do"}


class VerbGroup:
    """A verb group: ``head`` is its last content verb (or its auxiliary), ``chain`` all its content verbs.

    ``index``: of its chunk. ``form``: finite, infinitive, ing, participle (a bare past form that may be either voice
    until its object is known). ``auxiliary``: the class of the auxiliary right before the last content verb, or "".
    """

    __slots__ = (
        "auxiliary", "chain", "first", "form", "head", "index", "last", "lemmas", "modal", "negated", "passive",
    )  # fmt: skip

    def __init__(
        self, index: int, tokens: Tokens, classes: Sequence[str], first: int, chunk: Chunk, lexicon: Lexicon
    ) -> None:
        self.index, self.first, self.last = index, chunk.first, chunk.last
        self.chain: list[int] = []
        self.modal, self.auxiliary, self.negated, self.passive = "", "", False, False
        own = classes[chunk.first - first : chunk.last - first]
        infinitive = self._scan(own, tokens.lowers)
        self.lemmas: tuple[str, ...]
        if self.chain:
            self.head = self.chain[-1]
            word = tokens.lowers[self.head]
            self.lemmas = lexicon.forms.get(word) or (word,)
            self.form = "infinitive" if infinitive else self._form(own, tokens.lowers[chunk.first])
        else:
            at = max(i for i, found in enumerate(own) if found in "MHBKJ")
            self.head = chunk.first + at
            self.lemmas = (AUXILIARIES.get(own[at], tokens.lowers[self.head]),)
            self.form = "infinitive" if infinitive else "finite"

    def _scan(self, own: Sequence[str], lowers: Sequence[str]) -> bool:
        """Read the group from left to right; whether it begins with "to"."""
        infinitive, previous = False, ""
        for i, found in enumerate(own, self.first):
            if found in CONTENT:
                # "was captured and held": the auxiliary serves the verbs behind the first one too
                self.passive = found in "dn" and (previous == "B" or self.passive)
                self.chain.append(i)
                self.auxiliary, previous = previous, ""
            elif found in "MHBK":
                if found == "M":
                    self.modal = lowers[i]
                previous = found
            elif found == "X" or lowers[i] == "yet":
                self.negated = self.negated or found == "X" or "T" in own[i - self.first :]  # "has yet to take it"
            elif found == "T" and not self.chain:
                infinitive = True
        return infinitive

    def _form(self, own: Sequence[str], opening: str) -> str:
        found = own[self.chain[0] - self.first]
        bare = self.auxiliary == "" and len(self.chain) == 1
        if found == "g" and bare and "B" not in own[: self.head - self.first]:
            return "ing"
        if own[0] == "H" and opening == "having":
            return "ing"
        return "participle" if found in "dn" and bare and not self.modal else "finite"
