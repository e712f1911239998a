"""The command line, run in this process against a store of the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from claimgraph.app.cli import main
from claimgraph.graph.server.values import Connection

SEEDS = Path(__file__).parents[2] / "seeds"


def environment_of(connection: Connection, home: Path) -> dict[str, str]:
    """The environment in which claimgraph's commands use a server of the tests and a home of their own."""
    return {
        "NEO4J_URI": connection.uri,
        "NEO4J_USERNAME": connection.username,
        "NEO4J_PASSWORD": connection.password,
        "NEO4J_DATABASE": connection.database,
        "CLAIMGRAPH_HOME": str(home),
    }


class CommandLine:
    """Runs commands against the test's own store."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = {**environment, "COLUMNS": "200"}  # no line of a table is broken

    def run(self, *arguments: str) -> Result:
        return CliRunner(env=self._environment).invoke(main, arguments)

    def typed(self, keys: str, *arguments: str) -> Result:
        """As `run`, with keys typed while the command goes on."""
        return CliRunner(env=self._environment).invoke(main, arguments, input=keys)

    def output(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self.output(*arguments))

    def rows(self, query: str, **parameters: str) -> list[dict[str, Any]]:
        given = [part for name, value in parameters.items() for part in ("-p", f"{name}={value}")]
        rows: list[dict[str, Any]] = self.json("query", "run", query, *given, "--format", "json")
        return rows
