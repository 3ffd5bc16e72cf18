from typing import get_args

import pytest
import war_sample

from contested import model, ontology
from contested.knowledge.load import load
from contested.publish import words


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("modality", model.Modality),
        ("modality_short", model.Modality),
        ("polarity", model.Polarity),
        ("outcome", model.Outcome),
        ("outcome_short", model.Outcome),
        ("scope", model.Scope),
        ("actor_role", model.ActorRole),
        ("place_role", model.PlaceRole),
        ("relation", model.Relation),
        ("basis", model.Basis),
        ("source_kind", model.SourceKind),
        ("wording_kind", model.WordingKind),
    ],
)
def test_every_value_of_the_model_has_plain_words(table: str, values: object) -> None:
    assert set(words.words()[table]) == set(get_args(values))


def test_whom_the_words_of_the_knowledge_favour_is_said_plainly() -> None:
    rows = load().wording
    known = {side.id for conflict in load().conflicts for side in conflict.side}
    assert {row.favours for row in rows if row.favours} <= set(words.words()["favours"]) | known


def test_every_family_of_the_ontology_has_a_name_and_a_shape_of_its_own() -> None:
    families = {row.family for row in ontology.table().values()}
    assert families == set(words.words()["family"]) == set(words.words()["shape"])
    assert len(set(words.words()["shape"].values())) == len(families)


def test_a_mark_is_never_solid_for_what_was_only_predicted_or_denied() -> None:
    drawn = {(claim.modality, words.doubt(claim)) for reading in war_sample.readings() for claim in reading.claims}
    assert {("predicted", "hollow"), ("conditional", "hollow"), ("denied", "struck"), ("asserted", "solid")} <= drawn
    assert not {("predicted", "solid"), ("denied", "solid"), ("conditional", "solid")} & drawn


@pytest.mark.parametrize(
    ("low", "high", "best", "about", "said"),
    [
        (None, None, 700, True, "about 700 killed (fighters)"),
        (24, None, None, False, "at least 24 killed (fighters)"),
        (10, 1200, None, False, "10 to 1,200 killed (fighters)"),
        (4, 4, 4, False, "4 killed (fighters)"),
        (None, None, None, False, "an unknown number of killed (fighters)"),
    ],
)
def test_counts_in_words(low: float | None, high: float | None, best: float | None, about: bool, said: str) -> None:
    row = model.Count(what="killed", whom="fighters", low=low, high=high, best=best, approximate=about, mention=None)
    assert words.count(row) == said
