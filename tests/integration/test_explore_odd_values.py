"""Values of any type and size in every field of every question, as no page sends them: told in a line, no defect."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from emptying import emptied
from queries_corpus import readings

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import QUESTIONS, Explorer
from claimgraph.app.explore.gate import HEADER, Pass
from claimgraph.app.explore.site import build_site
from claimgraph.graph.errors import ClaimgraphError
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

PORT = 8123
HERE = f"http://127.0.0.1:{PORT}"


def nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


VALUES: Mapping[str, Any] = {
    "a number beyond 64 bits": 10**30,
    "a number of 400 digits": 10**400,
    "nothing": None,
    "deep": nested(400),
    "letter zero": "a\0b",
    "markup": "</script><img src=x onerror=alert(1)>",
    "search language": "China~ AND (*:* OR name:/.*/) \\",
    "a quote": "'\"`; MATCH (n) DETACH DELETE n //",
    "a path": "../../etc/passwd",
    "long": "x" * 90_000,
    "ids": ["state:CN", "x" * 9_000, "'"],
    "an object": {"claims": {"state:CN": [1, 2, True]}},
    "a huge place": {"claims": {"state:CN": [10**400, 2, True]}},
}
# Otherwise right fields, so that each odd one gets as far as it can.
RIGHT: Mapping[str, Any] = {
    "text": "China",
    "entity": "state:CN",
    "relation": "supplies",
    "known": [],
    "limit": 5,
    "part": "",
    "other": "state:IR",
    "by": "good",
    "first": "China",
    "second": "Iran",
    "kept": "state:CN",
    "claims": [],
    "entities": ["state:CN"],
    "others": ["state:IR"],
    "relations": ["supply"],
    "steps": 2,
    "start": "China",
    "goal": "Iran",
    "cypher": "RETURN $value AS value",
    "name": "",
    "parameters": {"value": 1},
    "article": "nothing",
    "format": "csv",
    "places": {},
    "state": "",
    "title": "",
    "of": "",
    "arrangement": "free",
    "query_name": "",
    "strongest": False,
    "direction": "supplied",
}


class Recorded(dict[str, Any]):
    """Fields that know which of them were asked for."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__(fields)
        self.used: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.used.add(name)
        return super().get(name, default)


def right(question: str) -> dict[str, Any]:
    """Right fields; `steps` of a view are texts, those of a path a number."""
    return {**RIGHT, "steps": []} if question in ("view", "export") else dict(RIGHT)


def fields_of(explorer: Explorer, question: str) -> list[str]:
    """The fields that a question reads."""
    fields = Recorded(right(question))
    with suppress(ClaimgraphError):
        explorer.answer(question, Asked(fields))
    return sorted(fields.used) + (["parameters.value"] if question == "query" else [])


@pytest.fixture(scope="module")
def corpus(shared_store: Store) -> Iterator[Store]:
    emptied(shared_store).put(readings())
    yield shared_store
    emptied(shared_store)


def body(question: str, field: str, value: Any) -> bytes:
    odd = {"parameters": {"value": value}} if field == "parameters.value" else {field: value}
    return json.dumps({**right(question), **odd}).encode("ascii")


@pytest.mark.parametrize("question", sorted(set(QUESTIONS) - {"merge", "split"}))
def test_odd_values_get_an_answer_or_a_line(corpus: Store, tmp_path: Path, question: str) -> None:
    key = Pass()
    explorer = Explorer(corpus, tmp_path)
    app = build_site(explorer, key, PORT)
    headers = {"origin": HERE, "content-type": "application/json", HEADER: key.secret}
    cookies = {f"claimgraph-{PORT}": key.cookie}

    async def asking() -> list[str]:
        wrong = []
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=HERE, cookies=cookies) as client:
            for field in fields_of(explorer, question):
                for what, value in VALUES.items():
                    sent = body(question, field, value)
                    answer = await client.post(f"/api/{question}", headers=headers, content=sent)
                    told = answer.json() if answer.status_code in (200, 400) else None
                    if told is None or (answer.status_code == 400 and "\n" in told["problem"]):
                        wrong.append(f"{field}: {what}: {answer.status_code} {answer.text[:200]}")
        return wrong

    assert asyncio.run(asking()) == []
    assert all(path.suffix in (".cypher", ".jsonl") for path in tmp_path.rglob("*") if path.is_file())
