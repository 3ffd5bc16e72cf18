"""Where phrases and clauses hang that a greedy parser misplaces: lists, "between", participles, results, numbers."""

from __future__ import annotations

from collections.abc import Sequence

NOUNS = frozenset(("NN", "NNS", "PROPN"))
PARTICIPLES = frozenset((  # past participles that do not end in -ed and that nouns are often described by
    "built", "caught", "found", "held", "hidden", "hit", "laid", "led", "left", "made", "run", "seen", "sent", "set",
    "shot", "sunk", "taken", "worn",
))  # fmt: skip
#: What it is taken for before the verb that follows.
MISREAD = frozenset(("cop", "csubj", "aux", "other", "case", "mark", "advcl"))
LATER = frozenset(("ccomp", "advcl", "parataxis"))  # what the verb that follows is taken for
JOINED = LATER.union(("conj",))
SPEECH = frozenset((",", '"', "“", ":"))
OPENING, CLOSING = frozenset(("“", "‘", '"')), frozenset(("”", "’", '"'))
LONGEST_NAME = 6  # words between two quotation marks
VAGUE = frozenset(("dozens", "scores", "hundreds", "several", "many", "others", "another"))
ACTIVE = frozenset(("VVB", "VVBD", "VVBG", "VVBZ", "VVBP"))
WITHIN_GROUP = frozenset(("DET", "ADJ", "NUM", "PRPS", "NN", "NNS", "PROPN", "POS"))
COMPLETED = frozenset(("obj", "iobj", "xcomp", "ccomp", "aux:pass", "compound:prt"))
STRAYING = frozenset(("conj", "parataxis", "other", "appos", "nmod"))
FOLLOWED = frozenset(("BE", "BEN", "HAVE", "MODAL", "POS", "DO", "GET"))
CHARGING = ("accus", "suspect", "convict", "guilt", "blam", "charg", "responsib", "instead")
PASTS = frozenset(("VVBD", "VVBN"))
GAINING = frozenset(("seizing", "taking", "retaking", "capturing", "recapturing", "gaining", "regaining", "assuming"))
ALIGHT = frozenset(("ablaze", "alight", "aflame", "afire"))
FINITES = frozenset(("VVBD", "VVBZ", "VVBP"))
HARMED = frozenset(
    ("killed", "wounded", "injured", "hurt", "martyred", "slain", "arrested", "detained", "abducted", "kidnapped")
)
TOLD = frozenset(("reported", "feared", "presumed", "believed", "confirmed", "declared", "pronounced"))
REACH = 10  # words between "between" and its "and"


def attach(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Hang them on the right word; ``tags``, ``heads`` and ``labels`` are changed in place."""
    _of_the_nearest(words, tags, heads, labels)
    _between(words, tags, heads, labels)
    _described(words, tags, heads, labels)
    _shot_dead(words, tags, heads, labels)
    _counted(tags, heads, labels)
    _gapped(words, tags, heads, labels)
    _which(words, tags, heads, labels)
    _accused(words, tags, heads, labels)
    _behind_a_verb(words, tags, heads, labels)
    _quoted(words, tags, heads, labels)
    _apposed(words, tags, heads, labels)
    _named_subjects(words, tags, heads, labels)
    _alight(words, tags, heads, labels)


def attach_at_last(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """The same for what shows only when the rest of a tree is put right."""
    _led_by(words, tags, heads, labels)
    _active_subjects(words, tags, heads, labels)
    _parallel(tags, heads, labels)
    _twins(words, tags, heads, labels)
    _against(words, tags, heads, labels)
    _worth(words, tags, heads, labels)
    _cased_again(words, tags, heads, labels)
    _clause_subjects(tags, heads, labels)
    _having(words, tags, heads, labels)
    _that(words, tags, heads, labels)
    _harmed(words, tags, heads, labels)
    _reported(words, tags, heads, labels)


def _of_the_nearest(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "of" belongs to the last of two nouns that it stands behind: "troops and | fighters of the army"."""
    for case, word in enumerate(words):
        at = heads[case]
        if word != "of" or labels[case] != "case" or at < 0 or labels[at] not in ("nmod", "obl") or not case:
            continue
        near = case - 1
        if tags[near] in NOUNS and labels[near] in ("conj", "obl") and heads[near] == heads[at]:
            heads[at], labels[at] = near, "nmod"


def _between(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What "and" joins behind "between" is no subject: "clashes between the army and the rebels | broke out"."""
    for case, word in enumerate(words):
        first = heads[case]
        if word != "between" or labels[case] != "case" or first < 0 or labels[first] not in ("nmod", "obl"):
            continue
        joint = next((k for k in range(first + 1, min(first + REACH, len(words))) if words[k] == "and"), -1)
        if joint < 0 or any(tags[k][:2] == "VV" for k in range(first, joint)):
            continue
        for k in range(joint + 1, len(words)):
            if tags[k][:2] == "VV" or words[k] == ",":
                break
            if labels[k] in ("nsubj", "nsubj:pass") and tags[k] in NOUNS and heads[k] > k:
                heads[k], labels[k], heads[joint] = first, "conj", k
                break


def _described(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """A participle behind a noun describes it if another verb follows: "a bomb | buried beside a road | killed two"."""
    for subject, label in enumerate(labels):
        first = subject + 1
        if label != "nsubj" or heads[subject] != first or tags[first] not in ("VVBD", "VVBN"):
            continue
        word = words[first]
        under = [k for k, head in enumerate(heads) if head == first]
        verb = next((k for k in under if labels[k] in LATER), heads[first] if labels[first] in MISREAD else -1)
        if tags[first + 1 : first + 2] not in (["ADP"], ["ADV"]):
            continue
        if verb <= first or tags[verb] not in ("VVBD", "VVBZ") or not (word.endswith("ed") or word in PARTICIPLES):
            continue
        own = any(head == verb and labels[k] in ("nsubj", "nsubj:pass", "mark") for k, head in enumerate(heads))
        told = any(labels[k] == "obj" for k in under) or not SPEECH.isdisjoint(words[first:verb])
        if own or told:
            continue
        if heads[verb] == first:
            heads[verb], labels[verb] = heads[first], labels[first]
            for k in under:
                heads[k] = verb if k > verb else heads[k]
        heads[first], labels[first], tags[first] = subject, "acl", "VVBN"
        heads[subject], labels[subject] = verb, "nsubj"


def _shot_dead(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "dead" right behind a verb is what came of it: "shot dead | 18 protesters"."""
    for at in range(1, len(words)):
        if words[at] == "dead" and labels[at] == "amod" and tags[at - 1][:2] == "VV":
            heads[at], labels[at] = at - 1, "xcomp"


def _counted(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A number alone right behind a verb is its object: "killing | five of them"."""
    objects = {head for head, label in zip(heads, labels, strict=True) if label == "obj"}
    for at in range(1, len(tags)):
        verb = at - 1
        bare = tags[at] == "NUM" and heads[at] < 0 and tags[verb][:2] == "VV" and heads[verb] >= 0
        if bare and verb not in objects:
            heads[at], labels[at] = verb, "obj"


def _which(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A clause of "which" behind a comma tells of the noun before it: "Palmyra, | which the army recaptured"."""
    for at in range(2, len(words)):
        verb = heads[at]
        if words[at] not in ("which", "who") or words[at - 1] != "," or tags[at - 2] not in NOUNS or verb <= at:
            continue
        subject = any(heads[k] == verb and labels[k] == "nsubj" for k in range(at + 1, verb))
        if subject and labels[at] == "nsubj":
            labels[at] = "obj"  # "Homs, which rebels shelled"
        if labels[at] in ("obj", "nsubj", "nsubj:pass") and labels[verb] in (
            "advcl",
            "parataxis",
            "ccomp",
            "acl:relcl",
        ):
            noun = at - 2
            if words[at] == "who" and labels[noun] == "nmod" and tags[heads[noun]] == "NNS":
                noun = heads[noun]  # "the militants in East Qalamoun, who are encircled"
            if labels[verb] != "acl:relcl" or heads[verb] == at - 2:
                heads[verb], labels[verb] = noun, "acl:relcl"


def _quoted(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Quotation marks around a name belong to the noun that it describes: "the “Islamic State” organization"."""
    for first in range(len(words)):
        if words[first] not in OPENING or labels[first] != "punct":
            continue
        last = next((k for k in range(first + 2, min(first + LONGEST_NAME, len(words) - 1)) if words[k] in CLOSING), -1)
        if last < 0 or tags[last + 1] not in NOUNS:
            continue
        if all(heads[k] == last + 1 or first < heads[k] < last for k in range(first + 1, last)):
            heads[first] = heads[last] = last + 1


def _gapped(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """A number and a participle behind a passive are another: "two were killed | and four wounded | near Homs"."""
    passive = -1
    for at, label in enumerate(labels):
        if label == "aux:pass" and heads[at] > at:
            passive = heads[at]
        last = at + 1
        number = tags[at] == "NUM" or words[at] in VAGUE
        told = number and 0 <= passive < at - 1 and words[at - 1] in ("and", ",") and last < len(words)
        if not told or not words[last].endswith("ed") or (last + 1 < len(words) and tags[last + 1] in NOUNS):
            continue
        heads[last], labels[last], tags[last] = passive, "conj", "VVBN"
        heads[at], labels[at], heads[at - 1] = last, "nsubj:pass", last


def _accused(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """What somebody is accused of, or gains, is a verb's object: "accused them of | looting hospitals"."""
    for verb in range(2, len(words) - 1):
        noun = heads[verb]
        if tags[verb] != "VVBG" or labels[verb] not in ("other", "amod", "compound") or noun <= verb:
            continue
        before = words[max(0, verb - REACH) : verb]
        charged = before[-1] in ("of", "for", "with") and any(word.startswith(CHARGING) for word in before)
        if not charged and words[verb] not in GAINING:
            continue
        heads[verb], labels[verb] = heads[noun], "acl" if heads[noun] >= 0 and tags[heads[noun]] in NOUNS else "advcl"
        heads[noun], labels[noun] = verb, "obj"
        if heads[verb - 1] == noun:
            heads[verb - 1], labels[verb - 1] = verb, "mark"


def _behind_a_verb(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """A noun right behind an active verb that has no object is its object: "came and looted | the cattle"."""
    for verb, tag in enumerate(tags):
        if tag not in ACTIVE or any(head == verb and labels[k] in COMPLETED for k, head in enumerate(heads)):
            continue
        last = verb + 1
        while last < len(words) and tags[last] in WITHIN_GROUP:
            last += 1
        group = range(verb + 1, last)
        outward = [k for k in group if heads[k] not in group]
        if len(outward) != 1 or tags[outward[0]] not in NOUNS or not FOLLOWED.isdisjoint(tags[last : last + 1]):
            continue
        noun = outward[0]
        followed = last < len(words) and tags[last][:1] == "V" and tags[last] != "VVBG"
        above = _upwards(verb, heads)
        if labels[noun] in STRAYING and heads[noun] in above and not followed:
            heads[noun], labels[noun] = verb, "obj"


def _upwards(at: int, heads: Sequence[int]) -> list[int]:
    """All that a word hangs on, up to the root."""
    found: list[int] = []
    while heads[at] >= 0 and heads[at] not in found:
        at = heads[at]
        found.append(at)
    return found


def _led_by(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A participle with "by" between a noun and a finite verb describes the noun: "the army | led by X | continues"."""
    for led in range(1, len(words) - 2):
        noun = led - 1
        if tags[led] not in ("VVBD", "VVBN") or words[led + 1] != "by" or tags[noun] not in NOUNS:
            continue
        later = (k for k in range(led + 2, len(words)) if heads[k] == led and labels[k] in JOINED)
        verb = next((k for k in later if tags[k] in ("VVBZ", "VVBD", "VVBP")), -1)
        if verb < 0 or any(labels[k] in ("cc", "mark", "nsubj") for k, head in enumerate(heads) if head == verb):
            continue
        if any(labels[k] in ("aux:pass", "aux") for k, head in enumerate(heads) if head == led):
            continue
        heads[verb], labels[verb] = heads[led], labels[led]
        for k, head in enumerate(heads):
            if head == led and (k < led or k > verb):
                heads[k] = verb
        heads[noun], labels[noun] = verb, "nsubj"
        heads[led], labels[led] = noun, "acl"


def _active_subjects(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """An -ing form with a subject is no noun: "units | advancing from the south | linked up"."""
    for at, label in enumerate(labels):
        if label != "nsubj" or tags[at] != "NN" or not words[at].endswith("ing"):
            continue
        subject = next((k for k in range(at) if heads[k] == at and labels[k] == "nsubj"), -1)
        if subject < 0:
            continue
        tags[at] = "VVBG"
        heads[subject], heads[at], labels[at] = heads[at], subject, "acl"


def _parallel(tags: Sequence[str], heads: list[int], labels: Sequence[str]) -> None:
    """Common nouns are listed with common nouns: "the town of X | and the countryside of Y"."""
    for at, label in enumerate(labels):
        name = heads[at]
        if label != "conj" or tags[at] not in ("NN", "NNS") or name < 0 or tags[name] != "PROPN":
            continue
        if labels[name] == "nmod" and heads[name] >= 0 and tags[heads[name]] in ("NN", "NNS"):
            heads[at] = heads[name]


def _twins(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Two verbs with nothing but "and" between them share what follows: "killed and wounded | some 700"."""
    for first in range(len(words) - 2):
        second = first + 2
        if words[first + 1] != "and" or tags[first] not in PASTS or tags[second] not in PASTS:
            continue
        if heads[second] != first and heads[first] != second and labels[second] == "conj":
            heads[second] = first


def _against(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Whom an act is against hangs on it, not on who acts: "the advance made by X | against Y"."""
    for case, word in enumerate(words):
        at = heads[case]
        if word != "against" or labels[case] != "case" or at < 0 or labels[at] != "nmod":
            continue
        top = next((k for k in _upwards(at, heads) if labels[k] == "obl"), -1)
        by = any(heads[k] == top and labels[k] == "case" and words[k] == "by" for k in range(max(top, 0)))
        if top >= 0 and by and heads[top] >= 0:
            heads[at], labels[at] = heads[top], "obl"


def _worth(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "returned thousands of square kilometres worth of territory": the measure is the object."""
    for at, word in enumerate(words):
        verb, measure = heads[at], at - 1
        if word != "worth" or measure < 1 or heads[measure] != at or verb < 0 or tags[verb][:1] != "V":
            continue
        for k, head in enumerate(heads):
            if head == at and k > at and words[k - 1] != "of":
                heads[k] = verb
            elif head > at and tags[head] == "ADV" and tags[k] in NOUNS:
                heads[k], labels[k] = verb, "obl"  # "back | to the control of"
        heads[measure], labels[measure] = verb, "obj"
        heads[at], labels[at] = measure, "amod"


def _cased_again(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A listed noun with a preposition told before is one more of it: "against X in A and | against Y in B"."""
    cases = {heads[k]: words[k] for k, label in enumerate(labels) if label == "case"}
    for at, label in enumerate(labels):
        if label != "conj" or tags[at] not in NOUNS or at not in cases:
            continue
        same = (k for k in _upwards(at, heads) if labels[k] in ("obl", "nmod") and cases.get(k) == cases[at])
        above = next(same, -1)
        if above >= 0 and heads[above] >= 0:
            heads[at], labels[at] = heads[above], labels[above]


def _clause_subjects(tags: list[str], heads: list[int], labels: list[str]) -> None:
    """What "and" joins to a verb and another verb follows is that verb's subject.

    "The road was opened and | the pocket completely encircled": what the first verb's auxiliaries say holds there too.
    """
    for at, label in enumerate(labels):
        first = heads[at]
        if label != "conj" or tags[at] not in NOUNS or first < 0 or tags[first][:1] != "V":
            continue
        verb = next((k for k in range(at + 1, len(tags)) if tags[k][:1] == "V"), -1)
        if verb < 0 or heads[verb] != first or labels[verb] != "conj":
            continue
        own = {labels[k] for k, head in enumerate(heads) if head == verb}
        if own & {"nsubj", "nsubj:pass"}:
            continue
        passive = any(head == first and labels[k] == "aux:pass" for k, head in enumerate(heads))
        heads[at], labels[at] = verb, "nsubj:pass" if passive and not own & {"aux", "obj"} else "nsubj"
        if labels[at] == "nsubj:pass":
            tags[verb] = "VVBN"
        for k in range(at + 1, verb):
            if heads[k] == first:
                heads[k], labels[k] = (at, "nmod") if labels[k] == "obl" else (verb, labels[k])


def _having(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "Having" right behind a verb opens its complement: "denies | having targeted civilians"."""
    for at in range(1, len(words) - 1):
        verb = at - 1
        done = heads[at]
        if words[at].lower() == "having" and tags[verb] in FINITES and done > at and heads[done] < 0:
            heads[done], labels[done] = verb, "xcomp"


def _that(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """ "That" left alone behind a verb opens its clause: "said | that 29 men perished"; told of a noun, it is no "which"."""
    for at in range(1, len(words) - 1):
        if words[at].lower() != "that":
            continue
        clause = heads[at]
        if clause >= 0 and labels[at] == "mark" and labels[clause] == "acl:relcl":
            labels[clause] = "acl"  # "the allegation that a drone struck it"
        if clause >= 0 or tags[at - 1] not in FINITES:
            continue
        noun = next((k for k in range(at + 1, len(words)) if heads[k] < 0 and tags[k] in NOUNS), -1)
        verb = noun + 1
        if 0 <= noun < len(words) - 1 and heads[verb] == noun and labels[verb] == "acl" and tags[verb] in PASTS:
            tags[verb] = "VVBD"
            heads[verb], labels[verb], heads[at], labels[at] = at - 1, "ccomp", verb, "mark"
            heads[noun], labels[noun] = verb, "nsubj"


def _harmed(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Who is counted and has no object suffers: "four soldiers | killed", "ten | reported killed", "two | feared dead"."""
    for at, word in enumerate(words):
        subject = next((k for k in range(at) if heads[k] == at and labels[k] == "nsubj"), -1)
        if word.lower() not in HARMED or tags[at] not in PASTS or subject < 0:
            continue
        counted = tags[subject] == "NUM" or any(head == subject and tags[k] == "NUM" for k, head in enumerate(heads))
        behind = [k for k, head in enumerate(heads) if head == at and labels[k] in ("obj", "ccomp", "xcomp")]
        listed = words[at + 1 : at + 2] == [","]  # "wounded, | two houses destroyed": no object
        if not counted or any(words[k].lower() not in HARMED and not listed for k in behind):
            continue
        if any(head == at and labels[k].startswith("aux") for k, head in enumerate(heads)):
            continue
        tags[at], labels[subject] = "VVBN", "nsubj:pass"
        for k in behind:
            _one_more(k, words, tags, heads, labels)


def _one_more(at: int, words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Make a clause of what a list took for an object: "several | wounded", "two houses | destroyed"."""
    verb = heads[at]
    if words[at].lower() in HARMED:
        tags[at], labels[at] = "VVBN", "conj"
        for k, head in enumerate(heads):
            labels[k] = "nsubj:pass" if head == at and tags[k] == "NUM" else labels[k]
        return
    done = next((k for k, head in enumerate(heads) if head == at and labels[k] == "acl" and tags[k] in PASTS), -1)
    heads[at], labels[at] = (done, "nsubj:pass") if done >= 0 else (verb, "conj")
    if done >= 0:
        heads[done], labels[done], tags[done] = verb, "conj", "VVBN"


def _reported(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """ "Ten | reported killed", "two | were feared dead": what is told of them is the clause, how it is told an aside."""
    for at in range(1, len(words) - 1):
        harm = at + 1
        told = words[at].lower() in TOLD and words[harm].lower() in HARMED | {"dead"} and heads[harm] == at
        subject = next((k for k in range(at) if heads[k] == at and labels[k].startswith("nsubj")), -1)
        if not told or subject < 0 or tags[at] not in PASTS:
            continue
        heads[harm], labels[harm] = heads[at], labels[at]
        for k, head in enumerate(heads):
            heads[k] = harm if head == at and k != harm else heads[k]
        heads[at], labels[at], tags[at] = harm, "advmod", "ADV"
        labels[subject] = "nsubj" if words[harm].lower() == "dead" else "nsubj:pass"
        if words[harm].lower() != "dead":
            tags[harm] = "VVBN"


def _apposed(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What stands between commas behind a name says what it is: "Manbij, | a key stronghold, | was bombed"."""
    for name in range(len(words) - 5):
        if tags[name] != "PROPN" or words[name + 1] != "," or words[name + 2] not in ("a", "an", "the"):
            continue
        comma = next((k for k in range(name + 3, min(name + REACH, len(words) - 1)) if words[k] == ","), -1)
        if comma < 0 or any(tags[k] not in WITHIN_GROUP for k in range(name + 2, comma)):
            continue
        outward = [k for k in range(name + 2, comma) if not name + 2 <= heads[k] < comma]
        if len(outward) == 1 and heads[outward[0]] > comma and heads[name] in (heads[outward[0]], outward[0]):
            heads[name], labels[name] = heads[outward[0]], labels[outward[0]]
            heads[outward[0]], labels[outward[0]] = name, "appos"


def _named_subjects(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A name between commas behind a subject is that subject's: "their commander, | Ali Hassan, | said"."""
    for at, label in enumerate(labels):
        if label != "nsubj" or tags[at] != "PROPN" or words[at + 1 : at + 2] != [","]:
            continue
        first = min([at, *(k for k in range(at) if heads[k] == at)])
        subject = first - 2
        if subject >= 0 and words[first - 1] == "," and labels[subject] == "nsubj" and heads[subject] == heads[at]:
            heads[at], labels[at] = subject, "appos"


def _alight(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What is set alight is the verb's object: "setting | houses | ablaze"."""
    for at, word in enumerate(words):
        if word not in ALIGHT:
            continue
        verb = next((k for k in range(at - 1, max(-1, at - REACH), -1) if words[k][:3] == "set"), -1)
        if verb < 0 or tags[verb][:1] != "V" or heads[at] == verb:
            continue
        noun = next((k for k in range(at - 1, verb, -1) if tags[k] in NOUNS), -1)
        under = [k for k, head in enumerate(heads) if head == at]
        if heads[verb] in (at, noun):
            other = next((k for k in under if k < verb and tags[k][:1] == "V"), -1)
            heads[verb], labels[verb] = (other, "advcl") if other >= 0 else (heads[at], labels[at])
            if other >= 0:
                heads[other], labels[other] = heads[at], labels[at]
        for k in under:
            heads[k] = verb if heads[k] == at else heads[k]
        heads[at], labels[at] = verb, "xcomp"
        if noun > verb:
            heads[noun], labels[noun] = verb, "obj"
