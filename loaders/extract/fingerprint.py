"""What an extractor is known by in a store: its name and a fingerprint of its code, data and model.

An article that the same extractor has read need not be read again. Everything that ships in `loaders` counts, since a
word in a data file can change a claim, as does what is installed beside it.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from claimgraph.loaders.extract.network.model import WEIGHTS, model_folder

_PACKAGES = ("numpy", "onnxruntime", "spacy", "tokenizers")
"""What turns the same text into the same claims only in the same version."""
_SKIPPED = ("__pycache__", "sources")
_LETTERS = 16


def own_fingerprint() -> str:
    """The fingerprint of the extractors that ship with claimgraph: 16 hexadecimal digits.

    >>> own_fingerprint() == own_fingerprint(), len(own_fingerprint())
    (True, 16)
    """
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(f"{package} {_version(package)}\0".encode())
    chosen = model_folder()
    if chosen != WEIGHTS:
        for path in sorted(each for each in chosen.glob("*") if each.is_file()):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    root = Path(str(files("claimgraph.loaders")))
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and path.suffix != ".md" and not any(part in _SKIPPED for part in parts):
            digest.update(f"{'/'.join(parts)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_LETTERS]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
