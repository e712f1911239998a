"""A process of another user that passes for a store's Neo4j: it has the arguments and the port, and takes passwords."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = "65534"

# Answers every message with success, and prints each as hexadecimal digits; `-I -c`, since that user may not read ours.
_PROGRAM = r"""
import socket, struct, sys, time
def taken(line, count):
    got = b""
    while len(got) < count:
        some = line.recv(count - len(got))
        if not some:
            raise EOFError
        got += some
    return got
def talk(line):
    taken(line, 20)
    line.sendall(b"\x00\x00\x04\x05")
    while True:
        message = b""
        while length := struct.unpack(">H", taken(line, 2))[0]:
            message += taken(line, length)
        print(message.hex(), flush=True)
        server = b"\xb1\x70\xa2\x86server\x8cNeo4j/5.26.0\x8dconnection_id\x81x"
        line.sendall(struct.pack(">H", len(server)) + server + b"\x00\x00")
print("ready", flush=True)
while True:
    try:
        door = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    except OSError:
        time.sleep(0.0005)
    else:
        break
with door:
    print("listens", flush=True)
    while True:
        line, _ = door.accept()
        print("visited", flush=True)
        with line:
            try:
                talk(line)
            except (EOFError, OSError):
                pass
"""


class Decoy:
    """What a decoy was told."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.pid = process.pid
        self._process = process

    def end(self) -> list[str]:
        """End it; gives what it saw: "visited" for each connection, and each message in hexadecimal digits."""
        self._process.kill()
        return self._process.communicate()[0].splitlines()


@contextmanager
def decoy(port: int, home: Path, *, taken: bool = False) -> Iterator[Decoy]:
    """Let another user listen on a port, with the command line of the store in `home`. Skips where we are not root.

    Parameters:
        taken: whether another program has the port yet; then it waits for it.
    """
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can start a process of another user")
    python = getattr(sys, "_base_executable", sys.executable)
    command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", python, "-I", "-c", _PROGRAM]
    with subprocess.Popen(
        [*command, str(port), f"--home-dir={home.resolve()}"], stdout=subprocess.PIPE, text=True, cwd="/"
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            assert taken or process.stdout.readline() == "listens\n"
            yield Decoy(process)
        finally:
            process.kill()
