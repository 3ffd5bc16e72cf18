"""Loading: users' folders over ours, and an error with file, line and key for every way to break a file."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from contested.errors import KnowledgeError
from contested.knowledge import TABLES, Knowledge, fingerprint, load
from contested.knowledge.lines import Lines
from contested.knowledge.schema import (
    ActorEntry,
    Conflict,
    Entry,
    MeansEntry,
    PlaceEntry,
    RoadEntry,
    WordingEntry,
)
from contested.knowledge.sources import PACKAGED

DOCS = Path(__file__).resolve().parents[2] / "docs" / "knowledge.md"

WAR = """\
id = "atlantis"
name = "War in Atlantis"
countries = ["IS"]
from = "2020-01"

[[side]]
id = "crown"
name = "Crown"
colour = "#0072b2"

[[side]]
id = "league"
name = "League"
colour = "#e69f00"
"""
ACTOR = """\
# Who fights in Atlantis.

[[actor]]
id = "royal-guard"
name = "Royal Guard of Atlantis"
kind = "state_forces"
aliases = ["RGA"]
countries = ["IS"]

[[actor.member]]
conflict = "atlantis"
side = "crown"
from = "2020-01"

[[actor]]
id = "sea-league"
name = "Sea League"
kind = "rebel"
parent = "royal-guard"

[[actor.member]]
conflict = "atlantis"
side = "league"

[[actor.member]]
conflict = "atlantis"
side = "crown"
to = "2020-02"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "conflicts/atlantis.toml", WAR)
    write(tmp_path, "actors/atlantis.toml", ACTOR)
    return tmp_path


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def actor_ids(knowledge: Knowledge) -> list[str]:
    return [actor.id for actor in knowledge.actors]


def test_every_table_is_a_field_of_knowledge() -> None:
    assert {table.field for table in TABLES} == set(Knowledge.__struct_fields__) - {"digest"}
    for table in TABLES:
        assert set(table.identity) <= set(table.row.__struct_fields__)


def test_a_users_folder_adds_a_war(folder: Path) -> None:
    ours, both = load(), load([folder])
    assert actor_ids(both) == [*actor_ids(ours), "royal-guard", "sea-league"]
    assert [conflict.id for conflict in both.conflicts][-1] == "atlantis"
    assert both.digest != ours.digest


def test_a_users_entry_replaces_ours_in_its_place(folder: Path) -> None:
    own = '[[actor]]\nid = "islamic-state"\nname = "Islamic State (mine)"\nkind = "jihadist"\n'
    write(folder, "actors/mine.toml", own)
    ours, both = load(), load([folder])
    at = actor_ids(ours).index("islamic-state")
    assert actor_ids(both)[at] == "islamic-state"
    assert both.actors[at].name == "Islamic State (mine)"
    assert len(both.actors) == len(ours.actors) + 2


def test_a_later_folder_wins(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    later = tmp_path_factory.mktemp("later")
    write(later, "actors/a.toml", '[[actor]]\nid = "sea-league"\nname = "Late League"\nkind = "rebel"\n')
    assert load([folder, later]).actors[-1].name == "Late League"


def test_rows_without_identity_are_added_and_replace_nothing(folder: Path) -> None:
    table = next(table for table in TABLES if not table.identity and table.header)
    ours = load()
    packaged = PACKAGED / table.files
    row = re.split(rf"(?m)^\[\[{table.header}\]\]", packaged.read_text())[1].split("\n[[")[0]
    write(folder, table.files, f"[[{table.header}]]{row}\n")
    both = getattr(load([folder]), table.field)
    assert both[:-1] == getattr(ours, table.field)
    assert both[-1] == both[0]


def test_the_same_files_give_the_same_knowledge(folder: Path) -> None:
    assert load([folder]) == load([folder])


def test_the_digest_is_of_contents_and_the_fingerprint_sees_a_change(folder: Path) -> None:
    digest, mark = load([folder]).digest, fingerprint([folder])
    assert fingerprint([folder]) == mark
    write(folder, "actors/atlantis.toml", ACTOR.replace("Sea League", "Sky League!"))
    assert fingerprint([folder]) != mark
    assert load([folder]).digest != digest


def test_windows_line_ends_and_a_byte_order_mark_are_no_error(folder: Path) -> None:
    write(folder, "actors/atlantis.toml", b"\xef\xbb\xbf" + ACTOR.replace("\n", "\r\n").encode())
    assert actor_ids(load([folder]))[-1] == "sea-league"


BROKEN = [
    pytest.param('id = "royal-guard"', "id = royal", (4, None), "is not TOML", id="syntax"),
    pytest.param('id = "royal-guard"', 'id = "Royal Guard"', (4, "actor.id"), "is no id", id="id"),
    pytest.param('id = "sea-league"', 'id = "royal-guard"', (16, "actor.id"), "stands already at", id="repeated id"),
    pytest.param('name = "Sea League"\n', "", (15, "actor.name"), "is missing", id="missing key"),
    pytest.param('name = "Sea League"', 'nmae = "Sea League"', (17, "actor.nmae"), "no such key", id="unknown key"),
    pytest.param('name = "Sea League"', 'name = ""', (17, "actor.name"), "is empty", id="empty name"),
    pytest.param('kind = "rebel"', "kind = 3", (18, "actor.kind"), "put the value in quotes", id="wrong type"),
    pytest.param('kind = "rebel"', 'kind = "pirate"', (18, "actor.kind"), "expected one of", id="unknown kind"),
    pytest.param('["RGA"]', '["RGA", 7]', (7, "actor.aliases"), "expected str, got int", id="wrong type in a list"),
    pytest.param('["IS"]', '["Iceland"]', (8, "actor.countries"), "ISO 3166-1", id="country"),
    pytest.param('["IS"]', '["ZZ"]', (8, "actor.countries"), "ISO 3166-1", id="no such country"),
    pytest.param('parent = "royal-guard"', 'parent = "guard"', (19, "actor.parent"), 'no actor "guard"', id="parent"),
    pytest.param('parent = "royal-guard"', 'parent = "sea-league"', (19, "actor.parent"), "in a circle", id="circle"),
    pytest.param('side = "league"', 'side = "leage"', (23, "actor.member.side"), 'no side "leage"', id="side"),
    pytest.param(
        'conflict = "atlantis"\nside = "league"',
        'conflict = "atlantida"\nside = "league"',
        (22, "actor.member.conflict"),
        'no conflict "atlantida"',
        id="conflict",
    ),
    pytest.param('to = "2020-02"', 'to = "2020-13"', (28, "actor.member.to"), "is no date", id="date"),
    pytest.param(
        'to = "2020-02"', 'from = "2021"\nto = "2020-02"', (29, "actor.member.to"), "is before", id="dates in disorder"
    ),
    pytest.param('to = "2020-02"', "until = 2020", (28, "actor.member.until"), "no such key", id="key of a subtable"),
    pytest.param(ACTOR, ACTOR.replace("[[actor", "[[actors"), (3, "actors"), "expected [[actor]]", id="unknown table"),
    pytest.param(ACTOR, "[actor]\nid = 'x'\n", (1, "actor"), "write [[actor]]", id="table that is no list"),
]


@pytest.mark.parametrize(("old", "new", "where", "says"), BROKEN)
def test_a_broken_file_is_named_with_line_and_key(
    folder: Path, old: str, new: str, where: tuple[int, str | None], says: str
) -> None:
    assert old in ACTOR
    path = write(folder, "actors/atlantis.toml", ACTOR.replace(old, new, 1))
    with pytest.raises(KnowledgeError) as caught:
        load([folder])
    assert (caught.value.source, (caught.value.line, caught.value.key)) == (str(path), where)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_trigger_of_an_unknown_frame_is_named(folder: Path) -> None:
    text = '[[frame]]\nname = "fight"\n\n[[trigger]]\ntype = "clash"\nframe = "figth"\nverbs = ["brawl"]\n'
    path = write(folder, "events.toml", text)
    with pytest.raises(KnowledgeError, match='no frame "figth"') as caught:
        load([folder])
    assert (caught.value.source, caught.value.line, caught.value.key) == (str(path), 6, "trigger.frame")


@pytest.mark.parametrize("deep", ["[" * 20_000, "[" * 900 + "]" * 900, "{a=" * 20_000, "[\n" * 20_000])
def test_a_file_that_nests_without_end_is_no_fault_of_ours(folder: Path, deep: str) -> None:
    path = write(folder, "actors/atlantis.toml", ACTOR.replace('["RGA"]', deep, 1))
    with pytest.raises(KnowledgeError, match="nests too deeply") as caught:
        load([folder])
    assert (caught.value.source, caught.value.line) == (str(path), 7)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('colour = "#e69f00"', 'colour = "orange"', 14, "side.colour"),
        ('id = "league"', 'id = "crown"', 12, "side.id"),
        ('from = "2020-01"', 'from = "May 2020"', 4, "from"),
        ('["IS"]', '["is"]', 3, "countries"),
        ('name = "War in Atlantis"\n', "", 1, "name"),
    ],
)
def test_a_broken_conflict_is_named_with_line_and_key(folder: Path, old: str, new: str, line: int, key: str) -> None:
    path = write(folder, "conflicts/atlantis.toml", WAR.replace(old, new, 1))
    with pytest.raises(KnowledgeError) as caught:
        load([folder])
    assert (caught.value.source, caught.value.line, caught.value.key) == (str(path), line, key)


@pytest.mark.parametrize(
    ("name", "text", "line", "key"),
    [
        ("places/a.toml", '[[place]]\nid = "x"\nname = "X"\nlevel = "town"\ncountry = "SY"\nlat = 1\nlon = 2\n', 4,
         "place.level"),
        ("places/a.toml", '[[place]]\nid = "x"\nname = "X"\nlevel = "region"\ncountry = "SY"\nlat = 91\nlon = 2\n', 6,
         "place.lat"),
        ("places/a.toml", '[[road]]\nid = "r"\nname = "R"\ncountry = "SY"\n[[road.stop]]\nname = "A"\nlat = 1\n'
         "lon = 181\n", 8, "road.stop.lon"),
        ("wording.toml", '[[wording]]\ntext = "grim"\nkind = "word"\nneutral = "x"\n', 3, "wording.kind"),
        ("means.toml", '[[means]]\nkind = "tank"\nmention = "thing"\nwords = []\n', 3, "means.mention"),
    ],
)  # fmt: skip
def test_the_other_tables_are_checked_too(tmp_path: Path, name: str, text: str, line: int, key: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(KnowledgeError) as caught:
        load([tmp_path])
    assert (caught.value.line, caught.value.key) == (line, key)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for call in (load, fingerprint):
        with pytest.raises(KnowledgeError, match="no such folder"):
            call([tmp_path / "none"])


def test_a_file_instead_of_a_folder(folder: Path) -> None:
    with pytest.raises(KnowledgeError, match="is no folder"):
        load([folder / "actors" / "atlantis.toml"])


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"holds no file of knowledge .*actors/\*\.toml"):
        load([tmp_path])


def test_a_file_in_no_known_place(folder: Path) -> None:
    write(folder, "actor/atlantis.toml", ACTOR)
    with pytest.raises(KnowledgeError, match="not where a table is looked for"):
        load([folder])


def test_a_file_that_is_not_utf8(folder: Path) -> None:
    write(folder, "actors/b.toml", "# first\n# Élysée\n".encode("latin-1"))
    with pytest.raises(KnowledgeError) as caught:
        load([folder])
    assert caught.value.line == 2
    assert "UTF-8" in str(caught.value)


def test_lines_are_found_past_strings_that_look_like_tables() -> None:
    text = 'note = """\n[[actor]]\nid = "no"\n"""\n\n[[ actor ]]\n"id" = "yes"\n[actor.place]\nlat = 1\n'
    lines = Lines(text)
    assert lines.of(("actor", 0)) == 6
    assert lines.of(("actor", 0, "id")) == 7
    assert lines.of(("actor", 0, "place", "lat")) == 9
    assert lines.of(("actor", 1, "id")) == 6
    assert lines.of(("nothing",)) == 1


def test_the_war_of_the_documentation_loads(tmp_path: Path) -> None:
    blocks = re.findall(r"^```toml\n# (\S+)\n(.*?)^```$", DOCS.read_text(), re.MULTILINE | re.DOTALL)
    for name, text in blocks:
        write(tmp_path, name, text)
    names = ["conflicts/atlantis.toml", "actors/atlantis.toml", "places/atlantis.toml", "wording.toml"]
    assert [name for name, _ in blocks] == names
    knowledge = load([tmp_path])
    assert actor_ids(knowledge)[-2:] == ["royal-guard", "harbour-militia"]
    assert knowledge.places[-1].id == "at-lyonesse-airfield"
    assert knowledge.wording[-1].text == "gallant defenders"


DESCRIBED = {
    "conflict": Conflict,
    "actor": ActorEntry,
    "place": PlaceEntry,
    "road": RoadEntry,
    "wording": WordingEntry,
    "means": MeansEntry,
}


@pytest.mark.parametrize(("table", "row"), DESCRIBED.items())
def test_the_documentation_names_every_field(table: str, row: type[Entry]) -> None:
    fields = re.findall(rf"^\| {table} \| ([^|]+) \|", DOCS.read_text(), re.MULTILINE)
    named = {name for cell in fields for name in re.findall(r"`(\w+)`", cell)}
    assert named == {field.encode_name for field in msgspec.structs.fields(row)}
