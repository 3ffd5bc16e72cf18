import json

import war_sample

from contested.publish import geojson


def test_a_feature_for_each_place_and_for_each_claim_without_one() -> None:
    readings = war_sample.readings()
    features = geojson(readings)["features"]
    claims = [claim for reading in readings for claim in reading.claims]
    assert len(features) == sum(max(1, len(claim.places)) for claim in claims)
    assert len({feature["id"] for feature in features}) == len(features)
    assert {feature["properties"]["claim"] for feature in features} == {claim.id for claim in claims}


def test_points_are_longitude_first_and_a_shape_is_kept() -> None:
    by_place = {row["properties"]["place_name"]: row["geometry"] for row in geojson(war_sample.readings())["features"]}
    assert by_place["Maskanah"] == {"type": "Point", "coordinates": [38.0331, 35.9631]}
    assert by_place["Damascus to Palmyra highway"]["type"] == "LineString"


def test_an_unresolved_place_has_no_geometry() -> None:
    found = [row for row in geojson(war_sample.readings())["features"] if row["properties"]["place_name"] == "Zuwaykh"]
    assert found
    assert all(row["geometry"] is None for row in found)


def test_it_is_json_and_has_the_words() -> None:
    text = json.dumps(geojson(war_sample.readings()), allow_nan=False)
    assert "liberated the Jirah airbase" in text
