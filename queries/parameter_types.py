"""Which types the parameters of Cypher without a header most likely have: by what the text compares them with.

>>> {name: one.kind for name, one in proposals("MATCH (s:State {id: $state}) WHERE s.mentions > $n RETURN s").items()}
{'state': 'entity(State)', 'n': 'int'}
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimgraph.graph.model import EntityType
from claimgraph.queries.cyphertext import masked, parameters_in

if TYPE_CHECKING:
    from claimgraph.graph.store.schema_parts import Property

UNKNOWN = "any"
_ENTITY_LABELS = frozenset({"Entity", *(type.value for type in EntityType)})
_PARTIES = "entity(State|Firm|Organization)"
# What a property holds that its type in the schema does not tell.
_HOLDS = {
    "supplier": _PARTIES,
    "recipient": _PARTIES,
    "good": "entity(Good)",
    "speaker": "entity",
    "status": "status",
    "modality": "modality",
    "stance": "stance",
    "published": "date",
    "first_said": "date",
    "last_said": "date",
    "said_on": "date",
}
_KIND_OF_TYPE = {"STRING": "string", "INTEGER": "int", "FLOAT": "float", "BOOLEAN": "bool"}

# Words begin at their boundaries and blanks are never given back, so that long ones are looked at once.
_P = r"\$(?P<parameter>\w+)"
_PROPERTY = r"\b(?:\w+\(\s*+)?(?P<variable>\w+)\.(?P<property>\w+)\b"
_TEXT_OPERATOR = r"CONTAINS|STARTS\s+WITH|ENDS\s+WITH|=~"
_OPERATOR = rf"(?P<operator>=~|<>|<=|>=|=|<|>|\bIN\b|{_TEXT_OPERATOR})"
_END_OF_CALL = r"\s*+(?:\)\s*+)?"
_FLAGS = re.IGNORECASE
_LABELS = r"(?P<labels>\w+(?:\s*+[:|&]\s*+:?\w+)*+)"
_BOUND = re.compile(rf"[(\[]\s*+(?P<variable>\w++)?\s*+:\s*+{_LABELS}")
_PATTERN = re.compile(rf"[(\[]\s*+(?P<variable>\w++)?\s*+(?::\s*+{_LABELS})?\s*+\{{(?P<map>[^{{}}]*+)\}}")
_IN_MAP = re.compile(rf"\b(?P<property>\w+)\s*+:\s*+{_P}\s*+(?=,|\Z)")
_COMPARED = re.compile(rf"{_PROPERTY}{_END_OF_CALL}{_OPERATOR}\s*+(?:\w+\(\s*+)?{_P}", _FLAGS)
_COMPARED_BACK = re.compile(rf"{_P}{_END_OF_CALL}{_OPERATOR}\s*+{_PROPERTY}", _FLAGS)
_ELSEWHERE = (
    ("int", re.compile(rf"\b(?:SKIP|LIMIT)\s+{_P}", _FLAGS)),
    ("date", re.compile(rf"\bdate\(\s*{_P}\s*\)", _FLAGS)),
    ("string", re.compile(rf"\b(?:toLower|toUpper|trim|lower|upper)\(\s*{_P}\s*\)", _FLAGS)),
    ("string", re.compile(rf"(?:{_TEXT_OPERATOR})\s*{_P}", _FLAGS)),
    ("bool", re.compile(rf"\bWHEN\s+{_P}\s+THEN\b", _FLAGS)),
    ("int", re.compile(rf"\bcoalesce\(\s*{_P}\s*,\s*-?\d+\s*\)", _FLAGS)),
    ("float", re.compile(rf"\bcoalesce\(\s*{_P}\s*,\s*-?\d+\.\d+\s*\)", _FLAGS)),
    ("string", re.compile(rf"\bcoalesce\(\s*{_P}\s*,\s*['\"]", _FLAGS)),
    ("bool", re.compile(rf"\bcoalesce\(\s*{_P}\s*,\s*(?:true|false)\b", _FLAGS)),
)
_MAY_BE_ABSENT = re.compile(rf"{_P}\s+IS\s+(?:NOT\s+)?NULL\b|\bcoalesce\(\s*\$(?P<given>\w+)\s*,", _FLAGS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a parameter most likely is.

    Parameters:
        kind: a type as headers write it; `any` where nothing tells.
        because: what the text compares it with: "State.id"; empty where nothing tells.
        optional: whether the text provides for its absence (`$p IS NULL`, `coalesce($p, …)`).
    """

    kind: str
    because: str = ""
    optional: bool = False


def proposals(cypher: str) -> dict[str, Proposal]:
    """What each parameter of a text most likely is, in the order in which they occur."""
    text = masked(cypher)
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, kind, because in _compared(text):
        if kind != UNKNOWN:
            found[name].setdefault(kind, because)
    told_by_a_property = frozenset(found)
    for name, kind, because in _elsewhere(text):
        if name not in told_by_a_property:
            found[name].setdefault(kind, because)
    optional = {match["parameter"] or match["given"] for match in _MAY_BE_ABSENT.finditer(text)}
    return {name: _decided(found[name], name in optional) for name in parameters_in(cypher)}


def _decided(kinds: Mapping[str, str], optional: bool) -> Proposal:
    """The one kind that all uses allow; an entity's id where it is compared with names, too."""
    of_entities = [kind for kind in kinds if kind.startswith("entity")]
    if of_entities and all(kind in ("string", *of_entities) for kind in kinds):
        types = {type for kind in of_entities for type in kind.removeprefix("entity").strip("()").split("|")}
        listed = "|".join(type.value for type in EntityType if type.value in types)
        kind = "entity" if "" in types or not listed else f"entity({listed})"
        return Proposal(kind, kinds[of_entities[0]], optional)
    if len(kinds) == 1:
        [(kind, because)] = kinds.items()
        return Proposal(kind, because, optional)
    return Proposal(UNKNOWN, optional=optional)


def _compared(text: str) -> Iterator[tuple[str, str, str]]:
    """Parameter, kind and reason for each comparison with a property."""
    labels = _labels(text)
    for pattern in _PATTERN.finditer(text):
        own = _split(pattern["labels"]) or labels.get(pattern["variable"] or "", frozenset())
        for match in _IN_MAP.finditer(pattern["map"]):
            yield match["parameter"], *_kind(own, match["property"], "=")
    for match in _COMPARED.finditer(text):
        operator = " ".join(match["operator"].upper().split())
        yield match["parameter"], *_kind(labels.get(match["variable"], frozenset()), match["property"], operator)
    for match in _COMPARED_BACK.finditer(text):
        operator = "HAS" if match["operator"].upper() == "IN" else match["operator"]
        yield match["parameter"], *_kind(labels.get(match["variable"], frozenset()), match["property"], operator)


def _elsewhere(text: str) -> Iterator[tuple[str, str, str]]:
    for kind, pattern in _ELSEWHERE:
        for match in pattern.finditer(text):
            yield match["parameter"], kind, ""


def _labels(text: str) -> dict[str, frozenset[str]]:
    """Labels and relationship types of each variable, by all patterns that give it some."""
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for match in _BOUND.finditer(text):
        if match["variable"]:
            labels[match["variable"]] |= _split(match["labels"])
    return {variable: frozenset(found) for variable, found in labels.items()}


def _split(labels: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", labels or ""))


def _kind(labels: frozenset[str], name: str, operator: str) -> tuple[str, str]:
    """The kind of a value that is compared with a property in this way, and the property's name with its label."""
    because = f"{'|'.join(sorted(labels))}.{name}" if labels else name
    if operator.upper() in ("CONTAINS", "STARTS WITH", "ENDS WITH", "=~"):
        return "string", because
    kinds = {_kind_held(labels, name, of) for of in _properties(labels, name)}
    kind = kinds.pop() if len(kinds) == 1 else UNKNOWN
    if operator == "IN":
        return ("list of string" if kind == "string" or kind.startswith("entity") else UNKNOWN), because
    return kind, because


def _kind_held(labels: frozenset[str], name: str, of: Property) -> str:
    if of.type.startswith("LIST<STRING>"):
        return "string"
    if name == "id" and labels and labels <= _ENTITY_LABELS:
        types = labels - {"Entity"}
        return f"entity({'|'.join(type.value for type in EntityType if type.value in types)})" if types else "entity"
    if name == "id" and not labels:
        return UNKNOWN
    return _HOLDS.get(name) or _KIND_OF_TYPE.get(of.type, UNKNOWN)


def _properties(labels: frozenset[str], name: str) -> list[Property]:
    """The properties of this name in the schema: those of these labels or types, or all where none are known."""
    from claimgraph.graph.store.schema import SCHEMA

    wanted = labels and {"Entity" if label in _ENTITY_LABELS else label for label in labels}
    parts = [*((node.label, node.properties) for node in SCHEMA.nodes)]
    parts += [(one.type, one.properties) for one in SCHEMA.relationships]
    return [each for label, held in parts if not wanted or label in wanted for each in held if each.name == name]
