from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contested.publish import split
from contested.publish.split import bars

DAYS = st.dates().map(lambda day: day.replace(year=2010 + day.year % 10).isoformat() if day.day < 29 else "2017-05-12")


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        ends = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
        place = {
            "lat": draw(st.floats(-80, 80)),
            "lon": draw(st.floats(-170, 170)),
            "level": "settlement",
            "role": "at",
        }
        found.append({
            "id": str(number), "report": draw(st.integers(0, 2)), "from": draw(st.sampled_from([None, ends[0]])),
            "to": draw(st.sampled_from([None, ends[1]])), "side": draw(st.sampled_from([None, "one", "two"])),
            "places": draw(st.sampled_from([[], [place]])),
        })  # fmt: skip
    return found


@given(rows(), st.integers(0, 3), st.integers(0, 3))
def test_every_row_is_in_one_file_within_its_days_and_box(
    given_rows: list[dict[str, Any]], few: int, full: int
) -> None:
    published = ["2017-05-12", "2017-05-20", None]
    before = split.FEW, split.FULL
    split.FEW, split.FULL = few, full
    try:
        parts = split.split(given_rows, published)
    finally:
        split.FEW, split.FULL = before
    assert sorted(row["id"] for part in parts for row in part.rows) == sorted(row["id"] for row in given_rows)
    assert len({part.file for part in parts}) == len(parts)
    for part in parts:
        for row in part.rows:
            span = split.days(row, published[row["report"]])
            assert span is None or (part.first and part.last and part.first <= span[0] and span[1] <= part.last)
            for place in row["places"]:
                assert (
                    part.box
                    and part.box[0] <= place["lon"] <= part.box[2]
                    and part.box[1] <= place["lat"] <= part.box[3]
                )


def test_bars_count_short_claims_by_side_and_long_ones_apart() -> None:
    claims = [
        {"from": "2017-05-12", "to": "2017-05-12", "side": "one", "report": 0, "places": []},
        {"from": "2017-05-12", "to": "2017-05-13", "side": None, "report": 0, "places": []},
        {"from": "2017-05-01", "to": "2017-05-30", "side": "one", "report": 0, "places": []},
        {"from": "2011-05-12", "to": "2011-05-12", "side": "one", "report": 0, "places": []},
    ]
    found = bars(claims, ["2017-05-13"])
    assert (found["first"], found["last"]) == ("2017-05-12", "2017-05-13")
    assert found["short"] == {"": [1, 1], "one": [1, 0]}
    assert found["long"] == [1, 1]
