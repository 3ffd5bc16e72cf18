"""The structure of a report's sentences, for a person and for a scorer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from contested.model import Report
from contested.reading.syntax import Tree, load
from contested.reading.syntax.arcs import INFERRED, Arc, arcs
from contested.reading.syntax.lemmas import lemma
from contested.reading.syntax.tree import is_verb
from contested.reading.tokens import tokenise


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
