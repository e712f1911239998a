"""A small, rich corpus for the saved queries: built from the model, no extraction involved.

One line of `STATEMENTS` is one statement: article, speaker (`-` for the article's own voice), stance (`?` hedges it),
supplier > recipient: good, then words such as `relay=…`, `via=…`, `on=…`, `quantity=…`, `time=…`, `modality=…`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

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

ARTICLES = {
    "engines": ("The Kyiv Independent", date(2024, 4, 13)),
    "optics": ("Example Wire", date(2024, 5, 2)),
    "rockets": ("Gulf Times Example", date(2024, 5, 20)),
    "chips": ("", date(2024, 6, 1)),
    "undated": ("Example Wire", None),
}

ENTITIES = """
state:CN | State | China | Beijing; PRC
state:RU | State | Russia | Moscow
state:UA | State | Ukraine | Kyiv
state:US | State | United States | Washington
state:IR | State | Iran | Tehran
state:AM | State | Armenia | Yerevan
state:GE | State | Georgia | Tbilisi
state:VE | State | Veridia |
firm:iray-technology | Firm | iRay Technology | iRay | country=state:CN
firm:ncrieo | Firm | North China Research Institute of Electro-Optics | NCRIEO | country=state:CN
firm:chinese-businesses | Firm | Chinese businesses | | country=state:CN
firm:uralvagon | Firm | Uralvagon Works | | country=state:RU
firm:georgia | Firm | Georgia Shipping | Georgia
organization:reuters | Organization | Reuters |
organization:houthis | Organization | Houthis | Ansar Allah
organization:un-panel | Organization | UN panel of experts |
organization:iranian-mission | Organization | Iran's mission to the UN | | country=state:IR
official:liu-pengyu | Official | Liu Pengyu | Liu | speaks_for=state:CN
official:mao-ning | Official | Mao Ning | Mao | speaks_for=organization:cfm
organization:cfm | Organization | Chinese Foreign Ministry | | country=state:CN
official:engines/us | Official | U.S. officials | | article=engines; speaks_for=state:US
official:rockets/us | Official | U.S. officials | | article=rockets; speaks_for=state:US
official:optics/us | Official | U.S. officials | | article=optics; speaks_for=state:US
good:weapons | Good | weapons |
good:missiles | Good | missiles | | kind=good:weapons
good:ballistic-missiles | Good | ballistic missiles | | kind=good:missiles
good:dual-use | Good | dual-use goods | | unnamed
good:microelectronics | Good | microelectronics | chips | kind=good:dual-use
good:machine-tools | Good | machine tools | | kind=good:dual-use
good:weapons-technology | Good | weapons technology |
good:satellite-imagery | Good | satellite imagery |
good:military-optics | Good | military optics |
good:drone-engines | Good | drone engines |
good:nitrocellulose | Good | nitrocellulose |
good:wheat | Good | wheat |
"""

STATEMENTS = """
engines | official:engines/us | alleges | CN > RU: machine-tools | relay=organization:reuters; on=2024-04-12
engines | official:engines/us | alleges | CN > RU: weapons-technology | relay=organization:reuters; on=2024-04-12
engines | official:engines/us | alleges | CN > RU: satellite-imagery | relay=organization:reuters
engines | official:engines/us | alleges | CN > RU: microelectronics | quantity=90%; time=2023
engines | official:engines/us | alleges | firm:iray-technology > RU: military-optics |
engines | official:engines/us | alleges | firm:ncrieo > RU: military-optics |
engines | - | asserts | CN > RU: drone-engines |
engines | - | asserts? | firm:chinese-businesses > RU: nitrocellulose |
engines | state:CN | denies | CN > RU: weapons |
engines | state:CN | denies | CN > UA: weapons |
engines | official:liu-pengyu | denies | CN > RU: weapons | relay=organization:reuters
engines | official:liu-pengyu | denies | CN > UA: weapons | relay=organization:reuters
optics | official:optics/us | alleges | firm:iray-technology > RU: military-optics | relay=organization:reuters
optics | official:mao-ning | denies | firm:iray-technology > RU: military-optics | on=2024-05-03
optics | - | alleges? | firm:iray-technology > firm:uralvagon: military-optics | quantity=two crates of "sights"
rockets | organization:un-panel | alleges | IR > organization:houthis: ballistic-missiles | via=state:AM
rockets | official:rockets/us | alleges | IR > organization:houthis: ballistic-missiles |
rockets | organization:iranian-mission | denies | IR > organization:houthis: weapons |
rockets | organization:un-panel | alleges | IR > RU: ballistic-missiles | modality=planned
chips | - | asserts | CN > IR: microelectronics | via=state:AM; quantity==1+1
chips | state:US | asserts | VE > UA: wheat | modality=blocked
chips | - | asserts | CN > UA: machine-tools |
undated | - | denies | VE > RU: weapons |
undated | - | asserts | VE > RU: wheat |
undated | - | asserts | firm:georgia > GE: wheat |
"""


def readings() -> tuple[Reading, ...]:
    """The corpus, one reading an article."""
    entities = dict(_entities())
    rows = [[cell.strip() for cell in line.split("|")] for line in STATEMENTS.strip().splitlines()]
    return tuple(_reading(name, [row for row in rows if row[0] == name], entities) for name in ARTICLES)


def _words(text: str) -> dict[str, str]:
    return dict(word.strip().split("=", 1) for word in text.split(";") if "=" in word)


def _entities() -> Iterator[tuple[str, Entity]]:
    for line in ENTITIES.strip().splitlines():
        id, type, name, aliases, *more = (cell.strip() for cell in line.split("|"))
        words = _words(more[0]) if more else {}
        yield (
            id,
            Entity(
                id,
                EntityType(type),
                name,
                tuple(alias.strip() for alias in aliases.split(";") if alias.strip()),
                country=words.get("country"),
                speaks_for=words.get("speaks_for"),
                kinds=tuple(kind for kind in [words.get("kind")] if kind),
                article=words.get("article"),
                named="unnamed" not in line,
            ),
        )


def _reading(name: str, rows: list[list[str]], entities: dict[str, Entity]) -> Reading:
    sentences = [f"In {name}, sentence {number} says: {row[3]}." for number, row in enumerate(rows, 1)]
    text = "\n".join(sentences)
    outlet, published = ARTICLES[name]
    article = Article(name, name, text_hash(text), f"On {name}", f"https://news.example/{name}", outlet, published)
    document = Document(article, text)
    statements = [_statement(row, document, sentence) for row, sentence in zip(rows, sentences, strict=True)]
    claims = {claim.id: claim for claim, _ in statements}
    return Reading(
        document,
        _needed(claims.values(), [said for _, said in statements], entities),
        tuple(claims.values()),
        tuple(said for _, said in statements),
    )


def _statement(row: list[str], document: Document, sentence: str) -> tuple[Claim, Statement]:
    _, speaker, stance, proposition, *more = row
    words = _words(more[0]) if more else {}
    parties, good = proposition.rsplit(": ", 1)
    supplier, recipient = (side if ":" in side else f"state:{side}" for side in parties.split(" > "))
    claim = Claim.of(supplier, recipient, f"good:{good}", Modality(words.get("modality", "actual")))
    start = document.text.index(sentence)
    said = Statement.of(
        claim,
        Stance(stance.rstrip("?")),
        document.evidence(start, start + len(sentence)),
        speaker=None if speaker == "-" else speaker,
        hedged=stance.endswith("?"),
        relayed_by=tuple(filter(None, [words.get("relay")])),
        via=tuple(filter(None, [words.get("via")])),
        said_on=words.get("on"),
        time=words.get("time"),
        quantity=words.get("quantity"),
        rule="test",
        trigger="says",
    )
    return claim, said


def _needed(
    claims: Iterable[Claim], statements: Iterable[Statement], entities: Mapping[str, Entity]
) -> tuple[Entity, ...]:
    used: dict[str, Entity] = {}
    pending = [part for claim in claims for part in (claim.supplier, claim.recipient, claim.good)]
    pending += [id for said in statements for id in (*said.relayed_by, *said.via, *filter(None, [said.speaker]))]
    while pending:
        entity = entities[pending.pop()]
        if entity.id not in used:
            used[entity.id] = entity
            pending += [*entity.kinds, *filter(None, (entity.country, entity.speaks_for))]
    return tuple(used[id] for id in sorted(used))
