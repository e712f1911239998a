"""Small made-up articles about few states, firms and goods, and an extractor that reads them in no time.

A line of an article is a sentence of one statement: `Ana says Norland sold lathes to Veridia.` Articles share their
entities and claims, and deny each other's, broader goods too, so that every one of them touches what others counted.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from claimgraph.graph.model import (
    Article,
    Claim,
    Document,
    Entity,
    EntityType,
    Modality,
    Reading,
    Stance,
    Statement,
    text_hash,
)

STATES = ("Norland", "Veridia", "Kestria", "Ruthenia", "Cathay", "Ostmark", "Palmyra")
FIRMS = ("Ortanex", "Velmora", "Kestrin", "Dunlavy", "Halvar", "Zelenko", "Tashmet", "Karst", "Brisk")
GOODS = {
    "weapons": None,
    "rockets": "weapons",
    "rifles": "weapons",
    "tools": None,
    "lathes": "tools",
    "drills": "tools",
    "wheat": None,
}
SPEAKERS = ("Ana", "Bruno", "Chloe", "Dmitri", "Elif", "Farid")
STANCES = {"says": Stance.ALLEGES, "doubts": Stance.ALLEGES, "denies": Stance.DENIES, "shows": Stance.ASSERTS}
_SENTENCE = re.compile(r"^(\w+) (says|doubts|denies|shows) (\w+) sold (\w+) to (\w+)\.$", re.MULTILINE)
_FIRST_DAY = date(2020, 1, 1)


def write_articles(file: Path, count: int, seed: int = 1) -> Path:
    """Write so many articles as JSON lines; the same seed makes the same articles."""
    chance = random.Random(seed)  # noqa: S311 no secret
    with file.open("w", encoding="utf-8") as lines:
        for number in range(count):
            made = article(chance, f"https://example.org/{seed}/{number}", f"Report {seed}.{number}")
            lines.write(json.dumps(made | {"title": f"Report {number}"}) + "\n")
    return file


def article(chance: random.Random, url: str, title: str) -> dict[str, str]:
    """An article of three sentences, as a row of a table."""
    day = _FIRST_DAY + timedelta(days=chance.randrange(700))
    return {
        "url": url,
        "title": title,
        "outlet": f"Outlet {chance.randrange(9)}",
        "date": day.isoformat(),
        "text": "\n".join([f"{title}.", *(_sentence(chance) for _ in range(3))]),
    }


def _sentence(chance: random.Random) -> str:
    supplier = chance.choice(FIRMS + STATES)
    recipient = chance.choice([state for state in STATES if state != supplier])
    return (
        f"{chance.choice(SPEAKERS)} {chance.choice(tuple(STANCES))} {supplier} sold {chance.choice(tuple(GOODS))} "
        f"to {recipient}."
    )


class MadeExtractor:
    """Reads the sentences above; anything else says nothing."""

    @classmethod
    def load(cls) -> MadeExtractor:
        return cls()

    def read(self, document: Document) -> Reading:
        entities: dict[str, Entity] = {}
        claims: dict[str, Claim] = {}
        statements: dict[str, Statement] = {}
        for told in _SENTENCE.finditer(document.text):
            speaker, verb, supplier, good, recipient = told.groups()
            names = [_entity(name) for name in (speaker, supplier, recipient, good)]
            entities |= {entity.id: entity for name in names for entity in (name, *_kinds(name))}
            claim = Claim.of(names[1].id, names[2].id, names[3].id, Modality.ACTUAL)
            statement = Statement.of(
                claim,
                STANCES[verb],
                document.evidence(told.start(), told.end()),
                speaker=names[0].id if verb != "shows" else None,
                hedged=verb == "doubts",
            )
            claims[claim.id] = claim
            statements.setdefault(statement.id, statement)
        return Reading(document, tuple(entities.values()), tuple(claims.values()), tuple(statements.values()))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        return map(self.read, documents)


def _entity(name: str) -> Entity:
    if name in STATES:
        return Entity(f"state:{name}", EntityType.STATE, name)
    if name in GOODS:
        kind = GOODS[name]
        return Entity(f"good:{name}", EntityType.GOOD, name, kinds=(f"good:{kind}",) if kind else ())
    if name in FIRMS:
        return Entity(f"firm:{name.lower()}", EntityType.FIRM, name, (f"{name} Works",))
    return Entity(f"official:{name.lower()}", EntityType.OFFICIAL, name)


def _kinds(entity: Entity) -> tuple[Entity, ...]:
    kind = GOODS.get(entity.name)
    return (_entity(kind),) if kind else ()


def made(id: str, *sentences: str) -> Reading:
    """The reading of an article of such sentences."""
    text = "\n".join(sentences)
    article = Article(id, f"{id}.txt", text_hash(text), title=id, outlet="Wire", published=_FIRST_DAY)
    return MadeExtractor().read(Document(article, text))


def install(folder: Path) -> None:
    """Make the extractor known under the name `made` to every Python that has a folder on its path."""
    (folder / "made_news.py").write_bytes(Path(__file__).read_bytes())
    info = folder / "made_news-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: made-news\nVersion: 1.0\n", encoding="utf-8")
    entry = "[claimgraph.extractors]\nmade = made_news:MadeExtractor\n"
    (info / "entry_points.txt").write_text(entry, encoding="utf-8")
