"""Who says so: what a sentence hands to a speaker.

A verb of saying hands the clause that it takes to its subject, or the clause that it is inserted in; "according to" and
its like hand over the whole sentence; a noun ("reports that") hands over what hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from contested.reading.entities import Entity
from contested.reading.lexicon import Lexicon
from contested.reading.sentence import Argument, Group, Sentence, VerbGroup

WIDEST: Final = 16  # tokens of a speaker's name and title, at most
NEXT: Final = 2  # tokens between "according to" and its speaker, at most
# what is made of a word of saying by a negation: "did not confirm", "did not deny"
UNSAID: Final = {"said": "unsaid", "claimed": "unsaid", "predicted": "unsaid", "denied": "claimed"}
CLAUSES: Final = frozenset(("ccomp", "xcomp", "parataxis", "advcl", "acl", "acl:relcl"))
SPEAKING: Final = frozenset(("actor", "people", "pronoun", "name"))
VOICELESS: Final = frozenset(("thing", "site", "area"))  # "footage shows", "the media centre denied"
MARKS: Final = frozenset(",;:.")
QUOTES: Final = frozenset(('"', "“", "”", "'", "‘", "’", "«", "»"))


class Said(NamedTuple):
    """A stretch of tokens [first, last) that is handed to a speaker.

    ``how``: said, claimed, denied, predicted; unsaid: nobody would say so. ``cue``: tokens [first, last) of the words
    that hand it over. ``aside``: tokens [first, last) of words of saying that are inserted in what they hand over.
    """

    first: int
    last: int
    speaker: Group | None
    how: str
    cue: tuple[int, int]
    aside: tuple[int, int] = (0, 0)

    def tells(self, token: int, trigger: int) -> bool:
        """Whether a token is part of what is told of a trigger, and not of inserted words of saying."""
        first, last = self.aside
        return self.first <= token < self.last and (first <= trigger < last or not first <= token < last)


class Hearer:
    """Finds statements in a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = lexicon.cue_sets["attribution"]
        self.lexicon = lexicon
        self.how: dict[str, str] = {}
        for name in ("said", "claimed", "denied", "predicted"):
            for word in cues[name]:
                self.how.setdefault(word, name)
        self.deeds = cues["deeds"]
        self.nouns, self.charged, self.accounts = cues["nouns"], cues["charged"], cues["accounts"]
        self.nobody = cues["nobody"]
        self.untrue, self.counting, self.figures = cues["untrue"], cues["counting"], cues["figures"]

    def statements(self, sentence: Sentence, vocabulary: list[Entity]) -> list[Said]:
        """The statements of a sentence, inner ones first."""
        found: list[Said] = []
        for verb in sentence.verbs.values():
            how = next((self.how[lemma] for lemma in verb.lemmas if lemma in self.how), None)
            if how is None and self._counts(sentence, verb):
                how = "said"  # "a monitor put the toll at eight"
            if how is not None and verb.copula < 0:
                unsaid = verb.negated or self._by_nobody(sentence, verb)
                found.extend(self._spoken(sentence, verb, UNSAID[how] if unsaid else how))
        found.extend(self._by_phrase(sentence, vocabulary))
        found.extend(self._by_noun(sentence))
        found.extend(self._by_account(sentence))
        found.extend(self._by_header(sentence))
        if len(found) > 1:
            found.sort(key=lambda said: (said.last - said.first, said.first))
        return found

    # --- by a verb ----------------------------------------------------------------------------------------------------

    def _spoken(self, sentence: Sentence, verb: VerbGroup, how: str) -> list[Said]:
        """What a verb of saying hands over: nothing where nothing is said."""
        told = self._told(sentence, verb, how)
        if told is None:
            return []
        cue = (verb.first, verb.head + 1)
        if self._counts(sentence, verb):  # its verb is what tells the losses
            figure = sentence.objects(verb.head)[0].group.head
            cue = (figure, figure + 1)
        aside = sentence.span(verb.head) if told == (sentence.first, sentence.last) else (0, 0)
        if self._by_nobody(sentence, verb):
            return [Said(*told, None, how, cue, aside)]
        speakers = [each.group for each in sentence.subjects(verb.head) if self.can_speak(sentence, each.group)]
        if not speakers:
            speakers = [each.group for each in self._inverted(sentence, verb)]
        if not speakers and how != "unsaid":
            speakers = [each.group for each in sentence.subjects(verb.head) if each.group.type in VOICELESS]
        if not speakers:
            passive = verb.passive or verb.form == "participle"
            return [Said(*told, None, how, cue, aside)] if passive and how not in ("denied", "predicted") else []
        named = [self._titled(sentence, each) for each in (speakers[-1:] if how == "denied" else speakers)]
        return [Said(*told, speaker, how, cue, aside) for speaker in named]

    def _by_nobody(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether nobody says it: "no source has confirmed that", "neither side has said"."""
        return any(sentence.lowers[each.group.whole[0]] in self.nobody for each in sentence.subjects(verb.head))

    def _counts(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether a verb only gives a figure of losses."""
        heads = [sentence.lowers[each.group.head] for each in sentence.objects(verb.head)]
        return not self.counting.isdisjoint(verb.lemmas) and not self.figures.isdisjoint(heads)

    def _titled(self, sentence: Sentence, group: Group) -> Group:
        """A speaker with the name behind the title: "spokeswoman | A. Sargsyan", "the police chief, | D. Sharifi"."""
        if group.entity is not None and group.entity.kind == "person":
            return group
        last = of = self._of_what(sentence, group)
        for child in sentence.under(group.head):
            first, end = sentence.span(child)
            beside = first <= last + 1 and child >= last and end - last <= WIDEST
            if beside and sentence.label(child) in ("appos", "flat", "other") and not self._tells(sentence, first, end):
                last = max(last, end)
        if last == group.whole[1]:
            return group
        if last > of and not any(self._is_person(sentence, at) for at in range(group.whole[1], last)):
            last = of
        titled = group.within(Group(group.first, last, group.head))
        titled.part, titled.whole = group.part, (group.whole[0], last)
        return titled

    def _of_what(self, sentence: Sentence, group: Group) -> int:
        """Where a speaker's words end with those of what he is of: "chief of staff | of the 5th Brigade"."""
        last = group.whole[1]
        if group.entity is not None:
            return last
        for child in sentence.under(group.head):
            first, end = sentence.span(child)
            if first == last and sentence.label(child) == "nmod" and not self._tells(sentence, first, end):
                last = end if end - first <= WIDEST else last
        return last

    def _tells(self, sentence: Sentence, first: int, last: int) -> bool:
        return any(first <= verb < last for verb in sentence.verbs)

    def _is_person(self, sentence: Sentence, at: int) -> bool:
        """Whether a token names a person, or is an unknown name."""
        entity = sentence.entity_at.get(at)
        return sentence.tag(at) == "PROPN" if entity is None else entity.kind in ("person", "name")

    def _inverted(self, sentence: Sentence, verb: VerbGroup) -> Iterator[Argument]:
        """The speaker behind the verb where a quotation or a comma stands before it: "..., said the ministry"."""
        before = verb.first - 1
        if before < sentence.first or not (sentence.lowers[before] == "," or sentence.lowers[before] in QUOTES):
            return
        for each in sentence.arguments.get(verb.head, ()):
            behind = each.slot in ("object", "indirect", "subject") and each.token > verb.head
            if behind and (each.group.type == "thing" or self.can_speak(sentence, each.group)):
                yield each

    def _told(self, sentence: Sentence, verb: VerbGroup, how: str) -> tuple[int, int] | None:
        """The tokens that a verb hands over: the clause that it takes, or the one that it is inserted in."""
        token = verb.head
        spans = [sentence.span(each) for each in sentence.under(token) if self._is_clause(sentence, token, each)]
        if spans:
            return min(first for first, _ in spans), max(last for _, last in spans)
        label, above = sentence.label(token), sentence.head(token)
        if above >= 0 and label in ("parataxis", "ccomp", "advcl", "conj") and self._inserted(sentence, verb):
            return sentence.first, sentence.last
        taken = [each for each in sentence.arguments.get(token, ()) if each.slot in ("object", "of", "for")]
        events = [each for each in taken if self._is_event(sentence, each) or self._is_told_of(sentence, each)]
        if events:
            first, last = sentence.span(token)
            ends = [sentence.span(each.token)[1] for each in events if each.token >= 0]
            return min(first, events[0].group.whole[0]), max([last, *ends])
        if self._counts(sentence, verb) or any(self._suffered(sentence, each) for each in taken):
            return sentence.span(token)  # "reported four officers | murdered"
        if not self.charged.isdisjoint(verb.lemmas):
            return verb.head + 1, sentence.last
        return None

    def _is_clause(self, sentence: Sentence, verb: int, token: int) -> bool:
        """Whether what hangs on a verb of saying is what is said."""
        label = sentence.label(token)
        if label in ("ccomp", "parataxis"):
            return True
        if label == "xcomp":
            return token in sentence.verbs or sentence.child(token, "cop") is not None
        marks = [sentence.lowers[each] for each in sentence.under(token) if sentence.label(each) == "mark"]
        charges = not self.charged.isdisjoint(sentence.verbs[verb].lemmas)  # "blamed the army for shelling X"
        return label == "advcl" and any(each in ("that", "of") or (charges and each == "for") for each in marks)

    def _inserted(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether words of saying stand between marks, in what they hand over, or at its end."""
        first, _last = sentence.span(verb.head)
        before = sentence.lowers[first - 1] if first > sentence.first else ""
        opens = sentence.lowers[first] in (",", ":") or before in (",", ":") or before in QUOTES
        return (opens and verb.form in ("finite", "participle")) or sentence.label(verb.head) == "parataxis"

    def _suffered(self, sentence: Sentence, argument: Argument) -> bool:
        """Whether a participle hangs on what a verb takes."""
        verbs = (sentence.verbs.get(child) for child in sentence.under(argument.token) if argument.slot == "object")
        return argument.token >= 0 and any(verb is not None and verb.form == "participle" for verb in verbs)

    def _is_told_of(self, sentence: Sentence, argument: Argument) -> bool:
        """Whether a verb tells of what somebody did: "speaks of | 70 soldiers captured"."""
        verbs = (sentence.verbs.get(child) for child in sentence.under(argument.token))
        return argument.slot == "of" and any(verb is not None and verb.form == "participle" for verb in verbs)

    def _is_event(self, sentence: Sentence, argument: Argument) -> bool:
        """Whether what a verb takes is an event, or a report of one."""
        group = argument.group
        told = sentence.lowers[group.head] in self.nouns or sentence.lowers[group.head] in self.deeds
        return group.event is not None or told or group.type == "number"

    # --- by other words -----------------------------------------------------------------------------------------------

    def _by_phrase(self, sentence: Sentence, vocabulary: list[Entity]) -> Iterator[Said]:
        """ "According to X and Y": the whole sentence is theirs."""
        for entity in vocabulary:
            if entity.kind != "attribution" or not sentence.first <= entity.first < sentence.last:
                continue
            behind = self._behind(sentence, entity.last)
            if behind is None:
                continue
            for speaker in self._listed(sentence, self._source(sentence, behind)):
                yield Said(sentence.first, sentence.last, speaker, "said", (entity.first, entity.last))

    def _source(self, sentence: Sentence, group: Group) -> Group:
        """Whose a report or claim is: "according to claims by X"; itself where nothing says so."""
        if sentence.tag(group.head) == "WH":  # "a statement, according to which"
            return max((each for head, each in sentence.groups.items() if head < group.head), default=group, key=_end)
        if sentence.lowers[group.head] not in self.nouns:
            return group
        for each in sentence.arguments.get(group.head, ()):
            if each.slot in ("by", "from", "of", "in") and self.can_speak(sentence, each.group):
                return each.group
        if group.last < sentence.last and sentence.lowers[group.last] in MARKS:
            return group
        near = [each for each in self._opening(sentence, group.last) if self.can_speak(sentence, each)]
        together = [each for each in near if each.first == near[0].first]  # "claims by | Russian news outlets"
        return max(together, key=_end, default=group)

    def _behind(self, sentence: Sentence, first: int) -> Group | None:
        """The group that opens next to a token, with no mark between; the longest of those that open together."""
        for begin in range(first, min(first + NEXT + 1, sentence.last)):
            opening = [each for each in self._opening(sentence, begin) if each.first == begin]
            if opening:
                return max(opening, key=lambda each: each.head)
            if sentence.lowers[begin] in (",", ";", ":"):
                return None
        return None

    def _opening(self, sentence: Sentence, begin: int) -> Iterator[Group]:
        """The groups whose heads stand not far behind a token."""
        for head in range(begin, min(begin + WIDEST, sentence.last)):
            if head in sentence.groups:
                yield sentence.groups[head]

    def _listed(self, sentence: Sentence, group: Group) -> Iterator[Group]:
        yield group
        for child in sentence.under(group.head):
            if sentence.label(child) == "conj" and child in sentence.groups:
                other = sentence.groups[child]
                if self.can_speak(sentence, other):
                    yield other

    def _by_noun(self, sentence: Sentence) -> Iterator[Said]:
        """ "Reports that ...": what hangs on it is the noun's; "reports that ... are false" says the contrary."""
        for token in range(sentence.first, sentence.last):
            if sentence.lowers[token] not in self.nouns:
                continue
            for child in sentence.under(token):
                opens = token + 1 < sentence.last and sentence.lowers[token + 1] == "that"
                if sentence.label(child) not in ("acl", "ccomp", "acl:relcl", "xcomp") or not opens:
                    continue
                how = "claimed"
                verb = next((verb for verb in sentence.verbs.values() if verb.copula == sentence.head(token)), None)
                said = sentence.lowers[sentence.head(token)] if sentence.head(token) >= 0 else ""
                if verb is not None and said in self.untrue:
                    how = "claimed" if verb.negated else "denied"
                group = sentence.groups.get(token)
                if group is not None and sentence.lowers[group.first] == "no":
                    how = "unsaid"
                if any(self._denies(sentence, head, each.slot) for head, each in sentence.takers(token)):
                    how = "denied"
                yield Said(*sentence.span(child), group, how, (token, token + 1))

    def _denies(self, sentence: Sentence, head: int, slot: str) -> bool:
        """Whether a verb says that what it takes is not so: "the allegation that ... is denied"."""
        verb = sentence.verbs.get(head)
        return verb is not None and slot == "object" and any(self.how.get(each) == "denied" for each in verb.lemmas)

    def _by_account(self, sentence: Sentence) -> Iterator[Said]:
        """ "Killing six by the Azeri account": the clause is theirs."""
        for token in range(sentence.first, sentence.last) if not sentence.words.isdisjoint(self.accounts) else ():
            group = sentence.groups.get(token)
            if sentence.lowers[token] not in self.accounts or group is None or group.first == sentence.first:
                continue
            before, above = sentence.lowers[group.first - 1], sentence.head(token)
            if before in ("by", "on") and above >= 0 and group.last - group.first > 1:
                yield Said(*sentence.span(above), group, "claimed", (token, token + 1))

    def _by_header(self, sentence: Sentence) -> Iterator[Said]:
        """ "The ministry: ..." at the start of a line."""
        lowers = sentence.lowers
        colon = next(
            (i for i in range(sentence.first + 1, min(sentence.first + 8, sentence.last)) if lowers[i] == ":"), None
        )
        if colon is None or colon == sentence.last - 1:
            return
        if any(sentence.first <= verb < colon for verb in sentence.verbs):
            return
        speaker = next((group for group in sentence.groups.values() if group.last == colon), None)
        if speaker is not None and speaker.first <= sentence.first + 1 and speaker.type == "actor":
            yield Said(colon + 1, sentence.last, speaker, "said", (colon, colon + 1))

    def can_speak(self, sentence: Sentence, group: Group) -> bool:
        """Whether a group can be a speaker: somebody, or a source by its head."""
        if group.type in SPEAKING:
            return True
        if group.type == "place" and group.entity is not None:
            return True
        head = sentence.lowers[group.head]
        return any(each.type == "source" for each in self.lexicon.heads.get(head, ()))


def _end(group: Group) -> int:
    return group.head
