"""Reading articles leaves nothing in the home folder, and no package that reads them reports to anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

READ = """
from claimgraph.graph.model import Article, Document, text_hash
from claimgraph.loaders.extract.extractor import load_extractor

text = "Norway sold gas to Germany."
assert load_extractor().read(Document(Article("a", "a", text_hash(text)), text)).claims
"""


def test_reading_an_article_writes_nothing_into_the_home_folder(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    environment = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"} | home
    subprocess.run([sys.executable, "-c", READ], check=True, env=environment, timeout=300)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
