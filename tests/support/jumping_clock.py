"""A wall clock that jumps, for all processes that are started with its environment; see `jumping_clock.c`."""

from __future__ import annotations

import shutil
import struct
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

_SOURCE = Path(__file__).with_suffix(".c")


def compiler() -> str | None:
    """What the clock is compiled with, where there is anything."""
    return shutil.which("cc")


@dataclass(frozen=True)
class JumpingClock:
    """A clock that is right until it jumps."""

    library: Path
    offset: Path

    @classmethod
    def made(cls, folder: Path) -> JumpingClock:
        """Compile one into a folder."""
        clock = cls(folder / "jumping_clock.so", folder / "offset")
        command = [compiler() or "cc", "-O2", "-shared", "-fPIC", "-o", str(clock.library), str(_SOURCE), "-ldl"]
        subprocess.run(command, check=True)
        clock.jump(timedelta())
        return clock

    @property
    def environment(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self.library), "JUMPING_CLOCK": str(self.offset)}

    def jump(self, off: timedelta) -> None:
        """Be off by so much from now on; the file is written in its place, since it is mapped."""
        with self.offset.open("r+b" if self.offset.exists() else "wb") as file:
            file.write(struct.pack("=q", round(off.total_seconds())))
