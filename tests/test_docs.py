"""The documentation names only commands, options, fields and types that exist, and its examples run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import msgspec
import pytest

from contested import model, ontology
from contested.cli.main import cli
from contested.knowledge.load import load

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OURS = re.compile(r"(src|tests|docs|web|benchmarks|requirements|\.ci)/[\w./-]*[\w-]")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def calls(page: Path) -> list[list[str]]:
    """Every `contested …` of a page's shell blocks, as arguments."""
    blocks = [block.replace("|\n", "|") for kind, block in BLOCK.findall(page.read_text()) if kind == "sh"]
    lines = [line.split("|")[-1].strip() for block in blocks for line in block.splitlines()]
    commands = [re.split(r"\s[<>#]", line)[0] for line in lines]
    words = [shlex.split(command) for command in commands]
    return [call[1:] for call in words if call and call[0].rpartition("/")[2] == "contested"]


def commands(group: click.Group) -> Iterator[click.Command]:
    """A group and every command in it, those of groups within it too."""
    yield group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command)
        elif command:
            yield command


def options() -> set[str]:
    """Every option of every command, and of the scripts that measure."""
    ours = {option for command in commands(cli) for each in command.params for option in each.opts}
    scripts = "".join(path.read_text() for path in (ROOT / "benchmarks").glob("*.py"))
    return ours | set(re.findall(r'"(--[a-z-]+)"', scripts))


def anchor(heading: str) -> str:
    """The anchor of a heading, as forges make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@each_page
def test_every_command_line_is_one_that_the_program_takes(page: Path, tmp_path: Path) -> None:
    for call in calls(page):
        arguments = [
            str(tmp_path) if before == "--knowledge" else word for before, word in zip(["", *call], call, strict=False)
        ]
        command = cli.get_command(click.Context(cli), arguments[0])
        while isinstance(command, click.Group):
            command, arguments = command.get_command(click.Context(command), arguments[1]), arguments[1:]
        assert command, f"{page.name}: no command {arguments[0]}"
        command.make_context(arguments[0], arguments[1:])


@each_page
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text()):
        if target.startswith("https://"):
            continue
        path, _, part = target.partition("#")
        there = page.parent / path if path else page
        assert there.exists(), f"{page.name}: {target}"
        assert not part or part in map(anchor, HEADING.findall(there.read_text())), f"{page.name}: {target}"


@each_page
def test_options_files_variables_and_targets_that_are_named_exist(page: Path) -> None:
    text, known = page.read_text(), options()
    sources = "".join(path.read_text() for path in (ROOT / "src" / "contested").rglob("*.py"))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for code in CODE.findall(BLOCK.sub("", text)):
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", code))
        assert named <= known | {"--help"}, f"{page.name}: {code}"
        if OURS.fullmatch(code):
            assert (ROOT / code).exists(), f"{page.name}: {code}"
    assert all(variable in sources for variable in re.findall(r"CONTESTED_[A-Z_]+[A-Z]", text)), page.name
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= targets, page.name


def test_what_is_asked_of_everything_has_the_browser_that_its_tests_look_for() -> None:
    needs = dict(re.findall(r"^([a-z]+):(.*)", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert "browser" in needs["test"].split() and "browser" in needs["check"].split()


@each_page
def test_event_types_of_examples_exist(page: Path) -> None:
    for _, block in BLOCK.findall(page.read_text()):
        for shown in re.findall(r"^ *- ([A-Z][A-Z ]+)  ", block, re.MULTILINE):
            assert shown.lower().replace(" ", "_") in ontology.table(), f"{page.name}: {shown}"


def test_every_command_is_in_the_documentation() -> None:
    documented = {call[0] for page in PAGES for call in calls(page)}
    assert documented == set(cli.list_commands(click.Context(cli)))


def test_every_option_of_read_is_in_its_page() -> None:
    page = (ROOT / "docs" / "reading.md").read_text()
    command = cli.get_command(click.Context(cli), "read")
    assert command
    named = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert {option for option in named if option not in page} <= {"--reader"}


# --- the page on claims ----------------------------------------------------------------------------------------------

CLAIMS = (ROOT / "docs" / "claims.md").read_text()
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", CLAIMS, re.MULTILINE | re.DOTALL))
STRUCTS = {
    "Claim": model.Claim,
    "Actor": model.Actor,
    "Place": model.Place,
    "Time": model.When,
    "Count": model.Count,
    "Means": model.Means,
    "Attribution": model.Attribution,
    "Wording": model.Wording,
}
VALUES = (
    model.Scope, model.Polarity, model.Outcome, model.Modality, model.ActorRole, model.PlaceRole, model.Relation,
    model.Extent, model.Level, model.Basis, model.SourceKind, model.WordingKind,
)  # fmt: skip


def first_cells(section: str) -> list[str]:
    """The names in the first column of a section's table, in their order."""
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in CODE.findall(row)]


@pytest.mark.parametrize("heading", STRUCTS)
def test_the_page_on_claims_has_every_field_in_its_order(heading: str) -> None:
    assert first_cells(SECTIONS[heading]) == list(STRUCTS[heading].__struct_encode_fields__)


def test_the_page_on_claims_has_every_value() -> None:
    named = set(CODE.findall(CLAIMS))
    assert {value for values in VALUES for value in get_args(values)} <= named


def test_the_page_on_claims_has_every_kind_of_mention() -> None:
    shared = set(model.Mention.__struct_encode_fields__)
    rows = [CODE.findall(line) for line in SECTIONS["Mentions"].splitlines() if line.startswith("| `")]
    kinds = {kind.__struct_config__.tag: kind.__struct_encode_fields__ for kind in get_args(model.AnyMention)}
    assert {kind: fields for kind, *fields in rows} == {
        kind: [field for field in fields if field not in shared] for kind, fields in kinds.items()
    }


def event_types() -> str:
    """The table of event types as the page must hold it."""
    lines = [
        "| family | type | what is said | ACLED event / sub-event | PLOVER | control | row |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in ontology.table().values():
        codes = [f"{code.event_type} / {code.sub_event_type}" for code in (row.acled, row.acled_nonstate) if code]
        plover = f"{row.plover.event}{' / ' + row.plover.mode if row.plover.mode else ''}" if row.plover else ""
        control = "" if row.holds == "none" else row.holds.replace("_", " ")
        cells = (row.family, f"`{row.name}`", row.means, "; ".join(codes), plover, control, "" if row.export else "no")
        lines.append("|" + "".join(f" {cell} |" if cell else " |" for cell in cells))
    return "\n".join(lines) + "\n"


def test_the_page_on_claims_holds_the_ontology() -> None:
    assert event_types() in CLAIMS, "the table of event types should read:\n\n" + event_types()


# --- examples --------------------------------------------------------------------------------------------------------


def run(call: list[str], given: str) -> str:
    """What `contested …` prints for this standard input."""
    command = [sys.executable, "-c", "from contested.cli import main; main()", *call]
    return subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def test_the_example_of_the_readme_gives_what_it_shows() -> None:
    blocks = BLOCK.findall((ROOT / "README.md").read_text())
    shown = next(at for at, (kind, _) in enumerate(blocks) if kind == "text")
    said, call = blocks[shown - 1][1].split("|")
    assert run(shlex.split(call)[1:], shlex.split(said)[1] + "\n").rstrip() == blocks[shown][1].rstrip()


@each_page
def test_the_python_of_a_page_runs(page: Path) -> None:
    for kind, block in BLOCK.findall(page.read_text()):
        if kind == "python":
            exec(compile(block, str(page), "exec"), {})


def test_the_war_in_a_few_files_is_read(tmp_path: Path) -> None:
    for kind, block in BLOCK.findall((ROOT / "docs" / "knowledge.md").read_text()):
        if kind == "toml":
            path = tmp_path / block.partition("\n")[0].removeprefix("# ")
            path.parent.mkdir(exist_ok=True)
            path.write_text(block, encoding="utf-8")
    given = "The Harbour Militia captured Lyonesse airbase from the Atlantean Royal Guard.\n"
    out = run(["read", "-", "--to", "claims", "--date", "2021-08-05", "--knowledge", str(tmp_path)], given)
    claim: dict[str, Any] = msgspec.json.decode(out.splitlines()[0])
    sides = [(actor["id"], actor["side"]) for actor in claim["actors"]]
    assert sides == [("harbour-militia", "league"), ("royal-guard", "crown")]
    assert claim["places"][0]["lat"] == 64.15


def test_the_page_on_knowledge_has_every_war_with_its_sides() -> None:
    lines = (
        f"| {war.name} | {', '.join(war.countries)} | {', '.join(f'`{side.id}`' for side in war.side)} |"
        for war in load([]).conflicts
    )
    page = (ROOT / "docs" / "knowledge.md").read_text()
    assert [line for line in lines if line not in page] == []
