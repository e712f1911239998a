"""Files of every kind that claimgraph reads, well formed and then damaged at random; the same seed damages alike."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

TEXT = (
    "Norland has supplied Veridia with drone engines since May, officials in Kestria said on Monday.\n\n"
    "Norland denied that it had sold any weapons. “We sent 40 lathes,” said Ana Sol, the minister of trade.\n"
)
MARKDOWN = (
    f"---\ntitle: Lathes\ndate: 2026-03-01\noutlet: Example Wire\n---\n# Lathes\n\n*{TEXT}*\n\n| a | b |\n|---|---|\n"
)
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Lathes</title>'
    '<meta property="og:site_name" content="Example Wire"></head><body><nav><a href="/">Home</a></nav>'
    f"<article><h1>Lathes</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
)


def _rows() -> list[dict[str, str]]:
    return [
        {
            "id": f"row-{number}",
            "title": f"Report {number}",
            "date": "2026-03-01",
            "outlet": "Example Wire",
            "text": TEXT,
        }
        for number in range(3)
    ]


def _jsonl() -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows())


def _csv() -> str:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, list(_rows()[0]))
    writer.writeheader()
    writer.writerows(_rows())
    return lines.getvalue()


SEEDS: dict[str, bytes] = {
    ".txt": TEXT.encode(),
    ".md": MARKDOWN.encode(),
    ".html": PAGE.encode(),
    ".jsonl": _jsonl().encode(),
    ".csv": _csv().encode(),
}
"""One file of each kind that reads without a complaint, by its suffix; each may also be a `.gz`."""

HOSTILE = [
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\x1b[2J", b"\r", b"\x85", "\u2028".encode(),
    b"\x1f\x8b\x08",
    "\u202e".encode(), "\u2066".encode(), "\ufdfa".encode() * 300, "e\u0301".encode() * 40, "\U000e0041".encode(),
    b"." * 500, b"A" * 3_000, b"(" * 300, b"[" * 300, b'"' * 51, b"<p>" * 300, b"<" * 99, b"&#x110000;", b"&#0;",
    b"{" * 99, b'{"text":' * 60, b"[[[[", b"\\ud800", b"1e999", b"NaN", b"null", b"-1", b"9" * 400, b",,,,", b";\t;",
    b"---\n---\n", b'<meta charset="utf-7">', b'<meta charset="punycode">', b"<!--", b"<![CDATA[", b"</script>",
    b"%PDF-", b"PK\x03\x04", b"http://jane:pw@example.org/", b"=1+1", b"$(id)", b"../" * 20,
]  # fmt: skip
"""Pieces that readers stumble over: marks of encodings, direction and control, brackets, entities, numbers."""


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 9)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(HOSTILE) * chance.choice((1, 1, 1, 20)) + data[at:]


def _remove(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randint(1, 200) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start : start + chance.randint(1, 60)] * chance.randint(2, 60) + data[start:]


def _mix(data: bytes, chance: random.Random) -> bytes:
    other = chance.choice(list(SEEDS.values()))
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other)) :]


def _noise(_: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.choice((0, 1, 40, 4_000)))


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _flip, _insert, _insert, _remove, _repeat, _mix)


def damaged(chance: random.Random) -> tuple[str, bytes]:
    """A suffix and the content of a damaged file."""
    suffix, data = chance.choice(list(SEEDS.items()))
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(DAMAGES)(data, chance)
    if chance.random() < 0.03:
        data = _noise(data, chance)
    if chance.random() < 0.2:
        data = gzip.compress(data, mtime=0)
        suffix += ".gz"
        if chance.random() < 0.5:
            data = chance.choice((_cut, _flip))(data, chance)
    return suffix, data


def write_damaged(folder: Path, count: int, chance: random.Random) -> list[Path]:
    """Write so many damaged files into a folder."""
    files = []
    for number in range(count):
        suffix, data = damaged(chance)
        files.append(folder / f"{number:05}{suffix}")
        files[-1].write_bytes(data)
    return files


def write_good(folder: Path) -> list[str]:
    """Write a good file of each kind, plain and as `.gz`; the word of each by which its articles are known."""
    words = []
    for suffix, data in SEEDS.items():
        for end in (suffix, f"{suffix}.gz"):
            words.append(f"good{end.replace('.', '-')}")
            content = data.replace(b"lathes", words[-1].encode()).replace(b"row-", f"{words[-1]}-".encode())
            (folder / f"{words[-1]}{end}").write_bytes(gzip.compress(content) if end.endswith(".gz") else content)
    return words
