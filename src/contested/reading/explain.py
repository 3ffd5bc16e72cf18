"""The structure of a report's sentences, for a person and for a scorer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from contested.model import Claim, Report
from contested.reading.frames import Tried
from contested.reading.reader import Reader, Work
from contested.reading.sentence import Argument, Sentence, VerbGroup
from contested.reading.subject import Subject
from contested.reading.syntax import Tree, load
from contested.reading.syntax.arcs import INFERRED, Arc, arcs
from contested.reading.syntax.lemmas import lemma
from contested.reading.syntax.tree import is_verb
from contested.reading.tokens import tokenise

MOST: Final = 8  # features that are told for and against


class Parsed(NamedTuple):
    """A sentence with its structure; ``starts`` and ``ends`` are its tokens' places in the report's text."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    tree: Tree
    arcs: list[Arc]


def parsed(report: Report) -> Iterator[Parsed]:
    """The sentences of a report, each with its structure."""
    tokens = tokenise(report.text)
    sentences = [tokens.words[first:last] for first, last in tokens.sentences]
    for (first, last), words, tree in zip(tokens.sentences, sentences, load().parse_all(sentences), strict=True):
        yield Parsed(words, tokens.starts[first:last], tokens.ends[first:last], tree, arcs(words, tree))


def structure(report: Report) -> Iterator[str]:
    """A JSON object a sentence: its verbs, and the head words in their slots, in the places of the report's text.

    What form alone does not say (the subject of ", killing six") is left out, as are verbs that complete others.
    """
    for sentence in parsed(report):
        args: dict[int, list[dict[str, object]]] = {i: [] for i, tag in enumerate(sentence.tree.tags) if is_verb(tag)}
        for arc in sentence.arcs:
            if arc.head in args and arc.slot != "complement" and arc.via not in INFERRED:
                args[arc.head].append({"slot": arc.slot, **_place(sentence, arc.dependent)})
        lemmas = {v: lemma(sentence.words[v], sentence.tree.tags[v]) for v in args}
        verbs = [{**_place(sentence, v), "lemma": lemmas[v], "args": args[v]} for v in args]
        about = {"report": report.id, "start": sentence.starts[0], "end": sentence.ends[-1], "verbs": verbs}
        yield msgspec.json.encode(about).decode()


def events(reader: Reader, report: Report) -> Iterator[str]:
    """What becomes events and why: for each verb its slots and the constructions tried, then the claims.

    A construction that has not what it needs says what that is; a sentence of another matter than war says so.
    """
    reading = reader.read(report)
    asked: list[tuple[Sentence, bool]] = []
    if reading.unread is None:
        work = Work(reader, report, tokenise(report.text))
        work.reading()
        asked = work.asked
        if not reader.subject.is_war(work.tokens, work.named.entities):
            yield from _subject_told(reader.subject, work)
            return
    for sentence, war in asked:
        tokens = sentence.tokens
        start, end = tokens.starts[sentence.first], tokens.ends[sentence.last - 1]
        yield report.text[start:end].replace("\n", " ")
        reader.frames.fillers.read(sentence)
        for verb in sentence.verbs.values():
            yield from _verb_told(reader, sentence, verb, war)
        found = [claim for claim in reading.claims if claim.sentence.start == start]
        yield from (_claim_told(claim) for claim in found)
        if not found:
            yield "  no event"
        yield ""
    if not asked:
        yield reading.unread or "no sentence holds a word that can name an event"


def _subject_told(subject: Subject, work: Work) -> Iterator[str]:
    """That a report is about another matter, with the features that count most against it and for it."""
    yield "the text is about another matter than armed conflict, so no event is read from it"
    features = subject.features(work.tokens, work.named.entities)
    weighed = sorted((subject.weights.get(each, 0.0), each) for each in features)
    yield "  against: " + ", ".join(f"{each} {weight:+.2f}" for weight, each in weighed[:MOST] if weight < 0)
    yield "  for: " + ", ".join(f"{each} {weight:+.2f}" for weight, each in weighed[: -MOST - 1 : -1] if weight > 0)


def _verb_told(reader: Reader, sentence: Sentence, verb: VerbGroup, war: bool) -> Iterator[str]:
    slots = ", ".join(_filler_told(sentence, each) for each in sentence.arguments.get(verb.head, ()))
    yield f"  {sentence.tokens.words[verb.head]}: {slots or 'nothing hangs on it'}"
    for tried in reader.frames.tried(sentence, verb, war):
        yield f"    {_construction(verb, tried)} as {tried.trigger.type}: {_needs_told(tried, war)}"
        if tried.met:
            return


def _construction(verb: VerbGroup, tried: Tried) -> str:
    return " ".join((verb.lemmas[0], *tried.sense.verb.rest))


def _needs_told(tried: Tried, war: bool) -> str:
    if tried.met:
        return "yes"
    if tried.trigger.war and not war:
        return "no, the report does not speak of armed force"
    needs = " or ".join(
        "+".join(f"{slot}:{kind}" if kind else slot for slot, kind in need) for need in tried.trigger.needs
    )
    return f"no, needs {needs}"


def _filler_told(sentence: Sentence, argument: Argument) -> str:
    first, last = argument.group.whole
    return f"{argument.slot} {' '.join(sentence.tokens.words[first:last])} ({argument.group.type})"


def _claim_told(claim: Claim) -> str:
    who = "; ".join(f"{actor.role} {actor.name}" for actor in claim.actors)
    where = "; ".join(f"{place.role} {place.name}" for place in claim.places)
    meant = ", ".join((claim.polarity, claim.modality, claim.outcome))
    return f"  → {claim.type} ({claim.trigger.text}) | {who or 'nobody'} | {where or 'nowhere'} | {meant}"


def _place(sentence: Parsed, i: int) -> dict[str, object]:
    return {"start": sentence.starts[i], "end": sentence.ends[i]}


def told(report: Report) -> Iterator[str]:
    """The sentences for a person: a line a token with its tag, what it hangs on and how; then who does what."""
    for sentence in parsed(report):
        words, (tags, heads, labels) = sentence.words, sentence.tree
        widest = max(map(len, words))
        yield report.text[sentence.starts[0] : sentence.ends[-1]].replace("\n", " ")
        for i, word in enumerate(words):
            head = words[heads[i]] if heads[i] >= 0 else "-"
            yield f"  {i:3} {word:<{widest}}  {tags[i]:<6} {labels[i] if heads[i] >= 0 else 'root':<13} {head}"
        for arc in sentence.arcs:
            said = lemma(words[arc.head], tags[arc.head])
            yield f"  {said} · {arc.slot} · {words[arc.dependent]}{'' if arc.via == 'direct' else f' ({arc.via})'}"
        yield ""
