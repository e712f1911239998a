"""For maintainers: write `data/neo4j-jars.tsv` anew for another version of Neo4j.

`python -m claimgraph.graph.server.relock 5.26.30` lets jgo resolve the version with all that it needs (a minute), and
locks each jar's size and SHA-256. What changed is then for a person to read in the diff.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from claimgraph.graph.server.jars import Jar

_ARTIFACTS = ("neo4j", "neo4j-bolt")
_HEADER = """\
# The jars that make Neo4j Community {version} (GPL-3.0), as Maven publishes them; written by relock.py.
# group, artifact, version, classifier: the Maven coordinates (classifier empty for most); bytes: size; sha256: hash.
group\tartifact\tversion\tclassifier\tbytes\tsha256
"""


def resolve(version: str, scratch: Path) -> tuple[Jar, ...]:
    """All jars of a version, fetched into the folder `scratch` and hashed."""
    from jgo.env import EnvironmentBuilder, LockFile
    from jgo.maven import MavenContext

    context = MavenContext(repo_cache=scratch / "repository")
    endpoint = "+".join(f"org.neo4j:{artifact}:{version}" for artifact in _ARTIFACTS)
    environment = EnvironmentBuilder(context, cache_dir=scratch / "environments").from_endpoint(endpoint)
    files = {Path(path).name: Path(path) for path in (scratch / "repository").rglob("*.jar")}
    locked = LockFile.load(environment.lock_path).dependencies
    return tuple(_jar(vars(dependency), files) for dependency in locked)


def _jar(locked: Mapping[str, str | None], files: Mapping[str, Path]) -> Jar:
    group, artifact, version = (str(locked[key]) for key in ("groupId", "artifactId", "version"))
    unmeasured = Jar(group, artifact, version, locked["classifier"] or "", 0, str(locked["sha256"]))
    size = files[unmeasured.name].stat().st_size
    return Jar(group, artifact, version, unmeasured.classifier, size, unmeasured.sha256)


def lock_text(version: str, jars: Iterable[Jar]) -> str:
    """The text of the locked list, sorted by coordinates.

    Raises:
        ValueError: two jars would have the same file name in one folder.
    """
    rows = sorted(
        (jar.group, jar.artifact, jar.version, jar.classifier, str(jar.bytes), jar.sha256) for jar in set(jars)
    )
    if len({row[1:4] for row in rows}) < len(rows):
        raise ValueError("two jars of different groups share a file name")
    return _HEADER.format(version=version) + "".join("\t".join(row) + "\n" for row in rows)


if __name__ == "__main__":
    wanted = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        text = lock_text(wanted, resolve(wanted, Path(folder)))
    (Path(__file__).parent / "data" / "neo4j-jars.tsv").write_text(text, "utf-8")
