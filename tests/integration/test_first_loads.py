"""Several first loads of one new store at once: each makes the schema, and all land."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tried import Tried

from claimgraph.graph.server.local import LocalServer
from claimgraph.graph.server.places import default_cache, store_home
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

LOADERS = 3


def test_first_loads_at_once_all_land(tmp_path: Path, tried: Tried) -> None:
    home = tmp_path / "home"
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J", "CLAIMGRAPH"))}
    environment = ours | {"CLAIMGRAPH_HOME": str(home), "CLAIMGRAPH_CACHE": str(default_cache())}
    loads = []
    for number in range(LOADERS):
        file = tmp_path / f"{number}.jsonl"
        file.write_text(json.dumps({"id": str(number), "text": "Norland sold lathes to Sudland in May."}), "utf-8")
        command = [sys.executable, "-m", "claimgraph.app", "load", str(file)]
        loads.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
    server = LocalServer(store_home(home / "stores", "default"), default_cache())
    try:
        with tried.holding("first load of a new store, at once with others", LOADERS):
            ended = [(load.wait(), load.communicate()[1].decode()) for load in loads]
            assert [status for status, _ in ended] == [0] * LOADERS, ended
            with Store.at(server.connection()) as store:
                assert len(store.articles()) == LOADERS
                assert list(store.check()) == []
    finally:
        server.stop()
