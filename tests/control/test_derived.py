"""Fronts, pockets and roads from who holds what, and what reports state of them beside it."""

from __future__ import annotations

import random
from collections.abc import Iterable

import msgspec
import pytest
import shapely
from accounts import account, actor
from grid import ARMY, GRID, INSIDE, REBELS, STATE, WAR, ask, holds, ring, town
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from contested.control.area import Area
from contested.control.tessellation import Tessellation, land
from contested.errors import UsageError
from contested.fusion.sites import Site
from contested.knowledge.schema import RoadEntry, Stop
from contested.model import Place, Told
from contested.situation import Pocket, Question, Route, Situation

# --- the ground ------------------------------------------------------------------------------------------------------


def test_cells_lie_on_land_and_do_not_overlap() -> None:
    sites = [Site(name, name, lat, lon, "settlement", 1.0) for name, (lat, lon) in GRID.items()]
    coast = [*sites, Site("latakia", "Latakia", 35.52, 35.79, "settlement", 1.0)]
    ground = Tessellation(coast, ["SY"])
    for at, cell in enumerate(ground.cells):
        assert shapely.dwithin(cell, ground.spots[at], 5.0)
    joined = shapely.area(shapely.union_all(ground.cells))
    assert joined == pytest.approx(ground.areas.sum(), rel=1e-6)
    sea = ground.plane.km(shapely.Point(35.5, 35.5))
    assert not any(shapely.intersects(cell, sea) for cell in ground.cells)


def test_two_places_at_one_spot_and_none_at_all_have_cells_too() -> None:
    one = Site("a", "a", 35.0, 38.0, "settlement", 1.0)
    ground = Tessellation([one, msgspec.structs.replace(one, id="b")])
    assert [area > 0 for area in ground.areas] == [True, False]
    assert len(Tessellation([]).cells) == 0


def test_the_land_of_every_packaged_war_is_there() -> None:
    assert all(not country.is_empty for country in land().values())
    assert {"SY", "UA", "RU", "IQ", "YE", "SD", "MM"} <= set(land())


@pytest.mark.parametrize(("lon", "lat"), [(177.5, 64.9), (-172.0, 66.5), (178.9, 68.0), (-179.5, 71.2), (37.6, 55.7)])
def test_land_goes_on_beyond_the_line_of_180_degrees(lon: float, lat: float) -> None:
    assert shapely.contains_xy(land()["RU"], lon, lat)


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 69.0), (-100.0, 67.0), (60.0, 71.5), (25.0, 65.05), (-20.0, 65.05)])
def test_it_does_not_run_back_around_the_earth(lon: float, lat: float) -> None:
    assert not shapely.contains_xy(land()["RU"], lon, lat)
    assert land()["RU"].area < 3000  # square degrees


# --- fronts and pockets ----------------------------------------------------------------------------------------------


def test_a_front_lies_between_two_sides_and_is_a_line_on_land() -> None:
    found = ask(ring()).fronts()
    assert found
    assert {front.sides for front in found} == {(ARMY, STATE)}
    assert all(shape(front.geometry).within(shape({"type": "Point", "coordinates": [38.4, 34.9]}).buffer(3))
               for front in found)  # fmt: skip


def test_land_that_is_cut_off_is_a_pocket() -> None:
    (pocket,) = ask(ring()).pockets()
    assert isinstance(pocket, Pocket)
    assert (pocket.side, pocket.surrounded_by, pocket.basis) == (STATE, (ARMY,), "derived")
    assert pocket.places == (INSIDE,)
    assert pocket.since == "2017-06-01"
    assert 50 < pocket.area_km2 < 1000
    assert shape(pocket.geometry).contains(shapely.Point(GRID[INSIDE][1], GRID[INSIDE][0]))


def test_an_edge_of_what_is_known_makes_no_pocket() -> None:
    told = [holds(name, "is" if name[2] in "04" else "army") for name in GRID]
    assert ask(told).pockets() == []


def test_a_stated_ring_joins_the_pocket_that_the_state_shows() -> None:
    siege = account("siege", "encirclement", town(INSIDE), "2017-06-02", "army", "is", known="2017-06-02")
    (pocket,) = ask([*ring(), siege]).pockets()
    assert (pocket.basis, pocket.disagreement) == ("both", None)
    assert siege.claim.id in pocket.claims


def test_a_stated_ring_that_the_state_does_not_show_says_so() -> None:
    siege = account("siege", "encirclement", town("t11"), "2017-06-02", "is", "rebels", known="2017-06-02")
    found = [pocket for pocket in ask([*ring(), siege]).pockets() if pocket.basis == "stated"]
    assert [pocket.side for pocket in found] == [REBELS]
    assert found[0].disagreement


def test_a_broken_ring_is_gone() -> None:
    siege = account("siege", "siege", town("t11"), "2017-06-02", "is", "rebels", known="2017-06-02")
    broken = account("end", "siege_broken", town("t11"), "2017-06-03", "rebels", known="2017-06-03")
    assert len(ask([*ring(), siege]).pockets()) == 2
    assert len(ask([*ring(), siege, broken]).pockets()) == 1


# --- roads -----------------------------------------------------------------------------------------------------------

ROAD = RoadEntry(
    id="road",
    name="Grid highway",
    country="SY",
    stop=[Stop(name=name, lat=GRID[name][0], lon=GRID[name][1]) for name in ("t20", "t21", "t22", "t23")],
)


def road(told: Iterable[Told], side: str = ARMY) -> Route:
    """The road for a side."""
    return next(route for route in ask(told, roads=[ROAD]).routes() if route.side == side)


def test_a_road_that_reports_speak_of_is_cut_where_another_side_holds_a_stop() -> None:
    line = {"type": "LineString", "coordinates": [[stop.lon, stop.lat] for stop in ROAD.stop]}
    where = msgspec.structs.replace(town("t20"), relation="along_road", geometry=line)
    found = road([*ring(), account("o", "route_cut", where, "2017-06-02", "is", known="2017-06-02", source="Other")])
    # the army holds both ends of the first stretch, but the report is newer than its holding them
    assert [stretch.status for stretch in found.stretches] == ["cut", "cut", "cut"]
    assert [stretch.disagreement is None for stretch in found.stretches] == [False, True, True]
    assert found.status == "cut"


def test_a_road_is_open_to_whoever_holds_all_stops() -> None:
    told = [holds(name, "army") for name in GRID]
    found = road(told)
    assert (found.status, {stretch.basis for stretch in found.stretches}) == ("open", {"derived"})


def test_a_report_stands_where_the_state_knows_nothing_and_is_named_where_they_disagree() -> None:
    line = {"type": "LineString", "coordinates": [[stop.lon, stop.lat] for stop in ROAD.stop]}
    where = msgspec.structs.replace(town("t20"), relation="along_road", geometry=line)
    opened = account("o", "route_opened", where, "2017-06-02", "army", known="2017-06-02", source="Other")
    alone = road([holds("t20", "army"), opened])
    assert (alone.status, alone.claims) == ("open", (opened.claim.id,))
    both = road([*ring(), opened])
    assert [stretch.disagreement is None for stretch in both.stretches] == [True, False, False]


# --- the question ----------------------------------------------------------------------------------------------------


def test_an_area_limits_what_is_said() -> None:
    told = ring()
    lat, lon = GRID["t00"]
    near = ask(told, area=Area("near", lat, lon, 5.0)).control().places
    assert [one.name for one in near] == ["t00"]
    outline = ((34.5, 37.9), (34.5, 38.25), (34.8, 38.25), (34.8, 37.9))
    assert len(ask(told, area=Area("box", lat, lon, 1.0, outline)).control().places) == 4


def test_an_unknown_war_is_an_error_that_names_those_known() -> None:
    with pytest.raises(UsageError, match="syria"):
        Situation(ring(), Question(conflict="atlantis"), conflicts=[WAR])


def test_what_was_known_later_is_left_out() -> None:
    told = [holds("t00", "army"), holds("t00", "is", "2017-06-09")]
    (place_then,) = ask(told, "2017-06-05").control().places
    (place_now,) = ask(told, "2017-06-10").control().places
    assert (place_then.side, place_now.side) == (ARMY, STATE)


# --- odd input -------------------------------------------------------------------------------------------------------

ODD = {
    "no claims": [],
    "no place": [account("a", where=None)],
    "no time": [account("a", day=None)],
    "no actor": [account("a", by=None)],
    "a place that nobody knows": [account("a", where="nowhere")],
    "an event long after its report": [account("a", day="2031-01-01")],
    "an event long before its report": [account("a", day="1931-01-01", known="2017-06-05"), holds("t00", "army")],
    "three sides in one town": [account(x, by=x, side=None) for x in ("army", "is", "rebels")],
    "a side of another war": [account("a", actors=(msgspec.structs.replace(actor("army"), side="ukraine"),))],
}


@pytest.mark.parametrize("case", ODD)
def test_odd_claims_cost_nothing_but_themselves(case: str) -> None:
    situation = ask(ODD[case], roads=[ROAD])
    control = situation.control(evidence=True)
    assert (situation.fronts(), situation.pockets()) is not None
    assert isinstance(situation.routes(), list)
    msgspec.json.encode(control)


def test_the_same_report_twice_counts_once() -> None:
    one = ask([holds("t00", "army")]).control()
    again = ask([holds("t00", "army"), holds("t00", "army")]).control()
    assert one.places[0].sides == again.places[0].sides


def test_a_report_that_is_taken_back_leaves_no_trace() -> None:
    kept, wrong = [holds("t00", "army"), holds("t11", "army")], holds("t00", "is", "2017-06-02")
    before, after = ask([*kept, wrong]), ask([each for each in (*kept, wrong) if each is not wrong])
    assert before.control() != after.control() == ask(kept).control()


TOLD = st.lists(
    st.builds(
        lambda name, who, day, type, side: account(
            f"{name}{who}{day}{type}{side}", type, town(name), f"2017-06-0{day}", who,
            known=f"2017-06-0{day}", source=f"{side}", side=side,
        ),
        st.sampled_from(sorted(GRID)), st.sampled_from(["army", "is", "rebels"]), st.integers(1, 6),
        st.sampled_from(["capture", "withdrawal", "control", "clash", "siege", "route_cut"]),
        st.sampled_from([ARMY, STATE, None]),
    ),
    max_size=14,
    unique_by=lambda each: each.claim.id,
)  # fmt: skip


@given(told=TOLD, seed=st.integers(0, 999))
@settings(max_examples=25, deadline=None)
def test_the_order_of_arrival_does_not_change_the_situation(told: list[Told], seed: int) -> None:
    shuffled = random.Random(seed).sample(told, len(told))
    one, other = (ask(rows, "2017-06-06", roads=[ROAD]) for rows in (told, shuffled))
    assert one.control(evidence=True) == other.control(evidence=True)
    assert one.fronts() == other.fronts()
    assert one.pockets() == other.pockets()
    assert one.routes() == other.routes()


# --- rings, the right way round --------------------------------------------------------------------------------------


def two_sides(told: Iterable[Told], on: str = "2017-06-03") -> Situation:
    """A war of two sides only."""
    war = msgspec.structs.replace(WAR, id="two", side=WAR.side[:2])
    return Situation(told, Question(on=on, as_known=on), conflicts=[war])


def encircled(by: str | None, of: str | None = None, name: str = "t11", day: str = "2017-06-02") -> Told:
    return account(f"e-{by}-{of}-{day}", "encirclement", town(name), day, by, of, known=day, source="Monitor")


def test_in_a_war_of_two_sides_the_other_is_inside() -> None:
    (pocket,) = two_sides([encircled("is"), holds("t44", "army")]).pockets()
    assert (pocket.side, pocket.surrounded_by, pocket.basis) == (ARMY, (STATE,), "stated")


def test_in_a_war_of_more_sides_a_ring_without_an_inside_is_no_pocket_but_surrounds_the_place() -> None:
    situation = ask([encircled("is"), holds("t44", "army")])
    assert situation.pockets() == []
    found = next(row for row in situation.control().places if row.name == "t11")
    assert (found.surrounded_by, found.status) == ((STATE,), "unknown")
    assert found.claims


def test_who_holds_the_place_by_other_accounts_is_inside() -> None:
    """Government forces hold Deir ez-Zor, which Islamic State has besieged since 2015."""
    siege = account("s", "siege", town("t11"), "2017-06-02", "is", known="2017-06-02", source="Monitor", scope="state")
    told = [holds("t11", "army"), siege]
    (pocket,) = ask(told).pockets()
    assert (pocket.side, pocket.surrounded_by) == (ARMY, (STATE,))
    (row,) = ask(told).control().places
    assert (row.status, row.side, row.surrounded_by) == ("held", ARMY, (STATE,))


def test_a_siege_of_nobody_by_nobody_is_no_pocket() -> None:
    """The opposition says that such agreements follow years of siege: whose, nobody says."""
    siege = account("s", "siege", town("t11"), "2017-06-02", None, known="2017-06-02", source="Monitor", scope="state")
    assert ask([holds("t11", "army"), holds("t22", "is"), siege]).pockets() == []


def test_who_is_told_of_as_inside_and_as_around_is_neither() -> None:
    other = account("o", "encirclement", town("t11"), "2017-06-02", "rebels", "is", known="2017-06-02", source="Other")
    told = [encircled("is", "rebels"), other]
    assert ask(told).pockets() == []


@pytest.mark.parametrize(
    ("type", "by"),
    [("siege_broken", "rebels"), ("capture", "is"), ("surrender", "rebels"), ("withdrawal", "rebels"),
     ("withdrawal", "is"), ("route_opened", "rebels")],
)  # fmt: skip
def test_a_ring_ends(type: str, by: str) -> None:
    ring_ = encircled("is", "rebels")
    ended = account("end", type, town("t11"), "2017-06-03", by, known="2017-06-03", source="Monitor")
    assert len(ask([ring_]).pockets()) == 1
    assert ask([ring_, ended]).pockets() == []


def test_a_ring_that_nobody_speaks_of_any_more_is_not_said_to_stand() -> None:
    assert ask([encircled("is", "rebels")], "2017-11-01").pockets()
    assert ask([encircled("is", "rebels")], "2018-06-01").pockets() == []


@pytest.mark.parametrize("more", [{"level": "natural"}, {"level": "country"}, {"level": "admin1"}, {"radius_km": 900.0},
                                  {"lat": 48.9, "lon": 2.3}])  # fmt: skip
def test_no_continent_sea_or_town_abroad_is_a_pocket(more: dict[str, object]) -> None:
    where = msgspec.structs.replace(town("t11"), **more)
    told = account("e", "encirclement", where, "2017-06-02", "is", "rebels", known="2017-06-02")
    assert ask([told, holds("t44", "army")]).pockets() == []


@given(told=TOLD)
@settings(max_examples=15, deadline=None)
def test_no_side_is_ever_inside_and_around(told: list[Told]) -> None:
    for pocket in ask(told, "2017-06-06").pockets():
        assert pocket.side is not None
        assert pocket.side not in pocket.surrounded_by


# --- roads that reports name -----------------------------------------------------------------------------------------


def road_told(type: str, *places: Place, by: str | None = "army", text: str | None = None) -> Told:
    return account(f"r-{type}-{by}", type, None, "2017-06-02", by, known="2017-06-02", source="Monitor",
                   places=places, text=text)  # fmt: skip


def test_a_road_between_two_places_is_one_though_no_file_knows_it() -> None:
    ends = [msgspec.structs.replace(town(name), relation="between") for name in ("t11", "t33")]
    (found,) = ask([road_told("route_cut", *ends)]).routes()
    assert (found.name, found.from_, found.to, found.status, found.side) == (
        "t11–t33 road", "t11", "t33", "cut", None)  # fmt: skip
    assert found.geometry is not None and len(found.geometry["coordinates"]) == 2


def test_a_road_named_by_its_towns_is_laid_between_them() -> None:
    cut = road_told("route_cut", town("t11"), by=None, text="The army cut the road between t11 and t33")
    told = [holds("t11", "is"), holds("t33", "is"), cut]
    found = [route for route in ask(told).routes() if route.claims]
    assert {(route.side, route.status, route.geometry is not None) for route in found} == {(STATE, "cut", True)}


def test_a_road_that_cannot_be_placed_is_listed() -> None:
    opened = road_told("route_opened", by=None, text="They reopened the old mill road")
    (found,) = ask([holds("t11", "is"), opened]).routes()
    assert (found.status, found.geometry, found.stretches) == ("open", None, ())
    assert "mill road" in found.name


def test_a_road_that_nobody_in_particular_cut_is_cut_for_those_who_held_a_stop() -> None:
    cut = road_told("route_cut", town("t11"), by=None, text="The road between t11 and t33 is cut")
    taken = account("taken", "capture", town("t11"), "2017-06-03", "army", "is", known="2017-06-03", source="Monitor")
    told = [holds("t11", "is"), holds("t33", "is"), holds("t21", "army"), cut, taken]
    assert {route.side for route in ask(told, "2017-06-02").routes() if route.status == "cut"} == {STATE}
    assert STATE in {route.side for route in ask(told, "2017-06-03").routes() if route.status == "cut"}


def test_a_road_that_was_open_is_so_no_more_where_somebody_else_stands_on_it() -> None:
    opened = road_told("route_opened", town("t11"), by=None, text="The road between t11 and t33 is open")
    taken = account("taken", "capture", town("t11"), "2017-06-03", "army", "is", known="2017-06-03", source="Monitor")
    told = [holds("t11", "is"), holds("t33", "is"), opened, taken]
    assert ("open", STATE) in {(route.status, route.side) for route in ask(told, "2017-06-02").routes()}
    assert ("open", STATE) not in {(route.status, route.side) for route in ask(told, "2017-06-04").routes()}


def test_who_cut_a_road_cut_it_for_others() -> None:
    cut = road_told("route_cut", by="army", text="The army cut the road between t11 and t33")
    found = [route for route in ask([holds("t11", "army"), holds("t33", "army"), cut]).routes() if route.claims]
    assert (None, "cut") in {(route.side, route.status) for route in found}


def test_a_road_without_ends_is_called_by_where_it_is_told_of() -> None:
    cut = road_told("route_cut", by="army", text="The army severed the last supply line")
    lost = msgspec.structs.replace(cut.claim, places=(town("t11"),))
    [road] = [one for one in ask([msgspec.structs.replace(cut, claim=lost), holds("t11", "is")]).routes() if one.claims]
    assert (road.name.lower(), road.from_, road.to) == ("last supply line (t11)", "", "")


@pytest.mark.parametrize(("name", "stop"), [("t44", "t22"), ("t11", "t22"), ("t11", "t44")])
def test_a_road_called_by_where_it_leads_runs_from_where_the_report_is_about(name: str, stop: str) -> None:
    """The Raqqa road, in a report on Maskanah."""
    road = RoadEntry(
        id="r",
        name="Long road",
        country="SY",
        stop=[Stop(name=each.title(), lat=GRID[each][0], lon=GRID[each][1]) for each in ("t11", "t22", "t33", "t44")],
    )
    text = f"The {name.title()} road has been cut, said people in {stop.title()}"
    cut = road_told("route_cut", by="army", text=text)
    found = ask([cut, holds("t00", "is")], roads=[road]).routes()
    status = {(one.from_, one.to) for route in found for one in route.stretches if one.status == "cut"}
    order = ["T11", "T22", "T33", "T44"]
    ends = sorted((order.index(name.title()), order.index(stop.title())))
    assert status == set(zip(order[ends[0] : ends[1]], order[ends[0] + 1 : ends[1] + 1], strict=True))


def test_a_road_between_places_of_others_is_not_open_to_a_side() -> None:
    road = RoadEntry(
        id="r",
        name="Long road",
        country="SY",
        stop=[Stop(name=each, lat=GRID[each][0], lon=GRID[each][1]) for each in ("t11", "t22", "t33")],
    )
    told = [holds("t11", "army"), holds("t22", "army"), holds("t33", "is")]
    found = {route.side: route for route in ask(told, roads=[road]).routes()}
    assert STATE not in found or found[STATE].stretches[0].status == "unknown"


def test_a_road_that_was_not_cut_is_open_to_those_who_held_it() -> None:
    kept = msgspec.structs.replace(
        (cut := road_told("route_cut", by=None, text="The road between t11 and t33 was not cut")),
        claim=msgspec.structs.replace(cut.claim, polarity="negated"),
    )
    told = [holds("t11", "is"), holds("t33", "is"), kept, holds("t00", "army")]
    found = [route for route in ask(told).routes() if route.claims]
    assert {(route.side, route.status) for route in found} == {(STATE, "open")}


def test_no_road_is_cut_that_nobody_spoke_of() -> None:
    assert [route for route in ask(ring(), roads=[ROAD]).routes() if route.status == "cut"] == []
