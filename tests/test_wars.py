import war_sample
from msgspec.structs import replace

from contested.model import Reading
from contested.situation import Question, Situation
from contested.wars import FEW, apart, of_one, war_of, wars

CONFLICTS = (war_sample.UKRAINE, war_sample.SYRIA)
HERE, THERE = war_sample.readings(), war_sample.elsewhere()


def asked(readings: list[Reading], war: str | None = None) -> Situation:
    return Situation(war_sample.told(readings), Question(conflict=war), conflicts=CONFLICTS)


def test_claims_of_one_war_are_one_situation() -> None:
    whole = asked(HERE)
    assert [one.conflict.id for one in wars(whole)] == ["syria"]
    assert apart(whole) == [whole]


def test_each_war_has_its_own_places_and_days() -> None:
    both = asked([*HERE, *THERE])
    found = {one.conflict.id: one for one in apart(both) if one.conflict}
    assert set(found) == {"syria", "ukraine"}
    for war, alone in (("syria", HERE), ("ukraine", THERE)):
        assert [one.id for one in found[war].control().places] == [one.id for one in asked(alone).control().places]
        assert found[war].on == asked(alone).on
    assert sum(len(one.told) for one in found.values()) == len(both.told)


def test_a_slip_or_two_make_no_war() -> None:
    few = [replace(one, claims=one.claims[:1]) for one in THERE[: FEW - 1]]
    assert [one.conflict.id for one in wars(asked([*HERE, *few]))] == ["syria"]


def test_a_claim_is_of_its_reports_country_before_the_sides_that_it_names() -> None:
    claim, report = HERE[0].claims[0], HERE[0].report
    several = [war_sample.UKRAINE, war_sample.SYRIA]
    assert war_of(claim, report, several) is war_sample.SYRIA
    assert war_of(claim, replace(report, country="UA"), several) is war_sample.UKRAINE
    assert war_of(claim, replace(report, country=None), several) is war_sample.SYRIA
    assert war_of(replace(claim, actors=()), replace(report, country=None), several) is None


def test_there_may_be_no_war() -> None:
    assert wars(Situation((), conflicts=CONFLICTS)) == []


def test_a_war_whose_claims_all_fall_to_another_is_none_of_its_own() -> None:
    beside = replace(war_sample.UKRAINE, id="beside", countries=["SY"], side=[war_sample.UKRAINE.side[1]])
    few = [replace(one, report=replace(one.report, country="SY", date=HERE[0].report.date)) for one in THERE]
    for each in apart(Situation(war_sample.told([*HERE, *few]), conflicts=(war_sample.SYRIA, beside))):
        assert each.told


def test_the_question_of_one_of_several_wars_is_that_of_its_claims() -> None:
    found = {one.conflict.id: one for one in apart(asked([*HERE, *THERE])) if one.conflict}
    for war in ("syria", "ukraine"):
        alone = of_one(asked([*HERE, *THERE], war))
        assert (alone.told, alone.on, alone.control()) == (found[war].told, found[war].on, found[war].control())
    assert of_one(asked([*HERE, *THERE])).told == found["syria"].told


def test_the_question_of_the_only_war_is_as_it_was() -> None:
    for whole in (asked(HERE), asked(HERE, "syria"), Situation((), conflicts=CONFLICTS)):
        assert of_one(whole) is whole


def test_a_war_of_a_slip_or_two_has_their_claims_alone() -> None:
    slip = replace(THERE[0], claims=THERE[0].claims[:1])
    alone = of_one(asked([*HERE, slip], "ukraine"))
    assert [each.claim.id for each in alone.told] == [slip.claims[0].id]


def test_a_war_of_ones_own_beside_one_with_the_same_sides_has_all_claims() -> None:
    mine = replace(war_sample.SYRIA, id="mine")
    whole = Situation(war_sample.told(HERE), Question(conflict="mine"), conflicts=(*CONFLICTS, mine))
    assert of_one(whole).told == whole.told
