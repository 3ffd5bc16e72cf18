"""Where rows come from, as PROV-JSON: event from claims, claim from a reading, reading from a report by a publisher.

A bundle a row, so that each stands alone. Source: PROV-JSON, W3C member submission of 24 April 2013.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from contested.model import Told, digest
from contested.publish.export.about import About, report_uri
from contested.publish.export.json_text import encoded
from contested.publish.export.row import Row
from contested.publish.export.sentence import sentence

PREFIX = {
    "contested": "urn:contested:",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Section = dict[str, dict[str, Any]]


def prov(rows: Iterable[Row], about: About) -> Iterator[str]:
    """The document, a line a bundle."""
    yield f'{{"prefix":{encoded(PREFIX)},"bundle":{{\n'
    for number, row in enumerate(rows):
        name = f"contested:row-{row.kind}-{row.id}"
        yield f"{',' if number else ''}{encoded(name)}:{encoded(bundle(row, about))}\n"
    yield "}}\n"


def bundle(row: Row, about: About) -> dict[str, Section]:
    """A row with its claims, readings, reports and publishers."""
    found: dict[str, Section] = {
        name: {} for name in ("entity", "activity", "agent", "wasGeneratedBy", "used", "wasDerivedFrom",
                              "wasAttributedTo", "wasAssociatedWith")
    }  # fmt: skip
    for told in row.told:
        add_claim(found, told, about)
    if row.kind == "event":
        whole = f"contested:event-{row.id}"
        label = {"prov:label": sentence(row), "contested:address": about.address(row)}
        found["entity"][whole] = {"prov:type": "contested:Event", **label}
        for told in row.told:
            derived(found, whole, f"contested:claim-{told.claim.id}")
    return {name: section for name, section in found.items() if section}


def add_claim(found: dict[str, Section], told: Told, about: About) -> None:
    """A claim, the reading that it came of, the report that was read, and whose that is."""
    claim, report = told.claim, told.report
    it, text = f"contested:claim-{claim.id}", report_uri(report.id).replace(":report:", ":report-")
    reading, reader = f"contested:reading-{digest(report.id, claim.reader)}", f"contested:reader-{digest(claim.reader)}"
    found["entity"][it] = {
        "prov:type": "contested:Claim", "prov:value": claim.quote.text, "contested:type": claim.type,
        "contested:modality": claim.modality, "contested:polarity": claim.polarity,
        "contested:start": claim.quote.start, "contested:end": claim.quote.end,
        "contested:address": about.link(claim.id),
    }  # fmt: skip
    known = {"contested:date": report.date, "contested:url": report.url, "prov:label": report.title}
    found["entity"][text] = {"prov:type": "contested:Report", **{key: value for key, value in known.items() if value}}
    found["activity"][reading] = {"prov:type": "contested:Reading"}
    found["agent"][reader] = {"prov:type": "prov:SoftwareAgent", "prov:label": claim.reader}
    relate(found, "wasGeneratedBy", {"prov:entity": it, "prov:activity": reading})
    relate(found, "used", {"prov:activity": reading, "prov:entity": text})
    relate(found, "wasAssociatedWith", {"prov:activity": reading, "prov:agent": reader})
    derived(found, it, text)
    if report.source:
        publisher = f"contested:publisher-{digest(report.source)}"
        found["agent"][publisher] = {"prov:type": "prov:Organization", "prov:label": report.source}
        relate(found, "wasAttributedTo", {"prov:entity": text, "prov:agent": publisher})


def derived(found: dict[str, Section], one: str, other: str) -> None:
    """One entity was made from another."""
    relate(found, "wasDerivedFrom", {"prov:generatedEntity": one, "prov:usedEntity": other})


def relate(found: dict[str, Section], kind: str, ends: dict[str, str]) -> None:
    """A relation, by a blank name that its ends give."""
    found[kind][f"_:{digest(kind, *ends.values())}"] = ends
