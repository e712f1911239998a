"""The one settings object: which store is meant, and where claimgraph keeps its own files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_STORE = "default"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the environment and the command line decide.

    Parameters:
        neo4j_uri: address of a Neo4j 5 (NEO4J_URI or --neo4j); None means the local one.
        username, password, database: of that server (NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE).
        store: which of the local stores (CLAIMGRAPH_STORE or --store), each a Neo4j of its own.
        home: the folder with the local stores and the user's queries (CLAIMGRAPH_HOME, else the user's data folder).
        cache: the folder for what is downloaded once (CLAIMGRAPH_CACHE, else the user's cache folder).
    """

    home: Path
    cache: Path
    neo4j_uri: str | None = None
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"
    store: str = DEFAULT_STORE

    @classmethod
    def from_environment(
        cls,
        environment: Mapping[str, str] = os.environ,
        *,
        neo4j_uri: str | None = None,
        database: str | None = None,
        store: str | None = None,
    ) -> Settings:
        """The settings of an environment; what the command line gives goes before it.

        Raises:
            ServerError: the environment names a server and a local store, so that nobody can tell which is meant.
        """
        from claimgraph.graph.errors import ServerError
        from claimgraph.graph.server.places import data_folder, default_cache

        known_uri, known_store = environment.get("NEO4J_URI"), environment.get("CLAIMGRAPH_STORE")
        if known_uri and known_store and not (neo4j_uri or store):
            raise ServerError("NEO4J_URI and CLAIMGRAPH_STORE both say which graph is meant: unset one of them")
        return cls(
            home=data_folder(environment),
            cache=default_cache(environment),
            neo4j_uri=None if store else neo4j_uri or known_uri or None,
            username=environment.get("NEO4J_USERNAME") or "neo4j",
            password=environment.get("NEO4J_PASSWORD") or "",
            database=database or (not store and environment.get("NEO4J_DATABASE")) or "neo4j",
            store=store or known_store or DEFAULT_STORE,
        )

    @classmethod
    def of_local_store(cls, store: str | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings for what only a local store can do: a server that the environment names does not count."""
        return cls.from_environment(environment, store=store or environment.get("CLAIMGRAPH_STORE") or DEFAULT_STORE)

    @property
    def stores(self) -> Path:
        """The folder in which each local store has its own."""
        return self.home / "stores"

    @property
    def store_home(self) -> Path:
        """The folder of the local Neo4j and its data.

        Raises:
            ServerError: the store's name could not be a folder's on every system.
        """
        from claimgraph.graph.server.places import store_home

        return store_home(self.stores, self.store)

    @property
    def queries(self) -> Path:
        """The folder of the user's own saved queries."""
        return self.home / "queries"
