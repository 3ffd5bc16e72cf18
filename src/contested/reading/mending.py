"""A tree with what a greedy parser often gets wrong put right, by what is sure of English."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from contested.reading.attachment import attach
from contested.reading.clauses_of_time import (
    NAMED_KINDS,
    SUBJECT,
    TIMING,
    before_times,
    behind_time,
    clauses_of_time,
    line_up,
    measured,
    of_whom,
    passives_of_time,
    perfects_of_time,
    timed_participles,
    with_subjects,
)
from contested.reading.coordination import coordinate
from contested.reading.late_attachment import attach_at_last
from contested.reading.syntax.tree import Tree, is_verb
from contested.reading.verb_attachment import attach_verbs

HARMED: Final = frozenset(("dead", "killed", "wounded", "injured", "hurt", "missing"))
HAD: Final = frozenset(("have", "has", "had"))
IN_ORDER: Final = ["in", "order"]
AUXILIARY: Final = frozenset(("aux", "aux:pass", "cop"))
GOALS: Final = frozenset(("for", "to", "toward", "towards", "into"))
AWAY: Final = frozenset(("out", "away", "back"))
LEAVING: Final = frozenset(("leave", "leaves", "leaving", "left"))
OPENING: Final = frozenset(("if", "unless", "although", "though", "because", "when", "while", "whether"))
AUXILIARIES: Final = frozenset(("BE", "BEN", "HAVE", "MODAL"))
NOMINAL: Final = frozenset(("NN", "NNS", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X", "WH", "EX"))
#: Labels of which no rule for one word has anything to say, but for times, -ing forms and infinitives.
STAYS: Final = frozenset((
    "det", "case", "mark", "advmod", "cc", "amod", "nummod", "nmod:poss", "iobj", "advcl", "aux:pass", "xcomp",
    "compound:prt", "expl", "punct",
))  # fmt: skip
OF_VERBS: Final = SUBJECT | {"obj", "aux", "aux:pass"}  # what hangs on a verb and on no noun
ADJACENT: Final = frozenset(("compound", "amod", "nummod", "flat", "other", "appos", "nmod", "obl", "nsubj"))
SINGULAR: Final = frozenset(("place", "time"))  # kinds of units that little hangs on
WITHIN: Final = {"place": ("in", "of", "near"), "time": ("of", "in")}  # prepositions that may hang on them
NO_VERBS: Final = frozenset(
    ("obj", "obl", "nmod", "nsubj", "iobj", "compound", "amod")
)  # labels that no finite verb bears


def mended(tree: Tree, words: Sequence[str], kinds: Sequence[str], controls: Callable[[str], str]) -> Tree:
    """A tree with what a greedy parser often gets wrong put right; ``kinds``: what the units name, "" for nothing.

    Nothing but "of" and "in" hangs on a place or a day ("on Monday | by the army"); what hangs on a particle hangs on
    its verb; an infinitive is a complement of a verb or adjective, or hangs on a noun; a noun without preposition by a
    verb is its subject or object; a relative clause hangs on a noun.
    """
    tags, heads, labels = list(tree.tags), list(tree.heads), list(tree.labels)
    words = [word.lower() for word in words]  # as all that follows asks for them
    attach(words, tags, heads, labels)
    attach_verbs(words, tags, heads, labels, kinds)
    children: dict[int, list[int]] = {}
    for at, head in enumerate(heads):
        children.setdefault(head, []).append(at)

    has = partial(_has, children, labels)  # no function of its own: that and what it sees would be a cycle to collect
    there, timed = frozenset(words), "time" in kinds  # most rules are about a word, and most have nothing to mend
    if "longer" in there:
        _no_longer(words, heads, labels)
    if timed:
        before_times(kinds, tags, heads, labels)
    if not there.isdisjoint(TIMING):
        clauses_of_time(words, tags, heads, labels)
        passives_of_time(words, tags, heads, labels)
        perfects_of_time(words, tags, heads, labels)
        measured(words, kinds, heads, labels)
    _cased(tags, heads, labels)
    _adjacent(kinds, tags, heads, labels)
    if "who" in there:
        _relative(words, tags, heads, labels)
    _fronted(words, tags, heads, labels)
    if "aux" in labels or "aux:pass" in labels:
        _raised(tags, heads, labels)
    if not there.isdisjoint(AWAY):
        _away_from(words, tags, heads, labels)
    if "to" in there:
        _before_infinitives(words, tags, heads, labels)
    if len(there & HARMED) > 1:
        _dead_and_wounded(words, tags, heads, labels)
    if "behind" in there:
        _left_behind(words, tags, heads, labels)
    if "nationality" in kinds:
        _shared(tags, heads, labels, kinds)
    if "aux" in labels or "aux:pass" in labels:
        _reclaimed(tags, heads, labels)
    _shifted(tags, heads, labels)
    _rooted(tags, heads, labels)
    _listed(tags, heads, labels, words, kinds)
    if "VVBN" in tags:
        if "CCONJ" in tags:
            _gapped(tags, heads, labels)
        _reduced(tags, heads, labels)
        _participles(tags, heads, labels)
    _gathered(tags, heads, labels)
    if "VVBG" in tags and not there.isdisjoint(TIMING):
        timed_participles(words, tags, heads, labels)
    having, that = "having" in there, "that" in there
    infinitives = {heads[at] for at, tag in enumerate(tags) if tag == "TO" and labels[at] == "mark"}
    by_of = (
        {above: [c for c in under if words[c] == "by"] for above, under in children.items()} if "by" in there else {}
    )
    for at in range(len(tags)):
        above, label = heads[at], labels[at]
        if above < 0 or tags[at] == "PUNCT":
            continue
        if label in STAYS and tags[at] != "VVBG" and kinds[at] != "time" and at not in infinitives:
            continue
        if label in ("obl", "nmod") and kinds[above] in SINGULAR and heads[above] >= 0:
            first = next((child for child in children.get(at, ()) if labels[child] == "case"), at)
            if first != at and words[first] not in WITHIN.get(kinds[above], ()):
                above = heads[at] = heads[above]
        agent = bool(by_of) and any(labels[c] == "case" for c in by_of.get(at, ()))
        if agent and label == "nmod" and labels[above] == "obl" and heads[above] >= 0 and is_verb(tags[heads[above]]):
            above = heads[at] = heads[above]  # "hacked to death | by militiamen"
        if (
            label in ("obl", "nmod", "obj")
            and tags[above] in ("ADV", "ADP")
            and (
                labels[above] in ("advmod", "compound:prt", "other")
                and heads[above] >= 0
                and is_verb(tags[heads[above]])
            )
        ):
            above = heads[at] = heads[above]
        if (
            agent
            and (label == "obl" or label in SUBJECT)
            and at < above
            and not has(above, "aux:pass")
            and tags[above] != "VVBN"
        ):
            own = next((c for c in children.get(above, ()) if c < at and labels[c] in SUBJECT), -1)
            if own >= 0 and not has(own, "case"):
                heads[at], label = own, "nmod"  # "The shelling by the army | began at noon"
                labels[at] = label
        if label == "nmod" and kinds[at] == "place" and labels[above] in ("obj", "obl") and heads[above] >= 0:
            way = {words[c] for c in children.get(at, ()) if labels[c] == "case"}
            if way & GOALS and is_verb(tags[heads[above]]):
                above = heads[at] = heads[above]  # "left the town | for Raqqa", "fled from the area | towards it"
        if label == "nmod" and is_verb(tags[above]):
            label = labels[at] = "obl"
        if at in infinitives and label in ("amod", "other", "obj", "nmod", "obl", "compound", "appos"):
            label = labels[at] = "acl" if tags[above] in ("NN", "NNS", "PROPN") else "xcomp"
        if at in infinitives and label == "acl":
            listed = above
            while labels[listed] == "conj" and heads[listed] >= 0:
                listed = heads[listed]  # "using mortars and | artillery to shell"
            how = controls(words[heads[listed]]) if labels[listed] == "obj" and heads[listed] >= 0 else ""
            if how:
                heads[at], labels[at], label = heads[listed], how, how
        if label == "cop" and tags[above][0] == "V" and above in infinitives:
            label = labels[at] = "aux"  # "were to take": no noun is taken there
        if label == "aux" and is_verb(tags[at]):
            own = next((c for c in children.get(at, ()) if labels[c] in SUBJECT), -1)
            if own >= 0 and own < at < above:
                labels[own] = "nsubj:pass" if has(above, "aux:pass") else "nsubj"
                heads[own], heads[at], label = above, own, "acl"  # "Bambari, | seized in May, | was won back"
                labels[at], tags[at] = label, "VVBN" if tags[at] == "VVBD" else tags[at]
        if label == "ccomp" and is_verb(tags[at]) and at not in infinitives and not has(at, "nsubj", "nsubj:pass"):
            own = next((c for c in children.get(above, ()) if above < c < at and labels[c] == "obj"), -1)
            if own >= 0:
                heads[own], labels[own] = (
                    at,
                    "nsubj:pass" if has(at, "aux:pass") else "nsubj",
                )  # "says | ten were killed"
        both = label == "parataxis" and at < above and is_verb(tags[at]) and is_verb(tags[above])
        if both and has(at, "nsubj") and not has(above, "nsubj", "nsubj:pass"):
            heads[at], labels[at], heads[above], labels[above] = heads[above], labels[above], at, "conj"
            continue
        if kinds[at] == "time" and label in SUBJECT:
            of_whom(at, kinds, tags, heads, labels)
        if kinds[at] == "time" and labels[at] == "nsubj":
            own = next((c for c in children.get(at, ()) if labels[c] == "appos" and tags[c] in NOMINAL), -1)
            if own >= 0:
                heads[own], labels[own], labels[at] = above, label, "obl"  # "Every night | the port comes under fire"
        if (
            (
                kinds[at] == "time"
                and label in ADJACENT
                and not has(at, "case")
                and tags[above] in ("NN", "NNS", "PROPN", "NUM")
            )
            and heads[above] >= 0
            and is_verb(tags[heads[above]])
            and words[at + 1 : at + 2] not in (["'s"], ["’s"])
        ):
            heads[at], label = heads[above], "obl"
            labels[at] = label
        perfect = having and label in ("acl", "acl:relcl") and any(words[c] == "having" for c in children.get(at, ()))
        if perfect and heads[above] >= 0 and is_verb(tags[heads[above]]):
            heads[at], label = heads[above], "advcl"  # "Rebels, | having left Homs, | shelled Idlib"
            labels[at] = label
        if label == "acl:relcl" and is_verb(tags[above]):
            noun = next((k for k in range(at - 1, above, -1) if tags[k] in ("NN", "NNS", "PROPN")), -1)
            if noun >= 0:
                heads[at] = noun
        if that and label == "conj" and is_verb(tags[above]) and any(words[c] == "that" for c in children.get(at, ())):
            labels[at] = "ccomp"
        if (
            kinds[at] in NAMED_KINDS
            and kinds[above] == "time"
            and label in ("flat", "compound", "appos")
            and heads[above] >= 0
        ):
            verb = heads[above]
            heads[at], label = verb, "obj"
            if is_verb(tags[verb]) and at < verb and not has(verb, "nsubj", "nsubj:pass"):
                label = "nsubj:pass" if has(verb, "aux:pass") else "nsubj"  # "On Thursday | Asaba was taken"
            labels[at] = label
        if label == "nsubj:pass" and tags[above] == "VVBD" and not has(above, "aux:pass"):
            label = labels[at] = "nsubj"  # "12 were killed and eight | surrendered"
        if tags[at] == "VVBG" and not has(at, "obj", "aux", "mark") and (label in SUBJECT or has(at, "case", "det")):
            tags[at] = "NN"  # "fighting had broken out"
        told = label in ("ccomp", "obl", "other") and is_verb(tags[above]) and kinds[at] != "time"
        if told and tags[at] in ("NN", "NNS", "PROPN", "NUM", "PRON") and not has(at, "case", "cop", "mark"):
            labels[at] = (
                "nsubj" if at < above and not has(above, "nsubj", "nsubj:pass") else "obj" if at > above else label
            )
        beside = label in SUBJECT and tags[above] in ("NN", "NNS", "PROPN") and at == above - 1
        if beside and not has(above, "cop"):
            labels[at] = "compound"
    attach_at_last(words, tags, heads, labels)
    coordinate(words, tags, heads, labels)
    return Tree(tags, heads, labels) if _is_tree(heads) else tree


def _has(children: dict[int, list[int]], labels: list[str], at: int, *wanted: str) -> bool:
    """Whether something hangs on a token by one of some labels."""
    return any(labels[child] in wanted for child in children.get(at, ()))


def _cased(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A noun with a preposition is no subject: "troops, with the help of hunters, | foiled"."""
    for case, label in enumerate(labels):
        at = heads[case]
        if label != "case" or tags[case] != "ADP" or at < 0 or labels[at] != "nsubj":
            continue
        if heads[at] < 0 or not is_verb(tags[heads[at]]):
            continue
        own = next((c for c in range(case - 1, -1, -1) if heads[c] == at and labels[c] == "nsubj"), -1)
        if own < 0:  # "In Syria | the SDF is fighting"
            own = next((c for c in range(at + 1, heads[at]) if heads[c] == at and labels[c] == "appos"), -1)
        if own >= 0:
            heads[own], labels[own], labels[at] = heads[at], "nsubj", "obl"


def _adjacent(kinds: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Keep a place apart from the actor behind it, who is the verb's: "In Syria | Hezbollah is raiding"."""
    for at, label in enumerate(labels):
        place, verb = at - 1, heads[at]
        if label == "obl" and heads[at] > at and all(tags[k] == "ADV" for k in range(at + 1, heads[at])):
            behind_time(at, kinds, tags, heads, labels)
        if label != "obl" or kinds[at] != "actor" or place < 0 or kinds[place] != "place" or heads[place] != at:
            continue
        case = next((c for c in range(max(0, place - 2), place) if heads[c] == at and labels[c] == "case"), -1)
        if case < 0 or verb <= at or not is_verb(tags[verb]) or verb in with_subjects(heads, labels):
            continue
        heads[place], labels[place], heads[case] = verb, "obl", place
        labels[at] = "nsubj"


def _relative(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "who" without a preposition is its verb's subject, whatever stands between: "men who on Tuesday raided"."""
    for at, word in enumerate(words):
        above = heads[at]
        if word != "who" or above <= at or not is_verb(tags[above]) or labels[at] in SUBJECT:
            continue
        kids = [labels[c] for c in range(len(tags)) if heads[c] == above]
        cased = any(heads[c] == at and labels[c] == "case" for c in range(max(0, at - 2), at))
        if not cased and SUBJECT.isdisjoint(kids):
            labels[at] = "nsubj:pass" if "aux:pass" in kids else "nsubj"


def _fronted(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Hang a clause that opens the sentence on the one behind its comma: "If the road is cut, | they may leave"."""
    if not words or words[0] not in OPENING:
        return
    comma = next((k for k, word in enumerate(words) if word == ","), len(words))
    verbs = [
        k for k in range(1, comma) if is_verb(tags[k]) and labels[k] not in ("acl", "acl:relcl", "compound", "amod")
    ]
    if not verbs:
        return
    first = next((k for k in verbs if any(heads[n] == k and labels[n] in SUBJECT for n in range(k))), verbs[0])
    heads[0], labels[0] = first, "mark"
    behind = (k for k in range(comma + 1, len(words)) if is_verb(tags[k]) and heads[k] == first)
    main = next((k for k in behind if any(heads[n] == k and labels[n] in SUBJECT for n in range(comma, k))), -1)
    if main >= 0:
        heads[main], labels[main], heads[first], labels[first] = heads[first], labels[first], main, "advcl"
        for k in range(comma, len(words)):
            if heads[k] == first and k != main:
                heads[k] = main


def _no_longer(words: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Let "no longer" hang on what is so no longer: "they are no longer | in control of it"."""
    for at in range(1, len(words)):
        if words[at] != "longer" or words[at - 1] != "no":
            continue
        own = [k for k, head in enumerate(heads) if head == at]
        phrase = next((k for k in own if k > at and labels[k] in ("obl", "nmod", "obj")), -1)
        if phrase >= 0 and any(labels[k] == "cop" for k in own):
            heads[phrase], labels[phrase] = heads[at], labels[at]
            for k in own:
                if k not in (phrase, at - 1):
                    heads[k] = phrase
            heads[at], labels[at] = phrase, "advmod"


def _away_from(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Let what one leaves hang on the verb: "pulled out of | the town", "drove away from | the checkpoint"."""
    for at, word in enumerate(words[:-2]):
        verb = heads[at]
        if word not in AWAY or not 0 <= verb < at or not is_verb(tags[verb]) or words[at + 1] not in ("of", "from"):
            continue
        noun = heads[at + 1]
        if labels[at + 1] == "case" and noun > at and heads[noun] == at and labels[noun] in ("obl", "nmod"):
            heads[noun], labels[noun] = verb, "obl"
            heads[at], labels[at] = noun, "case"


def _before_infinitives(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What stands before an infinitive's "to" hangs on the verb over it: "pulled out of | X in order to regroup"."""
    for mark, label in enumerate(labels):
        verb = heads[mark]
        if label != "mark" or tags[mark] != "TO" or verb < mark:
            continue
        begin = mark - 2 if words[max(0, mark - 2) : mark] == IN_ORDER else mark
        above = heads[verb]
        if begin < mark:
            above = next((k for k in range(begin - 1, -1, -1) if is_verb(tags[k])), -1)
            if above >= 0 and verb not in line_up(heads, above):
                heads[verb], labels[verb] = above, "advcl"
        if above < 0 or not is_verb(tags[above]) or heads[verb] != above:
            continue
        for at in range(above + 1, begin):
            if heads[at] == verb and labels[at] in ("obl", "nmod", "obj", "aux"):
                heads[at], labels[at] = above, "compound:prt" if labels[at] == "aux" else labels[at]


def _dead_and_wounded(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """ "The army admitted 30 dead and | wounded": these are those harmed, and no verb of what the army did."""
    for at in range(2, len(words)):
        other = at - 2
        if words[at] not in HARMED or words[at - 1] not in ("and", "or") or words[other] not in HARMED:
            continue
        if heads[other] >= 0 and words[heads[other]] in HAD:
            continue  # "had 30 killed and wounded" tells itself of losses
        if is_verb(tags[at]) and tags[other] in NOMINAL and labels[other] in ("obj", "obl", "nmod"):
            if any(heads[k] == at and labels[k] in OF_VERBS for k in range(len(heads))):
                continue
            tags[at], heads[at], labels[at] = "NNS", other, "conj"
            heads[at - 1] = at


def _left_behind(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What is left behind is the object of leaving: "leaving behind | nine dead"."""
    for at in range(1, len(words) - 1):
        noun, verb = heads[at], at - 1
        if words[at] != "behind" or words[verb] not in LEAVING or not is_verb(tags[verb]) or noun < at:
            continue
        if labels[at] == "case" and heads[noun] == verb and labels[noun] in ("obl", "nmod"):
            labels[noun], heads[at], labels[at] = "obj", verb, "compound:prt"


def _raised(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Let what hangs on an auxiliary hang on its verb: "the army | has yet to take it"."""
    for at, above in enumerate(heads):
        if above >= 0 and labels[above] in ("aux", "aux:pass") and not is_verb(tags[above]) and heads[above] >= 0:
            heads[at] = heads[above] if labels[at] != "flat" else above


def _reclaimed(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Give a verb with an auxiliary and no subject the noun before it: "having left Homs, the army | has moved on"."""
    for at, tag in enumerate(tags):
        if tag[0] != "V":
            continue
        own = [k for k, head in enumerate(heads) if head == at]
        helpers = [k for k in own if k < at and labels[k] in ("aux", "aux:pass") and tags[k] in AUXILIARIES]
        if not helpers or any(labels[k] in SUBJECT for k in own):
            continue
        noun = helpers[0] - 1
        if noun < 1 or tags[noun] not in ("NN", "NNS", "PROPN") or labels[noun] not in ("obj", "obl", "nmod", "appos"):
            continue
        cased = any(heads[k] == noun and labels[k] == "case" for k in range(noun))
        above = heads[noun]
        if (
            cased
            or above < 0
            or above > at
            or not is_verb(tags[above])
            or (at in line_up(heads, above) and heads[at] != -1)
        ):
            continue
        heads[noun], labels[noun] = at, "nsubj:pass" if "aux:pass" in {labels[k] for k in helpers} else "nsubj"


def _shifted(tags: Sequence[str], heads: list[int], labels: Sequence[str]) -> None:
    """Give the second of two verbs the object behind it: "crossed the river and looted | the town"."""
    for at, above in enumerate(heads):
        if labels[at] != "obj" or above < 0 or above > at or not is_verb(tags[above]):
            continue
        earlier = any(heads[k] == above and labels[k] == "obj" for k in range(above + 1, at))
        between = [k for k in range(above + 1, at) if heads[k] == above and labels[k] == "conj" and is_verb(tags[k])]
        if earlier and between and not any(heads[k] == between[-1] and labels[k] == "obj" for k in range(len(tags))):
            heads[at] = between[-1]


def _shared(tags: list[str], heads: list[int], labels: list[str], kinds: Sequence[str]) -> None:
    """Coordinate a nationality with the noun that has what it is of: "Armenian and Azerbaijani forces clashed"."""
    for at in range(len(tags) - 2):
        noun = at + 2
        if kinds[at] != "nationality" or tags[at + 1] != "CCONJ" or tags[noun] not in ("NNS", "NN"):
            continue
        verb = heads[noun]
        if verb == at or verb < 0 or labels[noun] == "conj":
            continue
        if heads[verb] == at:
            heads[verb], labels[verb] = heads[at], labels[at]
        heads[at], labels[at], tags[at] = verb, labels[noun], "NNS"
        heads[noun], labels[noun], heads[at + 1] = at, "conj", noun


def _rooted(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Make a finite verb that hangs on a noun as a participle does the root: "fighters led by X | entered Y"."""
    root = next((at for at, head in enumerate(heads) if head < 0 and tags[at] != "PUNCT"), -1)
    if root < 0 or tags[root] not in ("NN", "NNS", "PROPN", "NUM", "PRON"):
        return
    for at, label in enumerate(labels):
        if label not in ("acl", "other", "conj") or tags[at] not in ("VVBD", "VVBZ") or at < root:
            continue
        if not any(heads[c] == at and labels[c] in ("nsubj", "nsubj:pass", "mark") for c in range(len(heads))):
            heads[at], heads[root], labels[root] = -1, at, "nsubj"
            return


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether no token hangs on itself, by however many steps."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        at, trail = start, []
        while at >= 0 and state[at] == 0:
            state[at] = 1
            trail.append(at)
            at = heads[at]
        if at >= 0 and state[at] == 1:
            return False
        for each in trail:
            state[each] = 2
    return True


def _listed(
    tags: Sequence[str], heads: list[int], labels: list[str], words: Sequence[str], kinds: Sequence[str]
) -> None:
    """Make one list of places that commas and a last "and" join: "in east Aleppo, central Homs, and the desert"."""
    if kinds.count("place") < 2:
        return
    chain: list[int] = []
    joined = False
    at = 0
    while at <= len(tags):
        separated = at < len(tags) and (words[at] == "," or tags[at] in ("CCONJ", "DET", "ADJ") or kinds[at] == "place")
        if at < len(tags) and kinds[at] == "place":
            chain.append(at)
        elif at < len(tags) and tags[at] == "CCONJ" and chain:
            joined = True
        if not separated:
            lead = chain[0] if chain else -1
            if joined and len(chain) > 1 and labels[lead] not in SUBJECT:
                for each in chain[1:]:
                    if (
                        labels[each] in ("parataxis", "appos", "conj", "obl", "obj", "nmod", "other")
                        and heads[lead] != each
                    ):
                        heads[each], labels[each] = lead, "conj"
            chain, joined = [], False
        at += 1


def _gapped(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Give a participle that shares an auxiliary its own subject: "the road was opened and the pocket | encircled"."""
    for at, tag in enumerate(tags):
        if tag != "VVBN" or any(
            heads[c] == at and labels[c] in ("aux", "aux:pass", "obj", "nsubj", "nsubj:pass") for c in range(len(tags))
        ):
            continue
        link = next((k for k in range(at - 1, max(-1, at - 10), -1) if tags[k] == "CCONJ"), -1)
        noun = next(
            (
                k
                for k in range(link + 1, at)
                if tags[k] in ("NN", "NNS", "PROPN") and labels[k] not in ("compound", "flat", "nmod:poss")
            ),
            -1,
        )
        first = next((k for k in range(link - 1, -1, -1) if is_verb(tags[k])), -1)
        if link < 0 or noun < 0 or first < 0 or tags[first] != "VVBN" or labels[noun] not in ("conj", "obj", "obl"):
            continue
        passive = any(heads[c] == first and labels[c] == "aux:pass" for c in range(len(tags)))
        cased = any(heads[c] == noun and labels[c] == "case" for c in range(len(tags)))
        if passive and not cased:
            if at in line_up(heads, first):
                heads[first], labels[first] = heads[at], labels[at]
            heads[at], labels[at] = first, "conj"
            heads[noun], labels[noun] = at, "nsubj:pass"


def _reduced(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Make a finite verb that a participle took for its object the clause's: "the army | led by X | continues"."""
    for at, tag in enumerate(tags):
        above = heads[at]
        if (
            above < 0
            or above > at
            or tag not in ("VVBZ", "VVBD", "VVBP")
            or labels[at] not in NO_VERBS
            or tags[above] != "VVBN"
        ):
            continue
        noun = next((k for k in range(above - 1, -1, -1) if tags[k] in ("NN", "NNS", "PROPN")), -1)
        if noun >= 0 and not any(heads[c] == at and labels[c] in SUBJECT for c in range(len(tags))):
            heads[at], labels[at] = heads[above], labels[above]
            heads[above], labels[above] = noun, "acl"
            heads[noun], labels[noun] = at, "nsubj"
            for child in range(noun):
                if heads[child] == above:
                    heads[child] = at
            return


def _participles(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Hang a bare participle on the noun that it took for a subject: "A bomb | planted by rebels | went off"."""
    if "VVBN" not in tags:
        return
    children: dict[int, list[int]] = {}
    for at, head in enumerate(heads):
        children.setdefault(head, []).append(at)
    for at, tag in enumerate(tags):
        if tag not in ("VVBZ", "VVBD", "VVBP"):
            continue
        own = children.get(at, [])
        if any(labels[c] in SUBJECT for c in own):
            continue
        above = heads[at]
        takes = 0 <= above < at and tags[above] == "VVBN" and labels[at] in ("ccomp", "parataxis", "conj")
        under = next((c for c in own if c < at and tags[c] == "VVBN" and labels[c] in NO_VERBS), -1)
        participle = above if takes else under
        kids = children.get(participle, []) if participle >= 0 else []
        noun = next((c for c in kids if c < participle and labels[c] in SUBJECT), -1)
        if noun < 0 or any(labels[c] in AUXILIARY or labels[c] in ("obj", "mark", "cc") for c in kids):
            continue
        if takes:
            heads[at], labels[at] = heads[above], labels[above]
        heads[participle], labels[participle] = noun, "acl"
        heads[noun], labels[noun] = at, "nsubj"


def _gathered(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Hang what stays without a head where it belongs: a noun behind a verb is its object, a number is its noun's.

    A noun that a list takes from the clause behind "and" is that clause's subject: "burned houses, and | residents
    fled".
    """
    nominal = ("NN", "NNS", "PROPN", "PRON")
    for at, tag in enumerate(tags):
        if tag == "PUNCT" or (heads[at] >= 0 and (labels[at] != "conj" or tag not in nominal)):
            continue
        after = next((k for k in range(at + 1, len(tags)) if tags[k] not in ("ADV", "NEG", "HAVE", "BE", "MODAL")), -1)
        if heads[at] < 0 and tag in ("NUM", "DET", "ADJ") and after == at + 1 and tags[after] in nominal:
            heads[at], labels[at] = after, "nummod" if tag == "NUM" else "amod"
        elif heads[at] < 0 and tag in nominal:
            k = at - 1
            while k >= 0 and tags[k] in ("NUM", "DET", "ADJ", "PRPS"):
                k -= 1
            if k >= 0 and is_verb(tags[k]) and not any(heads[c] == k and labels[c] == "obj" for c in range(len(tags))):
                heads[at], labels[at] = k, "obj"
        elif tag in nominal and labels[at] == "conj" and after >= 0 and tags[after] in ("VVBD", "VVBZ", "VVBP"):
            verb = any(heads[c] == after and labels[c] in SUBJECT for c in range(len(tags)))
            if labels[after] == "conj" and not verb and heads[after] < at:
                heads[at], labels[at] = after, "nsubj"
