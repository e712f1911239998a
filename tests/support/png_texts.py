"""What a PNG tells in words."""

from __future__ import annotations

import zlib


def words_in_png(content: bytes) -> dict[str, str]:
    """The texts of a PNG's iTXt chunks by keyword; the checksum of every chunk is right."""
    told, at = {}, 8
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        assert int.from_bytes(content[at + 8 + length : at + 12 + length]) == zlib.crc32(kind + data)
        if kind == b"iTXt":
            keyword, _, rest = data.partition(b"\0")
            told[keyword.decode()] = rest[4:].decode("utf-8")
        at += 12 + length
    return told
