"""Lock each package of a lock file that is locked with an extra without it, too.

python3 requirements/without_extras.py requirements/base.txt
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)\[[^\]]*\](==(?:.*\\\n)+.*\n)", re.MULTILINE)


def main(file: Path) -> None:
    """Write each pin of `name[extra]` as one of `name` and one of `name[extra]`, with the same hashes."""
    text = file.read_text(encoding="utf-8")
    file.write_text(_LOCKED.sub(lambda found: f"{found[1]}{found[2]}{found[0]}", text), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
