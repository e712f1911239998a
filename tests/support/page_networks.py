"""Small invented networks that the tests of the page share."""

from __future__ import annotations

from datetime import date
from itertools import count, pairwise

from claimgraph.graph.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Modality,
    Role,
    RoleSpan,
    Stance,
    Statement,
    Status,
    text_hash,
)
from claimgraph.graph.network import ClaimRecord, Network
from claimgraph.graph.origins import with_voices

STATE, FIRM, OFFICIAL, GOOD, ORGANIZATION = (
    EntityType.STATE,
    EntityType.FIRM,
    EntityType.OFFICIAL,
    EntityType.GOOD,
    EntityType.ORGANIZATION,
)


class Builder:
    """Collects claims as one would tell them; every statement has its own place in its article."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.articles: dict[str, Article] = {}
        self.claims: dict[str, Claim] = {}
        self.statements: list[Statement] = []
        self._places = count(0, 1000)

    def entity(self, type: EntityType, name: str, id: str = "", **known: object) -> str:
        id = id or f"{type.value.lower()}:{name.lower().replace(' ', '-')}"
        self.entities[id] = Entity(id, type, name, **known)  # type: ignore[arg-type]
        return id

    def article(self, name: str, title: str, outlet: str, published: date | None = None, url: str = "") -> str:
        self.articles[name] = Article(name, name, text_hash(name), title, url, outlet, published)
        return name

    def claim(self, supplier: str, good: str, recipient: str, modality: Modality = Modality.ACTUAL) -> Claim:
        claim = Claim.of(supplier, recipient, good, modality)
        self.claims[claim.id] = claim
        return claim

    def said(self, claim: Claim, stance: Stance, article: str, quote: str, **more: object) -> None:
        start = next(self._places)
        evidence = Evidence(article, start, start + len(quote), quote)
        known = {"rule": "supply.active", "trigger": quote.split(maxsplit=1)[0], **more}
        self.statements.append(Statement.of(claim, stance, evidence, **known))  # type: ignore[arg-type]

    def network(self) -> Network:
        statements = with_voices(self.statements, self.entities)
        return Network.of(self.entities.values(), self.articles.values(), self.claims.values(), statements)


def veridia() -> Network:
    """Eleven claims around two invented states, of every status and modality."""
    b = Builder()
    veridia, norland, kestria = (b.entity(STATE, name) for name in ("Veridia", "Norland", "Kestria"))
    halden = b.entity(FIRM, "Halden Machine Works", aliases=("Halden",), country=norland)
    orion = b.entity(FIRM, "Orion Freight", country=kestria)
    sable = b.entity(FIRM, "Sable Microdevices")
    zhemchug = b.entity(FIRM, "Жемчуг-Импорт", id="firm:zhemchug")
    institute = b.entity(ORGANIZATION, "Central Research Institute of Electro-Optics", country=kestria)
    ministry = b.entity(ORGANIZATION, "Norland Foreign Ministry", country=norland)
    lindqvist = b.entity(OFFICIAL, "Min. A. Lindqvist", speaks_for=norland)
    spokesperson = b.entity(OFFICIAL, "Spokesperson R. Öz", speaks_for=kestria)
    unnamed = b.entity(OFFICIAL, "Western officials", id="official:a1/western-officials", article="a1")
    weapons = b.entity(GOOD, "weapons")
    shells = b.entity(GOOD, "artillery shells", kinds=(weapons,))
    lathes, chips, engines, optics, powder, rifles = (
        b.entity(GOOD, name)
        for name in (
            "CNC machine tools",
            "guidance chips",
            "drone engines",
            "thermal optics",
            "nitrocellulose",
            "rifles",
        )
    )
    wire = b.article("a1", "Norland points at tool maker", "Example Wire", date(2026, 3, 12), "https://example.org/a1")
    daily = b.article(
        "a2", "Veridia’s engines and where they come from", "Daily Example", date(2026, 4, 13), "https://example.org/a2"
    )
    post = b.article("a3", "Kestria rejects reports", "Example Post", date(2026, 4, 20))
    asserts, alleges, denies = Stance.ASSERTS, Stance.ALLEGES, Stance.DENIES

    tools = b.claim(halden, lathes, veridia)
    b.said(
        tools,
        alleges,
        wire,
        "Norland says Halden Machine Works shipped CNC tools to Veridia in March.",
        speaker=lindqvist,
        time="in March",
    )
    b.said(
        tools,
        alleges,
        daily,
        "Western officials repeated that Halden sends lathes.",
        speaker=unnamed,
        relayed_by=(ministry,),
    )
    b.said(
        tools,
        denies,
        daily,
        "Halden called the allegation “entirely false” and said it had no Veridian customers.",
        speaker=halden,
    )
    state_tools = b.claim(kestria, shells, veridia)
    b.said(
        state_tools, alleges, wire, "Kestria has delivered artillery shells, Western officials said.", speaker=unnamed
    )
    broader = b.claim(kestria, weapons, veridia)
    b.said(broader, denies, post, "“We provide no weapons to anybody,” the spokesperson said.", speaker=spokesperson)
    motors = b.claim(kestria, engines, veridia)
    b.said(
        motors,
        alleges,
        daily,
        "Kestria may be sending drone engines, the minister said.",
        speaker=lindqvist,
        hedged=True,
    )
    b.said(
        b.claim(sable, chips, zhemchug),
        asserts,
        daily,
        "Sable Microdevices sold guidance chips to Zhemchug-Import, its accounts show.",
        quantity="1,200",
    )
    b.said(
        b.claim(zhemchug, chips, veridia),
        alleges,
        daily,
        "The chips went on to Veridia, the ministry said.",
        speaker=ministry,
        via=(orion,),
    )
    b.said(
        b.claim(institute, optics, veridia),
        alleges,
        wire,
        "The institute supplied thermal optics, officials said.",
        speaker=unnamed,
    )
    b.said(
        b.claim(orion, powder, veridia),
        alleges,
        wire,
        "Orion reportedly carried nitrocellulose.",
        speaker=unnamed,
        hedged=True,
    )
    b.said(b.claim(norland, rifles, kestria), denies, post, "Norland does not sell rifles to Kestria.")
    b.said(
        b.claim(norland, lathes, kestria, Modality.BLOCKED),
        asserts,
        wire,
        "Norland stopped the delivery of machine tools to Kestria.",
        speaker=ministry,
    )
    b.said(
        b.claim(kestria, optics, veridia, Modality.PLANNED),
        alleges,
        daily,
        "Kestria plans to deliver thermal optics next year.",
        speaker=lindqvist,
    )
    return b.network()


def one_buyer() -> Network:
    """A state said to be supplied with eight goods by one other and its firms: the shape of a typical article."""
    b = Builder()
    buyer, seller, neighbour = (b.entity(STATE, name) for name in ("Ruthenia", "Cathay", "Ukrania"))
    firms = [b.entity(FIRM, name, country=seller) for name in ("Iris Technology", "Cathayan businesses")]
    institute = b.entity(ORGANIZATION, "Northern Research Institute of Electro-Optics", country=seller)
    officials = b.entity(OFFICIAL, "American officials", id="official:s/american-officials", article="s")
    envoy = b.entity(OFFICIAL, "Liang Pu", speaks_for=seller)
    goods = {
        name: b.entity(GOOD, name)
        for name in (
            "machine tools",
            "weapons technology",
            "satellite imagery",
            "microelectronics",
            "drone engines",
            "military optics",
            "nitrocellulose",
            "weapons",
        )
    }
    story = b.article("s", "What Cathay sends", "Example Wire", date(2026, 5, 2), "https://example.org/s")
    for name in ("machine tools", "weapons technology", "satellite imagery", "microelectronics", "drone engines"):
        b.said(
            b.claim(seller, goods[name], buyer),
            Stance.ALLEGES,
            story,
            f"Cathay has sent {name}, American officials said.",
            speaker=officials,
        )
    for firm in (firms[0], institute):
        b.said(
            b.claim(firm, goods["military optics"], buyer),
            Stance.ALLEGES,
            story,
            "They supply optics, officials said.",
            speaker=officials,
        )
    b.said(
        b.claim(firms[1], goods["nitrocellulose"], buyer),
        Stance.ALLEGES,
        story,
        "They may have sold it.",
        speaker=officials,
        hedged=True,
    )
    for recipient in (buyer, neighbour):
        denial = b.claim(seller, goods["weapons"], recipient)
        b.said(denial, Stance.DENIES, story, "Cathay is not providing weapons to either side.", speaker=envoy)
        b.said(denial, Stance.DENIES, story, "Cathay has said that it provides none.", speaker=seller)
    return b.network()


def read_with_confidence() -> Network:
    """Three claims of one seller, read with different confidence, one of them in two statements; a fourth has none."""
    b = Builder()
    buyer, seller = (b.entity(STATE, name) for name in ("Ruthenia", "Cathay"))
    story = b.article("s", "What Cathay sends", "Example Wire", date(2026, 5, 2), "https://example.org/s")
    for name, confidences in {"lathes": (0.83, 0.41), "optics": (0.62,), "pumps": (0.3,), "cranes": (None,)}.items():
        claim = b.claim(seller, b.entity(GOOD, name), buyer)
        for confidence in confidences:
            b.said(claim, Stance.ASSERTS, story, f"Cathay sent {name} to Ruthenia.", confidence=confidence)
    return b.network()


def crowd(claims: int) -> Network:
    """So many claims between invented firms and states, most about the first states."""
    b = Builder()
    story = b.article("c", "Everything at once", "Example Wire", date(2026, 5, 2))
    speakers = [b.entity(OFFICIAL, f"Official {number}") for number in range(max(1, claims // 20))]
    for number in range(claims):
        supplier = b.entity(FIRM, f"Firm {number % max(3, claims // 4)}")
        recipient = b.entity(STATE, f"State {number * number % max(3, claims // 15)}")
        good = b.entity(GOOD, f"good {number % max(3, claims // 3)}")
        stance = Stance.DENIES if number % 7 == 3 else Stance.ALLEGES
        b.said(
            b.claim(supplier, good, recipient),
            stance,
            story,
            f"Sentence {number} says so.",
            speaker=speakers[number % len(speakers)],
        )
    return b.network()


def continents(number: int = 4, states: int = 18) -> Network:
    """Hubs that supply some states each, and each other once: communities with few lines between them."""
    b = Builder()
    story = b.article("k", "Who trades with whom", "Example Wire", date(2026, 5, 2))
    arms = b.entity(GOOD, "arms")
    names = "ABCDEFGH"[:number]
    hubs = {name: b.entity(STATE, f"Hub {name}") for name in names}
    for name, hub in hubs.items():
        for at in range(states):
            buyer = b.entity(STATE, f"Buyer {at} of {name}")
            b.said(b.claim(hub, arms, buyer), Stance.ASSERTS, story, f"{name} armed its buyer {at}.")
    for one, other in pairwise(names):
        claim = b.claim(hubs[one], arms, hubs[other])
        b.said(claim, Stance.ASSERTS, story, f"{one} armed {other}.", speaker=hubs[one])
    return b.network()


def close_names() -> Network:
    """Twenty-four contested, hedged claims, whose chips of two lines stand close to names."""
    b = Builder()
    story = b.article("w", "Who sells", "Example Wire")
    officials = [b.entity(OFFICIAL, f"Officials of the ministry {number}") for number in range(4)]
    for number in range(24):
        firm = b.entity(FIRM, f"Northern Works {number}")
        buyer = b.entity(STATE, f"Veridia {number // 3}")
        claim = b.claim(firm, b.entity(GOOD, f"machine tools {number}"), buyer)
        speaker = officials[number % len(officials)]
        b.said(claim, Stance.ALLEGES, story, f"It may have sold {number}.", speaker=speaker, hedged=True)
        b.said(claim, Stance.DENIES, story, f"It sold no {number}.", speaker=firm)
    return b.network()


def disputed(asserted: int, alleged: int, contested: int, denied: int, negated: int) -> Network:
    """So many claims of each status, each about goods and firms of its own; the affirmed ones have most origins."""
    b = Builder()
    story = b.article("d", "Who sells what", "Example Wire", date(2026, 5, 2))
    envoy = b.entity(OFFICIAL, "Envoy of Veridia")
    ministers = [b.entity(OFFICIAL, f"Minister {number}") for number in range(3)]
    buyer = b.entity(STATE, "Veridia")

    def claim(status: Status, number: int) -> Claim:
        firm = b.entity(FIRM, f"{status.value.title()} Works {number}")
        return b.claim(firm, b.entity(GOOD, f"{status.value} good {number}"), buyer)

    for number in range(asserted):
        b.said(claim(Status.ASSERTED, number), Stance.ASSERTS, story, f"It sold good {number} to Veridia.")
    for number in range(alleged):
        for minister in ministers[: 1 + number % 3]:
            b.said(
                claim(Status.ALLEGED, number), Stance.ALLEGES, story, f"It sold {number}, he said.", speaker=minister
            )
    for number in range(contested):
        b.said(claim(Status.CONTESTED, number), Stance.ALLEGES, story, f"It sold {number}.", speaker=ministers[0])
        b.said(claim(Status.CONTESTED, number), Stance.DENIES, story, f"It sold no {number}.", speaker=envoy)
    for number in range(denied):
        b.said(claim(Status.DENIED, number), Stance.DENIES, story, f"It never sold {number}, he said.", speaker=envoy)
    for number in range(negated):
        b.said(claim(Status.NEGATED, number), Stance.DENIES, story, f"It did not sell {number}.")
    return b.network()


def widely_reported(articles: int) -> Network:
    """One claim that so many articles report, each in its own words."""
    b = Builder()
    claim = b.claim(b.entity(FIRM, "Halden Works"), b.entity(GOOD, "lathes"), b.entity(STATE, "Veridia"))
    for number in range(articles):
        story = b.article(f"n{number}", f"Lathes, part {number}", "Example Wire", date(2026, 5, 2))
        b.said(claim, Stance.ASSERTS, story, f"Halden Works sold Veridia lathe {number}.")
    return b.network()


def unnamed_voices() -> Network:
    """A claim that one article makes itself, and of which it says elsewhere that it is alleged, by nobody it names."""
    b = Builder()
    story = b.article("u", "Lathes", "Example Wire", date(2026, 5, 2))
    claim = b.claim(b.entity(FIRM, "Halden Works"), b.entity(GOOD, "lathes"), b.entity(STATE, "Veridia"))
    b.said(claim, Stance.ASSERTS, story, "Halden Works sold Veridia lathes.")
    b.said(claim, Stance.ALLEGES, story, "It allegedly sold more of them.")
    return b.network()


def planned_and_hedged() -> Network:
    """A claim whose status takes many words, said at two times and between parties with long names."""
    b = Builder()
    envoy = b.entity(OFFICIAL, "Envoy of Norland")
    firm, buyer = b.entity(FIRM, "Northern Precision Instruments"), b.entity(STATE, "Federation of Veridia")
    claim = b.claim(firm, b.entity(GOOD, "reconnaissance equipment"), buyer, Modality.PLANNED)
    for year in (2024, 2026):
        story = b.article(f"p{year}", f"Plans of {year}", "Example Wire", date(year, 5, 2))
        b.said(claim, Stance.ALLEGES, story, f"It may sell some after {year}.", speaker=envoy, hedged=True)
    return b.network()


HOSTILE = (
    '<img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=1</script>",
    "javascript:window.hacked=1",
    "\u202egnp.exe\u202c \u200b\u200f\u2066reversed",
    "{{ 7 * 7 }} ${window.hacked=1} <!--",
    "W" * 10_000,
    "\u200b\u200b",
    "&lt;b&gt; \u2028\u2029 \x00\x07 \"'`",
)


def hostile() -> Network:
    """Every name, alias, title, outlet, address, quote, date, rule and id carries markup or worse."""
    b = Builder()
    for number, text in enumerate(HOSTILE):
        story = b.article(f"{text}{number}", text, text, None, f"javascript:window.hacked={number}")
        supplier = b.entity(FIRM, text, id=f"firm:{text}{number}", aliases=(text,))
        recipient = b.entity(STATE, text, id=f"state:{text}")
        good = b.entity(GOOD, text, id=f"good:{text}")
        speaker = b.entity(OFFICIAL, text, id=f"official:{text}", speaks_for=recipient)
        claim = b.claim(supplier, good, recipient)
        more = {"rule": text, "trigger": text, "time": text, "quantity": text, "said_on": text, "via": (recipient,)}
        span = RoleSpan(Role.TRIGGER, number * 2000, number * 2000 + len(text))
        b.said(claim, Stance.ALLEGES, story, text, speaker=speaker, roles=(span,), **more)
        b.said(claim, Stance.DENIES, story, text + "!", speaker=supplier, **more)
    return b.network()


def record_of(network: Network, status: Status, good: str) -> ClaimRecord:
    """The claim of this status about this good."""
    return next(
        record
        for record in network.records.values()
        if record.status is status and network.entities[record.claim.good].name == good
    )
