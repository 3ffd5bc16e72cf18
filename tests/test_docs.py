"""The documentation names only commands and options that exist, and its Python runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from contested.cli.main import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)\)")


def calls(page: Path) -> list[list[str]]:
    """Every `contested …` of a page's shell blocks, as arguments."""
    blocks = [block.replace("|\n", "|") for kind, block in BLOCK.findall(page.read_text()) if kind == "sh"]
    lines = [line.split("|")[-1].strip() for block in blocks for line in block.splitlines()]
    commands = [re.split(r"\s[<>#]", line)[0] for line in lines]
    words = [shlex.split(command) for command in commands]
    return [call[1:] for call in words if call and call[0].rpartition("/")[2] == "contested"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_is_one_that_the_program_takes(page: Path, tmp_path: Path) -> None:
    for call in calls(page):
        arguments = [
            str(tmp_path) if before == "--knowledge" else word for before, word in zip(["", *call], call, strict=False)
        ]
        command = cli.get_command(click.Context(cli), arguments[0])
        assert command, f"{page.name}: no command {arguments[0]}"
        command.make_context(arguments[0], arguments[1:])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text()):
        assert target.startswith("https://") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_command_is_in_the_documentation() -> None:
    documented = {call[0] for page in PAGES for call in calls(page)}
    assert documented >= {"add", "demo", "doctor", "publish", "read"}


def test_every_option_of_read_is_in_its_page() -> None:
    page = (ROOT / "docs" / "reading.md").read_text()
    command = cli.get_command(click.Context(cli), "read")
    assert command
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert {option for option in options if option not in page} <= {"--reader"}


def test_the_example_of_the_readme_gives_what_it_shows() -> None:
    blocks = BLOCK.findall((ROOT / "README.md").read_text())
    shown = next(at for at, (kind, _) in enumerate(blocks) if kind == "text")
    said, call = blocks[shown - 1][1].split("|")
    command = [sys.executable, "-c", "from contested.cli import main; main()", *shlex.split(call)[1:]]
    done = subprocess.run(command, input=shlex.split(said)[1] + "\n", capture_output=True, text=True, check=True)
    assert done.stdout.rstrip() == blocks[shown][1].rstrip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_of_a_page_runs(page: Path) -> None:
    for kind, block in BLOCK.findall(page.read_text()):
        if kind == "python":
            exec(compile(block, str(page), "exec"), {})
