"""How the index and the candidates of a name are shown: as a table to read, or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from contested.gazetteer.explain import Candidate
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.layer import Layer
from contested.gazetteer.shelf import Card, kept
from contested.gazetteer.store import index_folder, shelf_folder

BUILT_IN = {"base": "GeoNames' towns of 500 people and more, airports, our own tables", "known": "knowledge files"}


def write_info(gazetteer: Gazetteer, path: Path | None, to: str) -> None:
    """The layers of an index, the one that wins first."""
    cards = {layer.card.name: layer.card for layer in kept(shelf_folder(path))}
    layers = [facts(layer, cards.get(layer.name)) for layer in reversed(gazetteer.layers)]
    if to == "json":
        whole = {"index": str(index_folder(path)), "layers_kept_in": str(shelf_folder(path)), "layers": layers}
        click.echo(msgspec.json.format(msgspec.json.encode(whole)).decode())
        return
    click.echo(f"index   {index_folder(path)}\nlayers  {shelf_folder(path)}\n")
    for place, layer in enumerate(layers, 1):
        click.echo(f"{place}. {layer['name']}: {layer['places']:,} places, {layer['megabytes']:.1f} MB")
        for key in ("source", "skipped", "licence", "attribution", "sha256"):
            value = layer[key]
            lines = value if isinstance(value, list) else [value] if value else []
            for line in lines:
                click.echo(f"   {key.ljust(11)} {line}")


def facts(layer: Layer, card: Card | None) -> dict[str, Any]:
    """What is said of a layer."""
    size = sum(file.stat().st_size for file in layer.folder.iterdir())
    return {
        "name": layer.name,
        "places": layer.size,
        "megabytes": round(size / 1e6, 1),
        "order": card.order if card else None,
        "form": card.form if card else None,
        "source": f"{card.source} (as {card.form})" if card else BUILT_IN[layer.name],
        "skipped": card.skipped if card else 0,
        "licence": card.licence if card else "CC BY 4.0 (GeoNames), MIT (airportsdata)" if layer.name == "base" else "",
        "attribution": layer.attribution,
        "sha256": card.sha256 if card else "",
        "digest": layer.digest,
    }


def write_candidates(name: str, found: list[Candidate], to: str) -> None:
    """The places that a name may mean."""
    if to == "json":
        whole = {"name": name, "candidates": [as_json(candidate) for candidate in found]}
        click.echo(msgspec.json.format(msgspec.json.encode(whole)).decode())
        return
    if not found:
        click.echo(f'nothing is called "{name}"')
    for number, candidate in enumerate(found, 1):
        for line in lines_of(number, candidate):
            click.echo(line)


def lines_of(number: int, candidate: Candidate) -> list[str]:
    """A candidate with its score and the features that make it."""
    place = candidate.place
    within = (place.admin2, place.admin1, place.country)
    lies = ", ".join(dict.fromkeys(part for part in within if part and part != place.name))
    people = f", {place.population:,} people" if place.population else ""
    ids = ", ".join(f"{kind} {code}" for kind, code in place.ids)
    features = "  ".join(f"{feature} {weight:+.2f}" for feature, weight in candidate.why)
    lines = [
        f"{number}. {place.name}: {place.level} in {lies or 'no country'}; {place.lat:.4f}, {place.lon:.4f}{people}",
        f"   {candidate.share:.0%}, score {candidate.score:.2f} = {features}",
        f"   {place.id}, layer {candidate.layer}{'; ' if ids else ''}{ids}",
    ]
    return [*lines, f"   also {', '.join(candidate.names[:8])}"] if candidate.names else lines


def as_json(candidate: Candidate) -> dict[str, Any]:
    """A candidate as JSON."""
    place = candidate.place._asdict()
    del place["outline"], place["importance"], place["source"]
    return {
        **place,
        "ids": dict(candidate.place.ids),
        "pcode": candidate.place.pcode,
        "names": candidate.names,
        "layer": candidate.layer,
        "share": candidate.share,
        "score": candidate.score,
        "why": [{"feature": feature, "weight": weight} for feature, weight in candidate.why],
    }
