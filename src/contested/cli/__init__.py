"""The command line: one module per command group, loaded only when its command is called."""

from __future__ import annotations

from contested.cli.main import main as main
