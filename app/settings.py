"""The one settings object: where Neo4j is, and where claimgraph keeps its own files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the environment and the command line decide.

    Parameters:
        neo4j_uri: address of a Neo4j 5 (NEO4J_URI or --neo4j); None means the local one.
        username, password, database: of that server (NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE).
        home: the folder with the local store and the user's queries (CLAIMGRAPH_HOME, else the user's data folder).
        cache: the folder for what is downloaded once (CLAIMGRAPH_CACHE, else the user's cache folder).
    """

    home: Path
    cache: Path
    neo4j_uri: str | None = None
    username: str = "neo4j"
    password: str = ""
    database: str = "neo4j"

    @classmethod
    def from_environment(
        cls,
        environment: Mapping[str, str] = os.environ,
        *,
        neo4j_uri: str | None = None,
        database: str | None = None,
    ) -> Settings:
        """The settings of an environment; what the command line gives goes before it."""
        from claimgraph.graph.server.places import data_folder, default_cache

        return cls(
            home=data_folder(environment),
            cache=default_cache(environment),
            neo4j_uri=neo4j_uri or environment.get("NEO4J_URI") or None,
            username=environment.get("NEO4J_USERNAME") or "neo4j",
            password=environment.get("NEO4J_PASSWORD") or "",
            database=database or environment.get("NEO4J_DATABASE") or "neo4j",
        )

    @property
    def store_home(self) -> Path:
        """The folder of the local Neo4j and its data."""
        return self.home / "stores" / "default"

    @property
    def queries(self) -> Path:
        """The folder of the user's own saved queries."""
        return self.home / "queries"
