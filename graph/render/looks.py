"""How status and type look on paper and in other tools: the colours and dashes of the page (`palette.js`, `page.css`).

Colours after Okabe and Ito; every one of them comes with a dash, a shape or a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from claimgraph.graph.model import Modality
from claimgraph.graph.network import ClaimRecord

INK: Final = "#15181c"
MIXED: Final = "mixed"
LOOKS: Final = MappingProxyType(
    {
        "asserted": "#1b1f24",
        "alleged": "#0072b2",
        "contested": "#c24e00",
        "denied": "#a33d78",
        "negated": "#6b7480",
        "planned": "#6b7480",
        "blocked": "#6b7480",
        MIXED: "#4b5560",
    }
)
DASHES: Final = MappingProxyType[str, tuple[float, ...]](
    {
        "asserted": (),
        "alleged": (8, 4.5),
        "contested": (4, 3),
        "denied": (1.6, 3),
        "negated": (9, 3.5, 2, 3.5),
        "planned": (3, 5),
        "blocked": (9, 3.5, 2, 3.5),
        MIXED: (),
    }
)
STANCES: Final = MappingProxyType({"asserts": "#1b1f24", "alleges": "#0072b2", "denies": "#a33d78"})
STANCE_DASHES: Final = MappingProxyType[str, tuple[float, ...]]({"asserts": (), "alleges": (8, 5), "denies": (3, 3)})
TYPES: Final = MappingProxyType(
    {
        "State": "#0072b2",
        "Firm": "#e69f00",
        "Official": "#cc79a7",
        "Good": "#009e73",
        "Organization": "#56b4e9",
    }
)


def look_of(record: ClaimRecord) -> str:
    """The name of a claim's look: its status, or that it is planned or blocked."""
    modality = record.claim.modality
    return record.status.value if modality is Modality.ACTUAL else modality.value


def look_of_all(records: Iterable[ClaimRecord]) -> str:
    """The look of what stands for several claims: theirs where they agree."""
    looks = {look_of(record) for record in records}
    return looks.pop() if len(looks) == 1 else MIXED
