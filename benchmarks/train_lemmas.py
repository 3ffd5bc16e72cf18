"""Write the table of lemmas (``src/contested/knowledge/en/lemmas.csv``) from lemminflect's table of English forms.

    python benchmarks/train_lemmas.py

A row says what becomes of forms that end so: how many letters to cut and what to put instead. The longest ending that
fits decides, a whole word (marked by ^) before all. A row is written only where it differs from what a shorter ending
says, so regular forms take a few rows and the irregular ones one each.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "src" / "contested" / "knowledge" / "en" / "lemmas.csv"
VERB_FORMS = ("past", "participle", "ing", "third")
LONGEST = 7  # letters of an ending that may speak for words that are not known
Edit = tuple[int, str]
#: Forms of auxiliaries, which the table of verbs leaves out.
AUXILIARIES = {
    "past": {"was": "be", "were": "be", "had": "have", "did": "do", "got": "get"},
    "participle": {"been": "be", "had": "have", "done": "do", "got": "get", "gotten": "get"},
    "ing": {"being": "be", "having": "have", "doing": "do", "getting": "get"},
    "third": {"is": "be", "has": "have", "does": "do", "gets": "get"},
    "present": {"am": "be", "are": "be", "'m": "be", "'re": "be", "'ve": "have"},
}


def forms() -> dict[str, dict[str, str]]:
    """Kind of form -> form -> lemma; of several lemmas the shortest, then the first by letter."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    table = files("lemminflect") / "resources" / "infl_lu.csv.gz"
    with table.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        for lemma, part, *written in csv.reader(lines):
            if not (lemma.isascii() and lemma.isalpha() and lemma.islower()) or len(lemma) < 2:
                continue
            if part == "verb":
                past, participle, ing, third = written
                for kind, each in zip(VERB_FORMS, (past, participle or past, ing, third), strict=True):
                    for form in filter(None, each.split("/")):
                        found[kind][form].append(lemma)
            elif part == "noun":
                several = [form for form in written[0].split("/") if form]
                # "shells" or "shell": the singular is hardly ever the plural too; "series" and "aircraft" are
                same = lemma in several[:1] or lemma[-1] == "s" or lemma.endswith("craft")
                for form in several if same else [form for form in several if form != lemma]:
                    found["plural"][form].append(lemma)
    return {kind: {form: best(form, lemmas) for form, lemmas in table.items()} for kind, table in found.items()}


def best(form: str, lemmas: list[str]) -> str:
    """The likeliest of several lemmas: one that is not the form itself, then one that ends in e ("hoped", "hope")."""
    return min(set(lemmas), key=lambda lemma: (lemma == form, not lemma.endswith("e"), len(lemma), lemma))


def edit(form: str, lemma: str) -> Edit:
    """How many letters to cut from a form and what to put instead."""
    same = next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(len(form), len(lemma)))
    return len(form) - same, lemma[same:]


def rules(words: dict[str, str], always: dict[str, str]) -> dict[str, Edit]:
    """Ending -> edit, such that the longest ending that fits is right for every word; some have a row in any case."""
    by_ending: dict[str, Counter[Edit]] = defaultdict(Counter)
    for form, lemma in words.items():
        for length in range(min(LONGEST, len(form)) + 1):
            by_ending[form[len(form) - length :]][edit(form, lemma)] += 1
    kept = {"^" + form: edit(form, lemma) for form, lemma in always.items()}
    for ending in sorted(by_ending, key=lambda e: (len(e), e)):
        counts = by_ending[ending]
        most = min(counts, key=lambda each: (-counts[each], each))
        says = told(kept, ending)
        if says != most and (says is None or counts[most] > counts[says]) and (len(ending) < 5 or counts[most] > 1):
            kept[ending] = most
    for form, lemma in sorted(words.items()):
        if told(kept, form) != edit(form, lemma):
            kept["^" + form] = edit(form, lemma)
    return kept


def told(kept: dict[str, Edit], form: str) -> Edit | None:
    """What the rules so far say of a form."""
    for length in range(min(LONGEST, len(form)), -1, -1):
        if (ending := form[len(form) - length :]) in kept:
            return kept[ending]
    return None


def main() -> None:
    """Write the table."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("form", "ending", "cut", "put"))
        for kind, words in sorted(({"present": {}} | forms()).items()):
            for ending, (cut, put) in sorted(rules(words, AUXILIARIES.get(kind, {})).items()):
                out.writerow((kind, ending, cut, put))


if __name__ == "__main__":
    main()
