"""Knowledge to lexicon: inflect, index, and keep the result in the cache folder."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import KnowledgeError
from contested.gazetteer.index import cache_folder
from contested.gazetteer.sources import table
from contested.knowledge.load import fingerprint, load
from contested.knowledge.schema import ActorEntry, Label, PlaceEntry, RoadEntry
from contested.knowledge.tables import Knowledge
from contested.reading import lexicon as lx
from contested.reading.tokens import tokenise

FORMAT = 4
KEPT = 4  # compiled lexicons that stay in the cache: of other versions, of users\' folders
AUXILIARIES = {
    "be": ("be", "is", "are", "was", "were", "been", "being", "am"),
    "have": ("have", "has", "had", "having"),
}


class English:
    """English morphology: lemma and part of speech to inflected forms, from lemminflect's packaged table."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], list[list[str]]] = {}
        table = files("lemminflect") / "resources" / "infl_lu.csv.gz"
        with table.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
            for lemma, part, *forms in csv.reader(lines):
                self.rows[lemma, part] = [[each for each in form.split("/") if each] for form in forms]

    def verb(self, lemma: str) -> tuple[str, ...]:
        """All forms of a verb, the base first; regular where the table has none."""
        if lemma in AUXILIARIES:
            return AUXILIARIES[lemma]
        past, participle, ing, third = self.verb_forms(lemma)
        return tuple(dict.fromkeys((lemma, *past, *participle, *ing, *third)))

    def verb_forms(self, lemma: str) -> tuple[list[str], list[str], list[str], list[str]]:
        """Past, past participle, -ing and third person forms of a verb."""
        prefix, dash, stem = lemma.rpartition("-")
        row = self.rows.get((stem, "verb"))
        if row is None and stem.startswith("re") and (stem[2:], "verb") in self.rows:
            row = [["re" + form for form in forms] for forms in self.rows[stem[2:], "verb"]]
        if row is None:
            row = _regular(stem)
        past, participle, ing, third = ([prefix + dash + form for form in forms] for forms in row)
        return past, participle or past, ing, third

    def plural(self, noun: str) -> tuple[str, ...]:
        """The singular and the plural forms of a noun."""
        row = self.rows.get((noun, "noun"))
        regular = noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
        if noun.endswith("y") and noun[-2:-1] not in "aeiou":
            regular = noun[:-1] + "ies"
        if noun.endswith("man") and noun != "human":
            return noun, noun[:-3] + "men"
        return (noun, *(row[0] if row and row[0] else [regular]))

    def words(self) -> dict[str, int]:
        """Every word form with the bits of what it can be."""
        bits: dict[str, int] = defaultdict(int)
        for (lemma, part), forms in self.rows.items():
            if part == "noun":
                bits[lemma] |= lx.NOUN
                for form in forms[0] if forms else ():
                    bits[form] |= lx.PLURAL if form != lemma else lx.NOUN
            elif part == "verb":
                bits[lemma] |= lx.BASE
                for form_bit, form_list in zip(
                    (lx.PAST, lx.PARTICIPLE, lx.ING, lx.THIRD), self.verb_forms(lemma), strict=True
                ):
                    for form in form_list:
                        bits[form] |= form_bit
            elif part in ("adj", "adv"):
                bits[lemma] |= lx.ADJECTIVE if part == "adj" else lx.ADVERB
                if part == "adj":
                    for comparative in (each for form in forms for each in form):
                        bits[comparative] |= lx.ADJECTIVE
        return {word: value for word, value in bits.items() if word.islower() and len(word) > 1}


def _regular(stem: str) -> list[list[str]]:
    if stem.endswith("e"):
        return [[stem + "d"], [], [stem[:-1] + "ing"], [stem + "s"]]
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return [[stem[:-1] + "ied"], [], [stem + "ing"], [stem[:-1] + "ies"]]
    third = stem + ("es" if stem.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return [[stem + "ed"], [], [stem + "ing"], [third]]


def open_lexicon(dirs: Sequence[Path] = ()) -> lx.Lexicon:
    """The lexicon of the packaged knowledge and of users' folders, compiled if anything changed since the last time.

    Raises:
        KnowledgeError: a knowledge file is not well formed.
    """
    kept = cache_folder() / f"lexicon-{FORMAT}-{fingerprint(dirs)[:24]}.msgpack"
    if kept.exists():
        try:
            return msgspec.msgpack.decode(kept.read_bytes(), type=lx.Lexicon)
        except msgspec.MsgspecError:
            pass  # cut off or of another version: made anew below
    made = compile_lexicon(load(dirs))
    kept.parent.mkdir(parents=True, exist_ok=True)
    from contested.scratch import drafted

    with drafted(kept) as new:
        new.write(msgspec.msgpack.encode(made))
    older = sorted(kept.parent.glob("lexicon-*.msgpack"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in older[KEPT:]:
        path.unlink(missing_ok=True)
    return made


def known_places(dirs: Sequence[Path] = ()) -> dict[str, Any]:
    """What `Gazetteer.open` needs to know of the knowledge files: their state, and how to get places and roads."""

    def known() -> tuple[Sequence[PlaceEntry], Sequence[RoadEntry]]:
        knowledge = load(dirs)
        return knowledge.places, knowledge.roads

    return {"known": known, "stamp": fingerprint(dirs)[:16]}


def compile_lexicon(knowledge: Knowledge) -> lx.Lexicon:
    """Inflect and index all knowledge."""
    english = English()
    triggers, forms, verbs, nouns = _events(knowledge, english)
    actors = tuple(_actor(entry) for entry in knowledge.actors)
    wordings, phrases = _wording(knowledge, english, {actor.id: index for index, actor in enumerate(actors)})
    means = tuple((entry.kind, entry.mention, entry.kind.replace("_", " ")) for entry in knowledge.means)
    for index, entry in enumerate(knowledge.means):
        for word in entry.words:
            _add(phrases, _last_inflected(word, english), "means", index)
    cues = _cues(knowledge)
    for index, actor_entry in enumerate(knowledge.actors):
        led = (pattern.format(leader) for leader in actor_entry.leaders for pattern in cues["parties"]["led"])
        for alias in dict.fromkeys((actor_entry.name, *actor_entry.aliases, *led)):
            _add(phrases, (alias,), "actor", index)
    for name in ("edge_of", "part_of", "near", "around"):
        for cue in cues["relations"].get(name, ()):
            _add(phrases, (cue,), name, 0)
    for phrase in cues["attribution"].get("phrases", ()):
        _add(phrases, (phrase,), "attribution", 0)
    return lx.Lexicon(
        digest=knowledge.digest,
        frames={entry.name: lx.Frame(entry.name, entry.intransitive, entry.slots) for entry in knowledge.frames},
        triggers=triggers,
        forms=forms,
        verbs=verbs,
        nouns=nouns,
        heads=_heads(knowledge, english),
        phrases={first: tuple(sorted(found, key=_longest)) for first, found in phrases.items()},
        actors=actors,
        wordings=wordings,
        means=means,
        means_classes=_means_classes(knowledge),
        classes={row.name: frozenset(row.words) for row in knowledge.classes},
        refine={kind: row.to for row in knowledge.refinements for kind in row.means},
        roles=tuple(
            lx.Refinement(tuple(row.types), tuple(row.agent), tuple(row.patient), row.to)
            for row in knowledge.refinements
            if row.types
        ),
        capitals=_capitals(),
        demonyms=frozenset(
            word for row in table("countries.csv") for word in row["demonyms"].lower().split("|") if word
        ),
        closed={word: name for name, words in cues["classes"].items() for word in words},
        cues=cues,
        echelons={word: row.name for row in knowledge.echelons for base in row.words for word in english.plural(base)},
        titles=frozenset(word for row in knowledge.persons for word in row.titles),
        given=frozenset(word for row in knowledge.persons for word in row.given),
        organisations={
            word: kind for row in knowledge.persons for kind, words in row.organisation.items() for word in words
        },
        signs=_signs(knowledge),
        conflicts=tuple(
            lx.ConflictInfo(
                conflict.id,
                tuple(conflict.countries),
                conflict.from_,
                conflict.to,
                tuple((side.id, side.name, side.colour) for side in conflict.side),
            )
            for conflict in knowledge.conflicts
        ),
        words=english.words(),
        placing={row.feature: row.weights for row in knowledge.placing},
        evidence={row.feature: row.weight for row in knowledge.evidence},
        carried={row.feature: row.weight for row in knowledge.carried},
        subject={row.feature: row.weight for row in knowledge.subject},
    )


def _means_classes(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for entry in knowledge.means:
        for name in entry.is_a:
            kinds[name].add(entry.kind)
    return {name: frozenset(found) for name, found in kinds.items()}


def _capitals() -> dict[str, str]:
    """Capitals, lower case, to their countries: a capital may stand for its government ("Moscow denied")."""
    return {row["capital"].lower(): row["iso2"] for row in table("countries.csv") if row["capital"]}


def _longest(phrase: lx.Phrase) -> tuple[int, str, int]:
    return -len(phrase.rest), phrase.kind, phrase.value


def _cues(knowledge: Knowledge) -> dict[str, dict[str, tuple[str, ...]]]:
    """All cue files as one, a user's words after ours."""
    merged: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in knowledge.cues:
        for group in row.__struct_fields__:
            names = merged.setdefault(group, {})
            for name, words in getattr(row, group).items():
                names[name] = tuple(dict.fromkeys((*names.get(name, ()), *words)))
    return merged


def _signs(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """The small sets of words that decide what a name is, a user's words beside ours."""
    merged: dict[str, frozenset[str]] = {}
    for row in knowledge.persons:
        for name, words in row.signs.items():
            merged[name] = merged.get(name, frozenset()) | frozenset(words)
    return merged


Index = dict[str, Any]


def _events(knowledge: Knowledge, english: English) -> tuple[tuple[lx.Trigger, ...], Index, Index, Index]:
    triggers: list[lx.Trigger] = []
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    verbs: dict[str, dict[lx.Verb, None]] = defaultdict(dict)
    nouns: dict[str, dict[lx.Noun, None]] = defaultdict(dict)

    classes = {row.name: row.words for row in knowledge.classes}

    def verb(words: str, trigger: int | None, light: str | None = None) -> None:
        for lemma, *rest in _alternatives(words, classes):
            verbs[lemma][lx.Verb(tuple(rest), trigger, light)] = None
            for form in english.verb(lemma):
                forms[form][lemma] = None

    for index, entry in enumerate(knowledge.triggers):
        needs = tuple(tuple(_need(part) for part in need.split("+")) for need in entry.needs)
        triggers.append(lx.Trigger(entry.type, entry.frame, needs, entry.war, entry.generic))
        for words in entry.verbs:
            verb(words, index)
        for words in entry.nouns:
            *before, head = words.split()
            for form in english.plural(head):
                nouns[form][lx.Noun(tuple(before), index, words in entry.weak)] = None
    for light in knowledge.lights:
        for words in light.verbs:
            verb(words, None, light.gives)
    for row in knowledge.cues:
        for group in (row.phase, row.outcome, row.attribution):
            for name, lemmas in group.items():
                if not name.endswith(("adjectives", "adverbs")) and name not in ("phrases", "nouns", "unnamed"):
                    for words in lemmas:
                        for form in english.verb(words.split()[0]):
                            forms[form][words.split()[0]] = None
    return (
        tuple(triggers),
        {form: tuple(lemmas) for form, lemmas in forms.items()},
        {lemma: tuple(sorted(found, key=lambda sense: -len(sense.rest))) for lemma, found in verbs.items()},
        {form: tuple(sorted(found, key=lambda sense: -len(sense.before))) for form, found in nouns.items()},
    )


def _alternatives(words: str, classes: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """A construction's words with each choice made: "push into|on" is two, "@class" as many as it has words.

    Raises:
        KnowledgeError: no class has such a name.
    """
    choices: list[list[str]] = []
    for word in words.split():
        choices.append([])
        for each in word.split("|"):
            if not each.startswith("@"):
                choices[-1].append(each)
            elif each[1:] in classes:
                choices[-1].extend(classes[each[1:]])
            else:
                raise KnowledgeError(f"construction {words!r}: no class is called {each[1:]!r}; add a [[class]] to it")
    for chosen in product(*choices):
        yield " ".join(chosen).split()


def _need(part: str) -> tuple[str, str]:
    slot, _, kind = part.partition(":")
    return slot, kind


def _heads(knowledge: Knowledge, english: English) -> dict[str, tuple[lx.Head, ...]]:
    heads: dict[str, dict[lx.Head, None]] = defaultdict(dict)
    for entry in knowledge.nouns:
        for words in entry.words:
            *before, head = words.split()
            for form in english.plural(head):
                heads[form][lx.Head(tuple(before), entry.type, entry.kind, words in entry.weak)] = None
    return {form: tuple(sorted(found, key=lambda head: -len(head.before))) for form, found in heads.items()}


def _actor(entry: ActorEntry) -> lx.ActorInfo:
    sides = tuple((row.conflict, row.side, row.from_, row.to) for row in entry.member)
    return lx.ActorInfo(entry.id, entry.name, entry.kind, entry.parent, tuple(entry.countries), sides, entry.from_)


Phrases = dict[str, dict[lx.Phrase, None]]  # ordered as they are added, each once


def _wording(
    knowledge: Knowledge, english: English, actors: dict[str, int]
) -> tuple[tuple[lx.WordingInfo, ...], Phrases]:
    found: list[lx.WordingInfo] = []
    phrases: Phrases = defaultdict(dict)
    for entry in knowledge.wording:
        found.append(lx.WordingInfo(entry.kind, entry.neutral, entry.favours, entry.needs_actor, entry.pos, None))
        spellings: Iterable[str] = (entry.text,)
        if entry.lemma:
            spellings = _all_inflected(entry.text, entry.kind == "verb" or entry.pos == "verb", english)
        _add(phrases, spellings, "wording", len(found) - 1)
    named = ((actor, label) for actor in knowledge.actors for label in actor.label)
    for actor, label in named:
        found.append(_label(actor, label, actors[actor.id]))
        _add(phrases, (label.text,), "wording", len(found) - 1)
    return tuple(found), phrases


def _label(actor: ActorEntry, label: Label, index: int) -> lx.WordingInfo:
    favours = "named" if label.by == "supporters" else "against_named"
    return lx.WordingInfo("label", label.neutral or actor.name, favours, False, None, index)


def _all_inflected(words: str, is_verb: bool, english: English) -> list[str]:
    *before, last = words.split()
    if is_verb:
        first, *rest = words.split()
        return [" ".join((form, *rest)) for form in english.verb(first)]
    return [" ".join((*before, form)) for form in english.plural(last)]


def _last_inflected(words: str, english: English) -> list[str]:
    return _all_inflected(words, False, english)


def _add(phrases: Phrases, spellings: Iterable[str], kind: str, value: int) -> None:
    for spelling in dict.fromkeys(spellings):
        tokens = tokenise(spelling)
        if not tokens.words:
            continue
        capitals = 0
        if kind in ("actor", "wording", "means") and spelling[:1].isupper():
            capitals = 2 if spelling.isupper() and len(spelling) <= 6 else 1
        phrase = lx.Phrase(tuple(tokens.lowers[1:]), kind, value, capitals, spelling)
        phrases[tokens.lowers[0]][phrase] = None
