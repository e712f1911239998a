"""Processes, locks, passwords, and the line that says why a start failed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import psutil
import pytest

from claimgraph.graph.errors import ServerError
from claimgraph.graph.server import places, process, sharing
from claimgraph.graph.server.admin import Admin
from claimgraph.graph.server.archive import Archive, build
from claimgraph.graph.server.failure import decisive_line, explain
from claimgraph.graph.server.filelock import exclusive
from claimgraph.graph.server.launch import Launch
from claimgraph.graph.server.layout import Layout
from claimgraph.graph.server.places import keep_private, refuse_changeable
from claimgraph.graph.server.secret import new_password, read_password
from claimgraph.graph.server.values import Connection, no_progress

MARKER = f"--home-dir=/of/test/{os.getpid()}"
SLEEP = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"


def _wait_for_command_line(pid: int) -> None:
    """A process that has only just been started has no command line yet."""
    deadline = time.monotonic() + 30
    while MARKER not in psutil.Process(pid).cmdline() and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    started = process.spawn(
        [sys.executable, "-c", SLEEP, MARKER], cwd=tmp_path, environment=os.environ, output=tmp_path / "log"
    )
    process.write_pid(tmp_path / "pid", started.pid)
    process.release(started)
    _wait_for_command_line(started.pid)
    yield started
    if psutil.pid_exists(started.pid):
        left = psutil.Process(started.pid)  # `release` took the process from Popen, whose kill() does nothing now
        left.kill()
        psutil.wait_procs([left], timeout=30)


def test_the_process_of_a_store_is_found_again(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    found = process.find(tmp_path / "pid", MARKER)
    assert found is not None
    assert found.pid == sleeper.pid
    assert (process.memory(found) or 0) > 0


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only the superuser can start a program as another user",
)
def test_a_setuid_program_that_another_user_started_is_not_believed() -> None:
    code = f"import subprocess; subprocess.run(['{MARKER}-su', '-'], executable='/bin/su', stdin=subprocess.PIPE)"
    marker = f"{MARKER}-su"
    start = f"import os; os.setgroups([]); os.setgid(65534); os.setuid(65534); {code}"
    with subprocess.Popen(["/usr/bin/python3", "-c", start], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as decoy:
        try:
            deadline = time.monotonic() + 30
            while not process.impostors(marker) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert process.impostors(marker)
            assert process.search(marker) is None
        finally:
            for impostor in process.impostors(marker):
                impostor.kill()
            decoy.kill()


def test_a_process_whose_id_was_never_noted_is_found_by_its_command_line(sleeper: subprocess.Popen[bytes]) -> None:
    found = process.search(MARKER)
    assert found is not None
    assert found.pid == sleeper.pid
    assert process.search("--home-dir=/no/such/store") is None


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    keep_private(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(ServerError, match="belongs to another user"):
        keep_private(tmp_path)


OURSELVES = "the id of a process that lives but serves no store"


@pytest.mark.parametrize("content", [None, "", "banana", "-5", "999999999", OURSELVES])
def test_a_stale_pid_file_is_nobody(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        text = str(os.getpid()) if content is OURSELVES else content
        (tmp_path / "pid").write_text(text, encoding="ascii")
    assert process.find(tmp_path / "pid", MARKER) is None


def test_a_pid_that_another_program_has_now_is_nobody(tmp_path: Path) -> None:
    (tmp_path / "pid").write_text(str(os.getpid()), encoding="ascii")
    assert process.find(tmp_path / "pid", MARKER) is None


def test_a_lock_whose_file_was_removed_meanwhile_is_taken_anew(tmp_path: Path) -> None:
    lock, taken, done = tmp_path / "lock", threading.Event(), threading.Event()

    def wait_for_it() -> None:
        with exclusive(lock, timeout=30):
            taken.set()
            done.wait(30)

    with exclusive(lock, timeout=0):
        waiting = threading.Thread(target=wait_for_it)
        waiting.start()
        time.sleep(0.3)
        lock.unlink()
    assert taken.wait(30)
    with pytest.raises(ServerError, match="still busy"), exclusive(lock, timeout=0):
        pass
    done.set()
    waiting.join()


def test_the_process_of_another_store_is_not_ours(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    assert process.find(tmp_path / "pid", MARKER + "2") is None


@pytest.mark.skipif("sys.platform == 'win32'")
def test_no_interrupt_from_our_terminal_reaches_it(sleeper: subprocess.Popen[bytes]) -> None:
    assert os.getsid(sleeper.pid) != os.getsid(0)


def test_a_stopped_process_leaves_no_zombie(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    found = process.find(tmp_path / "pid", MARKER)
    assert found is not None
    assert process.stop(found, 30)
    sleeper.wait(10)
    assert not psutil.pid_exists(sleeper.pid)
    assert process.find(tmp_path / "pid", MARKER) is None


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_process_that_does_not_listen_is_forced() -> None:
    with subprocess.Popen([sys.executable, "-c", DEAF], stdout=subprocess.PIPE) as deaf:
        assert deaf.stdout is not None
        deaf.stdout.readline()
        assert not process.stop(psutil.Process(deaf.pid), 0.2)
        assert deaf.wait(10) != 0


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_process_that_nobody_collects_has_ended_all_the_same(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEP, MARKER]) as child:
        process.write_pid(tmp_path / "pid", child.pid)
        assert process.stop(psutil.Process(child.pid), 30)
        assert psutil.Process(child.pid).status() == psutil.STATUS_ZOMBIE
        assert process.find(tmp_path / "pid", MARKER) is None


def test_stopping_what_is_gone_is_no_error(sleeper: subprocess.Popen[bytes]) -> None:
    handle = psutil.Process(sleeper.pid)
    sleeper.kill()
    sleeper.wait(10)
    assert process.stop(handle, 1)


def test_a_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    entered = []

    def enter() -> None:
        with exclusive(tmp_path / "lock", 30):
            entered.append("in")
            entered.append("out")

    with exclusive(tmp_path / "lock", 0):
        with pytest.raises(ServerError, match=r"another process is still busy"), exclusive(tmp_path / "lock", 0):
            pass
        waiting = [threading.Thread(target=enter) for _ in range(4)]
        for thread in waiting:
            thread.start()
        assert entered == []
    for thread in waiting:
        thread.join()
    assert entered == ["in", "out"] * 4


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    holder = (
        "import os, sys; from pathlib import Path; from claimgraph.graph.server.filelock import exclusive\n"
        "with exclusive(Path(sys.argv[1]), 0): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", holder, str(tmp_path / "lock")], check=False).returncode == 9
    with exclusive(tmp_path / "lock", 0):
        pass


def test_a_lock_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=r"cannot write .*lock"), exclusive(tmp_path / "no" / "lock", 0):
        pass


@pytest.mark.skipif("sys.platform == 'win32'")
def test_only_its_owner_reads_a_password(tmp_path: Path) -> None:
    new_password(tmp_path / "password")
    assert stat.S_IMODE((tmp_path / "password").stat().st_mode) == 0o600


def test_passwords_are_kept_and_never_alike(tmp_path: Path) -> None:
    first, second = new_password(tmp_path / "a"), new_password(tmp_path / "b")
    assert first != second
    assert read_password(tmp_path / "a") == first
    assert len(first) >= 32


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_a_lost_password_is_one_clear_line(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "password").write_bytes(content)
    told = r"password of the local Neo4j, (cannot be read|is empty).*db dump FILE.*needs no password"
    with pytest.raises(ServerError, match=told):
        read_password(tmp_path / "password")


def test_a_store_without_its_password_is_not_even_started(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    (tmp_path / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(ServerError, match="password of the local Neo4j"):
        Launch(layout, Archive(tmp_path, Path(sys.executable), (), ()), "5.26.30").run(no_progress)
    assert not layout.pid.exists()


def test_no_password_shows_in_a_representation() -> None:
    assert "secret" not in repr(Connection("bolt://127.0.0.1:7687", "neo4j", "secret"))


@pytest.mark.parametrize(
    ("console", "log", "line"),
    [
        (
            "Error occurred during initialization of VM\nCould not reserve enough space for 2097152KB object heap",
            "",
            "Could not reserve enough space for 2097152KB object heap",
        ),
        (
            "",
            "10:00 INFO  Starting...\n10:01 ERROR Failed to start Neo4j.\njava.lang.RuntimeException: Error starting\n"
            "\tat org.neo4j.Main\nCaused by: org.neo4j.kernel.KernelException: Component was not started.\n"
            "\tat org.neo4j.Bolt\nCaused by: java.net.BindException: Address already in use\n\t... 5 more\n"
            "10:02 INFO  Stopped.",
            "Address already in use",
        ),
        ("", "10:01 ERROR Unknown setting: server.bold\n10:02 INFO  Stopped.", "Unknown setting: server.bold"),
        ("", "", "it left no message"),
    ],
)
def test_the_line_that_decides_is_found(console: str, log: str, line: str) -> None:
    assert decisive_line(console, log) == line


def test_a_failed_start_is_one_line_with_advice_and_the_log_to_read(tmp_path: Path) -> None:
    (tmp_path / "console.log").write_text("Could not reserve enough space for object heap\n", encoding="utf-8")
    text = explain(tmp_path / "console.log", tmp_path / "neo4j.log")
    assert text.endswith(f"free some memory first); more in {tmp_path / 'console.log'}")
    assert "\n" not in text


@pytest.mark.skipif("sys.platform == 'win32'")
@pytest.mark.parametrize(("mode", "is_right"), [(0o755, True), (0o1777, True), (0o777, False), (0o757, False)])
def test_a_folder_that_others_can_write_to_is_refused(tmp_path: Path, mode: int, is_right: bool) -> None:
    tmp_path.chmod(mode)
    with nullcontext() if is_right else pytest.raises(ServerError, match="other users can write to the folder"):
        refuse_changeable(tmp_path)


@pytest.mark.skipif("sys.platform == 'win32'")
@pytest.mark.parametrize("is_ours", [True, False])
def test_a_folder_that_a_group_can_write_to_is_refused_unless_it_is_ours_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_ours: bool
) -> None:
    monkeypatch.setattr(sharing, "is_ours_alone", lambda _: is_ours)
    tmp_path.chmod(0o775)
    with nullcontext() if is_ours else pytest.raises(ServerError, match="other users can write to the folder"):
        refuse_changeable(tmp_path)


@pytest.mark.skipif("sys.platform != 'linux'")
def test_a_folder_in_which_single_users_have_rights_counts_as_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "is_ours_alone", lambda _: True)
    monkeypatch.setattr(os, "listxattr", lambda _: ["system.posix_acl_access"])
    tmp_path.chmod(0o775)
    with pytest.raises(ServerError, match="other users can write to the folder"):
        refuse_changeable(tmp_path)
    tmp_path.chmod(0o755)
    refuse_changeable(tmp_path)


ANN, BOB, ROOT = (("ann", 1001, 1001), ("bob", 1002, 1002), ("root", 0, 0))
GROUPS: dict[str, tuple[tuple[str, int, list[str]], list[tuple[str, int, int]], bool]] = {
    "her own": (("ann", 1001, []), [ANN, BOB], True),
    "her own, and she is told as a member": (("ann", 1001, ["ann"]), [ANN], True),
    "with a member": (("ann", 1001, ["bob"]), [ANN, BOB], False),
    "first group of another": (("ann", 1001, []), [ANN, ("bob", 1002, 1001)], False),
    "that of a team, whose users the network does not list": (("team", 1001, []), [ANN], False),
    "the administrators'": (("root", 0, []), [ANN, ("sync", 5, 0)], True),
    "the administrators', with a member": (("root", 0, ["bob"]), [ANN, BOB], False),
}


@pytest.mark.skipif("sys.platform == 'win32'")
@pytest.mark.parametrize("case", GROUPS)
def test_a_group_is_ours_alone_only_without_anybody_else(monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    import grp
    import pwd

    (name, number, members), users, is_ours = GROUPS[case]
    known = [pwd.struct_passwd((who, "x", uid, gid, "", "/", "/bin/sh")) for who, uid, gid in [ROOT, *users]]
    monkeypatch.setattr(os, "geteuid", lambda: 1001)
    monkeypatch.setattr(grp, "getgrgid", lambda _: grp.struct_group((name, "x", number, members)))
    monkeypatch.setattr(pwd, "getpwuid", lambda wanted: next(one for one in known if one.pw_uid == wanted))
    monkeypatch.setattr(pwd, "getpwall", lambda: known)
    assert sharing.is_ours_alone(number) is is_ours


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_group_without_a_name_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    import grp

    def unknown(number: int) -> None:
        raise KeyError(number)

    monkeypatch.setattr(grp, "getgrgid", unknown)
    assert not sharing.is_ours_alone(1234)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_or_for_another_group_is_refused(tmp_path: Path) -> None:
    os.chown(tmp_path, -1, 1234)
    refuse_changeable(tmp_path)
    tmp_path.chmod(0o775)
    with pytest.raises(ServerError, match="other users can write to the folder"):
        refuse_changeable(tmp_path)
    os.chown(tmp_path, 1234, -1)
    with pytest.raises(ServerError, match="belongs to another user, who could change what is in it"):
        refuse_changeable(tmp_path)


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_folder_within_one_that_others_can_write_to_is_refused(tmp_path: Path) -> None:
    inner = tmp_path / "shared" / "ours" / "cache"
    inner.mkdir(parents=True)
    (tmp_path / "link").symlink_to(inner, target_is_directory=True)
    (tmp_path / "shared").chmod(0o777)
    for folder in (inner, tmp_path / "link", tmp_path / "link" / ".." / "cache"):
        with pytest.raises(ServerError, match=r"write to the folder \S+shared, and so change what is in \S+: take"):
            refuse_changeable(folder)
    (tmp_path / "shared").chmod(0o1777)
    refuse_changeable(tmp_path / "link")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_within_one_of_another_user_or_behind_his_link_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "his" / "ours").mkdir(parents=True)
    os.chown(tmp_path / "his", 65534, -1)
    with pytest.raises(ServerError, match=r"the folder \S+his belongs to another user, who could change what is in "):
        refuse_changeable(tmp_path / "his" / "ours")
    monkeypatch.setattr(places, "_hides_users", lambda: True)
    refuse_changeable(tmp_path / "his" / "ours")
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o1777)
    (tmp_path / "open" / "link").symlink_to(tmp_path)
    refuse_changeable(tmp_path / "open" / "link")
    os.chown(tmp_path / "open" / "link", 1234, -1, follow_symlinks=False)
    with pytest.raises(ServerError, match=r"the folder \S+link belongs to another user"):
        refuse_changeable(tmp_path / "open" / "link")


@pytest.mark.skipif(os.name != "posix", reason="Windows gives files the rights of their folder")
def test_a_new_folder_is_never_open_to_others_not_even_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes = []

    def look(folder: Path, mode: int) -> None:
        modes.append((folder.name, stat.S_IMODE(folder.stat().st_mode), mode))

    monkeypatch.setattr(Path, "chmod", look)
    before = os.umask(0)
    try:
        places.make_folder(tmp_path / "stores" / "work", 0o700)
    finally:
        os.umask(before)
    assert modes == [("stores", 0o700, 0o755), ("work", 0o700, 0o700)]


@pytest.mark.skipif(os.name != "posix", reason="Windows gives files the rights of their folder")
def test_a_link_that_appears_in_the_place_of_a_new_folder_opens_no_private_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A neighbour who may make links in a shared folder could have a private folder of ours opened to all."""
    private, shared = tmp_path / "private", tmp_path / "shared"
    private.mkdir(0o700)
    shared.mkdir()
    make = Path.mkdir

    def quick(folder: Path, mode: int) -> None:
        if folder.name == "new":
            folder.symlink_to(private)
        make(folder, mode)

    monkeypatch.setattr(Path, "mkdir", quick)
    places.make_folder(shared / "new")
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="Windows gives files the rights of their folder")
def test_a_folder_in_a_store_that_others_can_write_to_is_refused_before_anything_is_run(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "home")
    layout.run.mkdir(parents=True)
    layout.run.chmod(0o777)
    with pytest.raises(ServerError, match=r"other users can write to the folder .*run"):
        Launch(layout, Archive(tmp_path, Path("java"), (), ()), "5.26.30").prepare(0)


@pytest.mark.skipif(os.name != "posix", reason="Windows gives files the rights of their folder")
def test_nobody_else_can_open_a_lock_and_hold_it(tmp_path: Path) -> None:
    lock = tmp_path / "jars.lock"
    lock.touch(0o644)
    for _ in range(2):
        with exclusive(lock, 0):
            assert stat.S_IMODE(lock.stat().st_mode) == 0o600
        lock.unlink()


@pytest.mark.skipif(os.name != "posix", reason="Windows gives files the rights of their folder")
class TestJavaUnderAUmaskThatGivesEverybodyAllRights:
    """Neo4j's tool unpacks code into the folder for temporary files and runs it: nobody else may write to it there."""

    def test_it_unpacks_code_into_a_folder_of_the_store_and_not_into_one_for_everybody(self, tmp_path: Path) -> None:
        layout = Layout(tmp_path / "home")
        layout.temporary.mkdir(parents=True)
        (layout.temporary / "left.so").touch()
        Launch(layout, Archive(tmp_path, Path("java"), (), ()), "5.26.30").prepare(0)
        assert list(layout.temporary.iterdir()) == []
        assert stat.S_IMODE(layout.temporary.stat().st_mode) == 0o700
        assert [option.partition("=")[2] for option in layout.java_options] == [str(layout.temporary)] * 2

    @pytest.fixture
    def java(self, tmp_path: Path) -> Iterator[Path]:
        program = tmp_path / "java"
        program.write_text(
            '#!/bin/sh\numask\nfor one in "$@"; do case $one in *ArchiveFile=*) : > "${one#*=}";; esac; done\n', "utf-8"
        )
        program.chmod(0o755)
        before = os.umask(0)
        yield program
        os.umask(before)

    def test_the_server_makes_files_for_its_owner_alone(self, tmp_path: Path, java: Path) -> None:
        layout = Layout(tmp_path / "home")
        layout.run.mkdir(parents=True)
        layout.logs.mkdir()
        layout.conf.mkdir()
        Launch(layout, Archive(tmp_path, java, (), ()), "5.26.30")._start(7687).wait(30)
        assert layout.console.read_text("utf-8").split() == ["0077"]

    def test_the_tool_that_dumps_and_restores_does_too(self, tmp_path: Path, java: Path) -> None:
        layout, said = Layout(tmp_path / "home"), list[str]()
        layout.run.mkdir(parents=True)
        Admin(layout, Archive(tmp_path, java, (), ()), 64).run("database", "dump", on_line=said.append)
        assert said == ["0077"]

    def test_a_class_archive_can_be_read_by_all_who_share_the_cache(self, tmp_path: Path, java: Path) -> None:
        classes, archive = tmp_path / "classes.list", tmp_path / "start-1.jsa"
        classes.write_text("java/lang/Object\n", "utf-8")
        build(classes, archive, java, tmp_path / "arguments")
        assert stat.S_IMODE(archive.stat().st_mode) == 0o644
