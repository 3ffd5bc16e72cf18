"""Templates give trees, a treebank's trees are carried over to our tokens, the same data give the same file."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "benchmarks"))

import train_syntax  # noqa: E402 - of the benchmarks beside
from treebank import Example, examples  # noqa: E402
from war_sentences import FILE, Bank  # noqa: E402
from widening import widened  # noqa: E402

from contested.reading.syntax.table import read  # noqa: E402
from contested.reading.syntax.tree import LABELS, TAGS  # noqa: E402

BANK = Bank(FILE.read_text(encoding="utf-8"))
OURS = """# sent_id = 1
# text = The pro-army men didn't leave Azaz.
1\tThe\tthe\tDET\t_\tDefinite=Def\t5\tdet\t_\t_
2\tpro\tpro\tADJ\t_\t_\t4\tamod\t_\t_
3\t-\t-\tPUNCT\t_\t_\t4\tpunct\t_\t_
4\tarmy\tarmy\tNOUN\t_\tNumber=Sing\t5\tcompound\t_\t_
5\tmen\tman\tNOUN\t_\tNumber=Plur\t8\tnsubj\t_\t_
6-7\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
6\tdid\tdo\tAUX\t_\tVerbForm=Fin\t8\taux\t_\t_
7\tn't\tnot\tPART\t_\t_\t8\tadvmod\t_\t_
8\tleave\tleave\tVERB\t_\tVerbForm=Inf\t0\troot\t_\t_
9\tAzaz\tAzaz\tPROPN\t_\tNumber=Sing\t8\tobj\t_\t_
10\t.\t.\tPUNCT\t_\t_\t8\tpunct\t_\t_
"""


def is_tree(example: Example) -> bool:
    """Whether all words lead to one root."""
    for i in range(len(example.heads)):
        seen = set()
        while i >= 0 and i not in seen:
            seen.add(i)
            i = example.heads[i]
        if i >= 0:
            return False
    return True


@pytest.mark.parametrize("template", BANK.templates)
def test_templates_give_trees(template: str) -> None:
    for seed in range(5):
        example = BANK.draw(template, random.Random(seed))
        assert is_tree(example) and example.heads.count(-1) == 1, example
        assert set(example.tags) <= set(TAGS) and set(example.labels) <= set(LABELS)


def test_trees_are_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "ours.conllu"
    path.write_text(OURS, encoding="utf-8")
    (example,) = examples(path)
    assert example.words == ["The", "pro-army", "men", "didn't", "leave", "Azaz", "."]
    assert example.tags == ["DET", "NN", "NNS", "DO", "VVB", "PROPN", "PUNCT"]
    assert example.heads == [2, 2, 4, 4, -1, 4, 4]
    assert example.labels[2:6] == ["nsubj", "aux", "other", "obj"]


@pytest.mark.check
def test_the_same_sentences_give_the_same_file() -> None:
    chance = random.Random(1)
    drawn = list(widened([BANK.draw(template, chance) for template in BANK.templates]))[: 3 * len(BANK.templates) // 2]
    first, second = (train_syntax.trained(drawn, 2000, 3000) for _ in range(2))
    assert first == second
    tree = read(first).parse("The army captured the town .".split())
    assert tree.tags[:5] == ["DET", "NN", "VVBD", "DET", "NN"]
    assert tree.heads == [1, 2, -1, 4, 2, 2]
