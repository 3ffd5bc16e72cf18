"""What is cut out of a sentence before its grammar is read: words of saying, brackets, and what a mark separates.

"Rebels took the town, a monitor said on Sunday, and moved on" is "Rebels took the town and moved on" with an insertion.
Each piece is parsed by itself; an insertion then hangs on the clause that it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from contested.reading.lexicon import BASE, ING, NOUN, PARTICIPLE, PAST, THIRD, Lexicon

OPENING: Final = frozenset(("(", "["))
CLOSING: Final = frozenset((")", "]"))
QUOTES: Final = frozenset(('"', "“", "”", "«", "»", "''", "``"))
BREAKS: Final = frozenset((";", "|"))
DASHES: Final = frozenset(("–", "—", "--"))
ENDS: Final = frozenset((".", "!", "?"))
LAST: Final = 2  # units at the end of a sentence, among which its stop stands
AUXILIARY: Final = frozenset("BHM")  # classes of words that a verb's group opens with
DATES: Final = frozenset(("date", "on", "in", "of", "by", "and", "updated"))  # other words of a dateline
LONGEST_HEAD: Final = 14  # units before the dash of a dateline
LONGEST_LABEL: Final = 4  # units before the colon of a label
LONGEST_SPEAKER: Final = 16  # units between the mark before words of saying and their verb
LONGEST_CUE: Final = 14  # units behind the verb
KEPT: Final = 20_000  # words of which that is kept at hand
COMPLEMENT: Final = frozenset(("that", "whether", "how", "why", "if"))


class Segment(NamedTuple):
    """Units that are parsed together, and the unit before them that they hang on (-1: the main clause).

    ``saying``: the unit of them that is sure to be a finite verb of saying, -1 for none.
    """

    units: list[int]
    host: int
    label: str
    saying: int = -1


class Segments:
    """Cuts sentences into segments."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = lexicon.cue_sets["attribution"]
        self.forms, self.words, self.closed = lexicon.forms, lexicon.words, lexicon.closed
        self.saying = cues["said"] | cues["claimed"] | cues["denied"] | cues["predicted"]
        self.charged = cues["charged"]
        self._sayings: dict[str, bool] = {}  # words met so far, and whether they can be verbs of saying

    def cut(self, lowers: Sequence[str], named: Callable[[int], bool]) -> list[Segment]:
        """The segments of a sentence, the main clause first; ``named``: whether a unit is a name, time or number."""
        found: list[Segment] = []
        main = self._headed(list(range(len(lowers))), lowers, named, found)
        main = self._brackets(main, lowers, found)
        main = self._according(main, lowers, found)
        main = self._spoken(main, lowers, found, named)
        parts = self._broken(main, lowers)
        out = [Segment(part, -1, "parataxis") for part in parts if part]
        return [*out, *found]

    def _headed(
        self, main: list[int], lowers: Sequence[str], named: Callable[[int], bool], found: list[Segment]
    ) -> list[int]:
        """All units but those of a dateline or label: "KYIV, Aug. 28 (Agency) - ...", "7 May – Daraa: ..."."""
        for at in range(1, min(len(main), LONGEST_HEAD + 1)):
            word = lowers[main[at]]
            if word in DASHES or word in ("-", ":"):
                head = main[:at]
                label = word == ":" and at <= LONGEST_LABEL and not any(self._is_verb(lowers[each]) for each in head)
                if (label or self._is_dateline(head, lowers, named)) and self._follows(main, at, lowers):
                    found.append(Segment(head, -1, "parataxis"))
                    rest = main[at + 1 :]
                    return rest if word == ":" else self._headed(rest, lowers, named, found)
                return main
        return main

    def _follows(self, main: Sequence[int], at: int, lowers: Sequence[str]) -> bool:
        """Whether what stands behind a dateline or label tells of something: with a finite verb, or behind a day and a
        place with any form that can be one ("7 May – Daraa: rebels enter the town")."""
        rest = main[at + 1 :]
        dated = lowers[main[at]] in DASHES and any(lowers[each] == ":" for each in rest[:LONGEST_LABEL])
        dated = dated or (main[0] > 1 and lowers[main[0] - 1] in DASHES)
        return self._tells(rest, lowers) or (dated and any(self._is_verb(lowers[each]) for each in rest))

    def _is_dateline(self, head: Sequence[int], lowers: Sequence[str], named: Callable[[int], bool]) -> bool:
        """Whether some units are a place with no more than names, times, marks and what stands in brackets."""
        if not named(head[0]):
            return False
        depth = 0
        for at in head:
            depth += (lowers[at] in OPENING) - (lowers[at] in CLOSING)
            if not (depth or named(at) or not lowers[at][0].isalpha() or lowers[at] in DATES):
                return False
        return True

    def _brackets(self, main: list[int], lowers: Sequence[str], found: list[Segment]) -> list[int]:
        """Take out what stands in brackets."""
        if OPENING.isdisjoint(lowers):
            return main
        out: list[int] = []
        inside: list[int] = []
        depth = 0
        for at in main:
            if lowers[at] in OPENING:
                depth += 1
            elif lowers[at] in CLOSING and depth:
                depth -= 1
                if not depth and inside and out:
                    found.append(Segment(inside, out[-1], "parataxis"))
                    inside = []
            elif depth:
                inside.append(at)
            else:
                out.append(at)
        return out + inside if out or inside else main

    def _according(self, main: list[int], lowers: Sequence[str], found: list[Segment]) -> list[int]:
        """Take out "according to X": up to a comma or the end."""
        for k in range(len(main) - 1) if "according" in lowers else ():
            at = main[k]
            if lowers[at] != "according" or lowers[main[k + 1]] != "to":
                continue
            stop = next((j for j in range(k + 2, len(main)) if self._closes(main, lowers, j, opens=k == 0)), len(main))
            before = k - 1 if k and lowers[main[k - 1]] == "," else k
            piece = main[k:stop]
            rest = main[:before] + (main[stop + 1 :] if stop < len(main) and lowers[main[stop]] == "," else main[stop:])
            if len(piece) > 2 and rest:
                found.append(Segment(piece, -1, "obl"))
                return rest
        return main

    def _closes(self, main: Sequence[int], lowers: Sequence[str], j: int, opens: bool) -> bool:
        """Whether a phrase of a source ends at a unit: at a comma that no list goes on behind, or at the end."""
        word = lowers[main[j]]
        if word in ENDS:
            return j >= len(main) - LAST  # not behind "Gen."
        if word != ",":
            return False
        if not opens:
            return True
        ahead = [lowers[each] for each in main[j + 1 : j + 6]]
        return "and" not in ahead[:4] or any(self._is_finite(each) for each in ahead[:3])

    # --- words of saying ----------------------------------------------------------------------------------------------

    def _spoken(
        self, main: list[int], lowers: Sequence[str], found: list[Segment], named: Callable[[int], bool]
    ) -> list[int]:
        """Take out words of saying that stand between marks: ", a monitor said on Sunday", ", said a monitor"."""
        k, known = 2, self._sayings
        while k < len(main):
            word = lowers[main[k]]
            saying = known[word] if word in known else self._is_saying(word)
            if saying and not named(main[k]):
                span = self._insertion(main, lowers, k)
                if span is not None:
                    first, last = span
                    found.append(Segment(main[first:last], -1, "parataxis", main[k]))
                    before = first - 1 if lowers[main[first - 1]] == "," else first
                    helping = before > 0 and self.closed.get(lowers[main[before - 1]]) in AUXILIARY
                    after = last + 1 if helping and last < len(main) and lowers[main[last]] == "," else last
                    return main[:before] + main[after:]
            k += 1
        return main

    def _insertion(self, main: Sequence[int], lowers: Sequence[str], k: int) -> tuple[int, int] | None:
        """The stretch [first, last) of an insertion whose verb of saying is at ``k``; None where it is none."""
        last = self._end(main, lowers, k)
        if last is None:
            return None
        before = lowers[main[k - 1]]
        if before in QUOTES or (before == "," and self._names_next(main, lowers, k, last)):
            first: int | None = k if last - k > 1 else None
        else:
            first = self._start(main, lowers, k - 1 if before == "," else k)
        if first is None:
            return None
        rest = [*main[:first], *main[last:]]
        return (first, last) if any(self._is_verb(lowers[each]) for each in rest) else None

    def _names_next(self, main: Sequence[int], lowers: Sequence[str], k: int, last: int) -> bool:
        """Whether the speaker stands behind the verb: ", said the ministry", not ", said on Monday"."""
        after = lowers[main[k + 1]] if k + 1 < last else ""
        return bool(after) and after[0].isalnum() and self.closed.get(after, "N") not in ("P", "T", "V", "S")

    def _start(self, main: Sequence[int], lowers: Sequence[str], k: int) -> int | None:
        """Where the speaker before a verb of saying begins: behind the mark that ends what is said.

        ``k``: the verb, or the comma before it, which closes an apposition: then one comma more is the speaker's own.
        """
        own = 1 if lowers[main[k]] == "," else 0
        for j in range(k - 1, max(-1, k - 1 - LONGEST_SPEAKER), -1):
            word = lowers[main[j]]
            if word in QUOTES:
                return j + 1 if j < k - 1 else None
            if word == ",":
                if not own:
                    return j + 1 if j < k - 1 else None
                own -= 1
            elif word in COMPLEMENT or (self._is_finite(word) and lowers[main[max(0, j - 1)]] != ","):
                return None  # "geolocated | footage shows": a participle opens it
            elif self.closed.get(word) == "B" and lowers[main[0]] != "that":
                return None  # "Attacks on X, a town, | were claimed by Y"
        return None

    def _end(self, main: Sequence[int], lowers: Sequence[str], k: int) -> int | None:
        """Where an insertion ends; None where a clause follows that the verb takes."""
        for j in range(k + 1, min(len(main), k + 1 + LONGEST_CUE)):
            word = lowers[main[j]]
            if word == "," or word in QUOTES or word in BREAKS or (word in ENDS and j >= len(main) - LAST):
                return j
            if word in COMPLEMENT or (self._is_finite(word) and word not in ("reporters",)):
                return None
        return len(main) if len(main) <= k + 1 + LONGEST_CUE else None

    # --- words --------------------------------------------------------------------------------------------------------

    def _is_saying(self, word: str) -> bool:
        known = self._sayings.get(word)
        if known is None:
            if len(self._sayings) >= KEPT:
                self._sayings.clear()
            known = self._sayings[word] = self._can_be_saying(word)
        return known

    def _can_be_saying(self, word: str) -> bool:
        lemmas = self.forms.get(word, ())
        if not any(lemma in self.saying for lemma in lemmas) or any(lemma in self.charged for lemma in lemmas):
            return False
        bits = self.words.get(word, 0)
        return bool(bits & (PAST | THIRD | BASE))

    def _is_finite(self, word: str) -> bool:
        """Whether a word is sure to be a finite verb."""
        if self.closed.get(word) in ("B", "H", "M", "K"):
            return True
        bits = self.words.get(word, 0)
        return bool(bits & PAST) and not bits & (NOUN | BASE)

    def _is_verb(self, word: str) -> bool:
        if self.closed.get(word) in ("B", "H", "M", "K"):
            return True
        return bool(self.words.get(word, 0) & (PAST | PARTICIPLE | THIRD | ING | BASE))

    def _tells(self, units: Sequence[int], lowers: Sequence[str]) -> bool:
        """Whether some units hold a finite verb."""
        return any(self._is_finite(lowers[each]) for each in units)

    # --- breaks -------------------------------------------------------------------------------------------------------

    def _broken(self, main: Sequence[int], lowers: Sequence[str]) -> list[list[int]]:
        """The clauses that a semicolon or a colon keeps apart."""
        if ":" not in lowers and BREAKS.isdisjoint(lowers):
            return [list(main)] if main else []
        parts: list[list[int]] = [[]]
        for k, at in enumerate(main):
            colon = lowers[at] == ":" and self._tells(main[:k], lowers) and self._tells(main[k + 1 :], lowers)
            if lowers[at] in BREAKS or colon:
                parts.append([])
            else:
                parts[-1].append(at)
        return [part for part in parts if part]
