"""Neo4j's jars: a locked list, fetched once, checked always."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server.jars import Jar, install, is_installed, locked_jars, neo4j_version
from claimgraph.graph.server.maven import Repositories
from claimgraph.graph.server.relock import lock_text
from claimgraph.graph.server.values import Progress, no_progress

CONTENTS = {f"part-{number}": bytes([number]) * (1000 + number) for number in range(5)}


def jar_of(artifact: str, content: bytes) -> Jar:
    return Jar("org.example", artifact, "1.0", "", len(content), hashlib.sha256(content).hexdigest())


JARS = tuple(jar_of(artifact, content) for artifact, content in CONTENTS.items())


@dataclass
class Site:
    """A Maven repository on the loopback: what it serves, and what it was asked for.

    It gives ranges where `knows_ranges`, breaks off after `breaks_after` bytes once, and calls `before` each answer.
    """

    address: str
    files: dict[str, bytes]
    asked: list[str] = field(default_factory=list)
    ranges: list[str | None] = field(default_factory=list)
    knows_ranges: bool = True
    breaks_after: int | None = None
    before: Callable[[], None] = lambda: None

    def repositories(self, local: Path) -> Repositories:
        return Repositories((self.address,), local)


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix("/maven/")
            here.asked.append(path)
            here.ranges.append(self.headers["Range"])
            here.before()
            content = here.files.get(path, b"")
            status = 200 if content else 404
            if content and here.knows_ranges and self.headers["Range"]:
                begin = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
                content, status = content[begin:], 206
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: here.breaks_after])
            here.breaks_after = None

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        files = {jar.path: CONTENTS[jar.artifact] for jar in JARS}
        here = Site(f"http://127.0.0.1:{server.server_address[1]}/maven", files)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield here
        server.shutdown()
        thread.join()


def test_the_locked_list_names_each_jar_once_with_its_hash() -> None:
    jars = locked_jars()
    assert len({jar.name for jar in jars}) == len(jars) > 200
    assert all(len(jar.sha256) == 64 and jar.bytes > 0 for jar in jars)
    assert neo4j_version(jars).startswith("5.26.")


def test_the_locked_list_is_what_its_tool_would_write() -> None:
    lines = lock_text(neo4j_version(locked_jars()), locked_jars()).splitlines()
    rows = [line for line in lines if not line.startswith("#")][1:]
    assert [row.split("\t")[1] for row in rows] == [jar.artifact for jar in locked_jars()]


def test_two_jars_of_one_name_are_refused_when_the_list_is_written() -> None:
    other = Jar("org.other", "part-0", "1.0", "", 1, "0" * 64)
    with pytest.raises(ValueError, match=r"share a file name"):
        lock_text("1.0", [*JARS, other])


def test_a_jar_lies_where_maven_puts_it() -> None:
    jar = Jar("io.netty", "netty-transport", "4.1", "linux-x86_64", 1, "")
    assert jar.path == "io/netty/netty-transport/4.1/netty-transport-4.1-linux-x86_64.jar"


def test_all_jars_are_fetched_and_returned_in_order(tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "jars"
    paths = install(folder, JARS, no_progress, lambda: site.repositories(tmp_path))
    assert paths == tuple(sorted(folder / jar.name for jar in JARS))
    assert [path.read_bytes() for path in paths] == list(CONTENTS.values())
    assert is_installed(folder, JARS)


def test_progress_ends_at_the_sum_of_what_is_missing(tmp_path: Path, site: Site) -> None:
    told: list[Progress] = []
    install(tmp_path / "jars", JARS, told.append, lambda: site.repositories(tmp_path))
    total = sum(jar.bytes for jar in JARS)
    assert (told[0].done, told[-1].done, told[-1].total, told[-1].unit) == (0, total, total, "bytes")


def test_a_download_that_was_cut_off_goes_on_with_what_is_missing(tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "jars"
    install(folder, JARS[:3], no_progress, lambda: site.repositories(tmp_path))
    (folder / f"{JARS[3].name}.part").write_bytes(CONTENTS["part-3"][:500])
    site.asked.clear()
    install(folder, JARS, no_progress, lambda: site.repositories(tmp_path))
    assert sorted(site.asked) == [jar.path for jar in JARS[3:]]
    assert not list(folder.glob("*.part"))


def test_a_jar_that_was_cut_off_goes_on_in_its_middle(tmp_path: Path, site: Site) -> None:
    site.breaks_after = 400
    told: list[Progress] = []
    install(tmp_path / "jars", JARS[:1], told.append, lambda: site.repositories(tmp_path))
    assert site.ranges == [None, "bytes=400-"]
    assert (tmp_path / "jars" / JARS[0].name).read_bytes() == CONTENTS["part-0"]
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)


@pytest.mark.parametrize("knows_ranges", [True, False])
def test_what_a_killed_download_left_is_used_where_it_can_be(tmp_path: Path, site: Site, knows_ranges: bool) -> None:
    site.knows_ranges = knows_ranges
    (tmp_path / "jars").mkdir()
    (tmp_path / "jars" / f"{JARS[0].name}.part").write_bytes(CONTENTS["part-0"][:300])
    install(tmp_path / "jars", JARS[:1], no_progress, lambda: site.repositories(tmp_path))
    assert site.ranges == ["bytes=300-"]
    assert (tmp_path / "jars" / JARS[0].name).read_bytes() == CONTENTS["part-0"]


def test_a_left_part_that_is_wrong_or_too_long_is_fetched_anew(tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "jars"
    folder.mkdir()
    (folder / f"{JARS[0].name}.part").write_bytes(b"wrong")
    (folder / f"{JARS[1].name}.part").write_bytes(b"x" * 5000)
    install(folder, JARS[:2], no_progress, lambda: site.repositories(tmp_path))
    assert [(folder / jar.name).read_bytes() for jar in JARS[:2]] == [CONTENTS["part-0"], CONTENTS["part-1"]]
    assert not list(folder.glob("*.part"))


def test_a_part_that_was_whole_already_is_not_fetched(tmp_path: Path, site: Site) -> None:
    (tmp_path / "jars").mkdir()
    (tmp_path / "jars" / f"{JARS[0].name}.part").write_bytes(CONTENTS["part-0"])
    install(tmp_path / "jars", JARS[:1], no_progress, lambda: site.repositories(tmp_path))
    assert site.asked == []


def test_an_interruption_ends_the_download_and_keeps_what_is_there(tmp_path: Path, site: Site) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        if len(told) > 1:
            interrupt()

    with pytest.raises(KeyboardInterrupt):
        install(tmp_path / "jars", JARS, tell, lambda: site.repositories(tmp_path))
    install(tmp_path / "jars", JARS, no_progress, lambda: site.repositories(tmp_path))
    assert is_installed(tmp_path / "jars", JARS)


@pytest.mark.parametrize("damage", [b"", b"short", b"\xff" * JARS[2].bytes], ids=["empty", "cut", "same size"])
def test_a_damaged_jar_is_fetched_again_and_only_that(tmp_path: Path, site: Site, damage: bytes) -> None:
    folder = tmp_path / "jars"
    install(folder, JARS, no_progress, lambda: site.repositories(tmp_path))
    (folder / JARS[2].name).write_bytes(damage)
    site.asked.clear()
    install(folder, JARS, no_progress, lambda: site.repositories(tmp_path))
    assert site.asked == [JARS[2].path]
    assert (folder / JARS[2].name).read_bytes() == CONTENTS["part-2"]


@pytest.mark.skipif("sys.platform == 'win32'")
@pytest.mark.parametrize("place", ["cache", "cache/neo4j-0", "cache/neo4j-0/jars"])
def test_jars_are_not_taken_from_where_another_user_can_change_them(tmp_path: Path, site: Site, place: str) -> None:
    folder = tmp_path / "cache" / "neo4j-0" / "jars"
    folder.mkdir(parents=True)
    (tmp_path / place).chmod(0o777)
    with pytest.raises(ServerError, match="other users can write to the folder"):
        install(folder, JARS, no_progress, lambda: site.repositories(tmp_path))
    assert site.asked == []


@pytest.mark.skipif(os.name != "posix", reason="Windows gives files the rights of their folder")
@pytest.mark.parametrize("from_local", [False, True])
def test_jars_can_be_changed_by_nobody_else_whatever_the_umask(tmp_path: Path, site: Site, from_local: bool) -> None:
    folder, local = tmp_path / "cache" / "neo4j" / "jars", tmp_path / "m2"
    if from_local:
        for jar in JARS:
            (local / jar.path).parent.mkdir(parents=True)
            (local / jar.path).write_bytes(CONTENTS[jar.artifact])
    modes = set()

    def look() -> None:
        modes.update(file.stat().st_mode & 0o777 for file in (tmp_path / "cache").rglob("*.part"))

    site.before = look
    before = os.umask(0)
    try:
        jars = install(folder, JARS, no_progress, lambda: site.repositories(local))
    finally:
        os.umask(before)
    assert {jar.stat().st_mode & 0o777 for jar in jars} | modes == {0o644}
    assert {one.stat().st_mode & 0o777 for one in (folder, *folder.parents[:2])} == {0o755}


@pytest.mark.skipif(os.name != "posix", reason="Windows gives files the rights of their folder")
def test_a_jar_that_others_could_change_after_its_hash_was_taken_is_fetched_anew(tmp_path: Path, site: Site) -> None:
    """A folder that was open once, and closed since, may hold files of somebody else, with the right content yet."""
    folder = tmp_path / "jars"
    install(folder, JARS, no_progress, lambda: site.repositories(tmp_path))
    open_jar, open_part = folder / JARS[0].name, folder / f"{JARS[1].name}.part"
    open_jar.chmod(0o666)
    (folder / JARS[1].name).rename(open_part)
    open_part.chmod(0o666)
    site.asked.clear()
    install(folder, JARS, no_progress, lambda: site.repositories(tmp_path))
    assert sorted(site.asked) == sorted([JARS[0].path, JARS[1].path])
    assert {jar.stat().st_mode & 0o022 for jar in folder.glob("*.jar")} == {0}


def test_nobody_is_asked_where_nothing_is_missing(tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "jars"
    install(folder, JARS, no_progress, lambda: site.repositories(tmp_path))

    def unwanted() -> Repositories:
        raise AssertionError("looked for repositories")

    install(folder, JARS, no_progress, unwanted)


def test_a_jar_of_the_local_maven_repository_is_copied(tmp_path: Path, site: Site) -> None:
    local = tmp_path / "repository"
    for jar in JARS[:2]:
        (local / jar.path).parent.mkdir(parents=True)
        (local / jar.path).write_bytes(CONTENTS[jar.artifact])
    (local / JARS[1].path).write_bytes(b"damaged")
    install(tmp_path / "jars", JARS, no_progress, lambda: site.repositories(local))
    assert sorted(site.asked) == [jar.path for jar in JARS[1:]]


def test_the_next_repository_is_asked_where_the_first_lacks_it(tmp_path: Path, site: Site) -> None:
    both = Repositories((f"{site.address}/elsewhere", site.address), tmp_path)
    assert install(tmp_path / "jars", JARS[:1], no_progress, lambda: both)


def test_a_jar_with_another_hash_is_never_taken(tmp_path: Path, site: Site) -> None:
    site.files[JARS[0].path] = b"\x07" * JARS[0].bytes
    with pytest.raises(ServerError, match=r"cannot fetch part-0-1\.0\.jar.*its hash differs"):
        install(tmp_path / "jars", JARS[:1], no_progress, lambda: site.repositories(tmp_path))
    assert not list((tmp_path / "jars").iterdir())


def test_without_network_one_line_says_so(tmp_path: Path) -> None:
    nowhere = Repositories(("http://127.0.0.1:9/maven",), tmp_path)
    with pytest.raises(ServerError, match=r"cannot fetch part-.*network.*NEO4J_URI") as caught:
        install(tmp_path / "jars", JARS, no_progress, lambda: nowhere)
    assert "\n" not in str(caught.value)


def test_a_full_disk_is_noticed_before_anything_is_fetched(tmp_path: Path, site: Site) -> None:
    huge = Jar("org.example", "huge", "1.0", "", 1 << 60, "0" * 64)
    with pytest.raises(ServerError, match=r"not enough disk space .* MB are needed, .* MB are free"):
        install(tmp_path / "jars", [huge], no_progress, lambda: site.repositories(tmp_path))
    assert site.asked == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with 310 MB, of which nothing is used yet."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=310m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_meanwhile_is_one_line(small_disk: Path, site: Site, tmp_path: Path) -> None:
    def fill() -> None:
        with (small_disk / "other").open("wb") as other:
            free = shutil.disk_usage(small_disk).free
            os.posix_fallocate(other.fileno(), 0, free)

    site.before = fill
    with pytest.raises(ServerError, match=r"^cannot write \S+part-0-1\.0\.jar\.part: No space left on device$"):
        install(small_disk / "jars", JARS[:1], no_progress, lambda: site.repositories(tmp_path))
    assert list((small_disk / "jars").iterdir()) == []


def test_a_disk_that_is_too_small_is_one_line(small_disk: Path, site: Site, tmp_path: Path) -> None:
    large = Jar("org.example", "large", "1.0", "", 50_000_000, "0" * 64)
    with pytest.raises(
        ServerError, match=r"^not enough disk space for Neo4j in \S+: 350 MB are needed, 32\d MB are free"
    ):
        install(small_disk / "jars", [large], no_progress, lambda: site.repositories(tmp_path))
    assert site.asked == []
