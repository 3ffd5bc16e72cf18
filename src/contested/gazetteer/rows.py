"""One row of the gazetteer: what is known of one place, as packed bytes and as a value.

A row is 48 bytes; strings lie once each in a blob and are named by their offset, `NOWHERE` for none.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

LEVELS = ("country", "admin1", "admin2", "region", "settlement", "neighbourhood", "facility", "road", "natural")
SOURCES = ("contested", "geonames", "airports", "knowledge", "user")
#: Kinds of ids in other sources; the codes of parents serve to join a table with others of its publisher.
IDS = ("pcode", "geonames", "wikidata", "admin1_pcode", "admin2_pcode", "admin3_pcode")
NOWHERE = 0xFFFFFFFF
#: lat and lon in microdegrees, population, radius km, importance, level, source, country, then offsets into the blob:
#: id, name, admin1, admin2, outline, ids in other sources
PACKED = struct.Struct("<iiIffBB2sIIIIII")
COUNTRY_AT = 22
#: What a posting says of the name: it is the row's own name; it begins with an article; another place is called so more
PLAIN, ARTICLE, SECONDARY = 1, 2, 4


class PlaceRow(NamedTuple):
    """A place: ``country`` ISO alpha-2 ("" for none), ``population`` 0 for unknown, ``outline`` (lat, lon) corners.

    ``importance`` is about the logarithm of the people who know the place: countries 9, large cities 6-7, villages 2.
    ``source`` says which layer the row came from: contested (our own tables), geonames, airports, knowledge, user.
    ``ids`` are its ids in other sources, by `IDS`: ("pcode", "C1007"), ("geonames", "170063"), ("wikidata", "Q41183").
    """

    id: str
    name: str
    level: str
    country: str
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    radius_km: float
    outline: tuple[tuple[float, float], ...]
    source: str
    importance: float
    ids: tuple[tuple[str, str], ...] = ()

    @property
    def pcode(self) -> str | None:
        """The place's own P-code (OCHA), None where no layer has one."""
        return dict(self.ids).get("pcode") if self.ids else None


class Entry(NamedTuple):
    """A place with all its names, as a source hands it to the build. ``names[0]`` is the name to show.

    ``secondary`` are names by which the place is known but which more often mean another (a governorate named like
    its town): they are kept, `SECOND` steps lower in importance.
    """

    id: str
    names: tuple[str, ...]
    level: str
    country: str
    lat: float
    lon: float
    importance: float
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    radius_km: float = 1.0
    outline: tuple[tuple[float, float], ...] = ()
    source: str = "contested"
    secondary: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()


SECOND = 2.5
