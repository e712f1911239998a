"""How many independent origins affirm a claim, and which statements belong to which: pure functions.

The rule, for the statements that affirm one claim:

1. Each statement has a voice: the named body or person that its speaker is or speaks for. An official and his ministry
   are their state, a spokesperson is the firm. Each voice is one origin, in however many articles it speaks.
2. An unnamed speaker who is passed on by a named one has the voice of the one who passes him on.
3. The article's own voice and other unnamed speakers add an origin only where no named voice speaks in the article.
   They are one for each article, for each outlet, for the very same words, and for one description of a body ("customs
   data").
4. A speaker who quotes another voice on the claim adds nothing to it.
5. A person for whom no body is known, and an office of which nobody says whose it is ("the energy ministry"), may speak
   for any state: they add nothing where a state says the same. Several such offices are one.
6. In one article, names of which one has the words or the initials of the other are one voice, and so are the speakers
   of one sentence unless they are listed side by side ("Norland and Veridia said"). A person for whom no body is known
   adds nothing to a body that says the same there, and several such persons are one. An article in which more than a
   hundred statements make one claim is one origin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Final

from claimgraph.graph.model import Article, Entity, EntityType, Role, RoleSpan, Stance, Statement
from claimgraph.graph.names import fold
from claimgraph.graph.nearest import Nearest, place
from claimgraph.graph.quoting import ends_of

_LISTED: Final = re.compile(r"(?:,?\s+(?:and|as well as|along with)|\s*&)\s+(?:the\s+)?", re.IGNORECASE)
_OUTLETS: Final = ("organization", "firm")
_RECORDS: Final = frozenset(
    "data figures statistics numbers records tables report reports filing filings document documents invoice invoices "
    "papers files two three several official latest monthly annual preliminary confidential".split()
)
"""Words for what bodies publish, by which no body is told from another."""
_KEEPING: Final = frozenset({"office", "bureau", "agency", "institute", "committee", "service", "department"})
"""Bodies that are named for what they publish: "statistics office"."""
_RANKS: Final = frozenset({"national", "federal", "state", "central", "general", "country", "countrys", "s"})
"""Words in the names of offices that descriptions leave out."""
_MEMBERS: Final = frozenset({"experts", "investigators", "inspectors", "monitors", "researchers"})
"""Who makes up a body, after "of"."""
_INITIALS: Final = {"un": ("united", "nations"), "eu": ("european", "union"), "us": ("united", "states")}
_AGENCIES: Final = {
    "ap": "associated-press",
    "apnews": "associated-press",
    "afp": "agence-france-presse",
    "nyt": "new-york-times",
    "nytimes": "new-york-times",
    "wsj": "wall-street-journal",
    "ft": "financial-times",
    "dpa": "deutsche-presse-agentur",
    "washingtonpost": "washington-post",
    "theguardian": "guardian",
}
"""Short names of outlets, and those in their addresses, by which other articles do not call them."""
_DOMAIN: Final = re.compile(r"(?:\.(?:com|org|net|info|co))?(?:\.[a-z]{2})?$")
_NEWS: Final = re.compile(r" (?:news agency|newswire|news|wire|agency|online)$")
_ANY_OFFICE: Final = "office:any"
_OFFICES: Final = frozenset(
    "ministry ministries customs treasury army navy military police gendarmerie intelligence spy embassy government "
    "cabinet presidency prosecutor prosecutors directorate bureau secretariat delegation armaments junta statistics "
    "consulate parliament coastguard authority".split()
)
"""Words for bodies that are some state's."""
_STATE_MEDIA: Final = frozenset({"state", "media"})
_INTERNATIONAL: Final = frozenset("united nations international world european global intergovernmental".split())
"""Words for bodies that are no single state's."""
_JOINING: Final = frozenset({"of", "the", "and", "for"})
_GAP: Final = 2
"""How many characters stand at most between a sentence and the one that goes straight on."""
_SHORT: Final = 3
"""Words of so many letters at most have no possessive to take off."""
_WORD: Final = re.compile(r"[^\W_]+")
_MANY: Final = 100
"""So many statements at most, of one article on one claim, are compared each with all others."""


Key = str | int
"""What voices have in common; a store keeps hashes."""


class Tie(StrEnum):
    """Why a statement belongs to an origin."""

    SPEAKS_FOR = "speaks for it"
    QUOTED = "quoted by it"
    QUOTES = "quotes it"
    MAY_SPEAK_FOR = "may speak for it"
    SENTENCE = "same sentence"
    ARTICLE = "same article"
    OUTLET = "same outlet"
    WORDS = "same words"
    BODY = "same body"


@dataclass(frozen=True, slots=True)
class Companion:
    """Another name under which an origin speaks, and why it is the same origin."""

    name: str
    tie: Tie


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent origin of a claim.

    Parameters:
        name: who it is: a body, a person, or the outlet or article for an own voice.
        statements: ids of its statements, in order of article and place.
        companions: the other names that its statements give, each with the reason why it is the same origin.
    """

    name: str
    statements: tuple[str, ...]
    companions: tuple[Companion, ...] = ()

    def __str__(self) -> str:
        """The origin in words: "Norland with Ana Sol (speaks for it), Example Wire (quotes it)"."""
        others = ", ".join(f"{one.name} ({one.tie})" for one in self.companions)
        return f"{self.name} with {others}" if others else self.name


class Standing(IntEnum):
    """What is known of a voice; stores keep the numbers."""

    UNNAMED = 0
    NAMED = 1
    STATE = 2
    UNPLACED = 3
    """A person for whom no body is known."""
    OFFICE = 4
    """An office of a state, without a name, of which nobody says whose it is: "the energy ministry"."""
    NAMED_OFFICE = 5
    """Such an office with a name: "Bureau of Customs"."""


_ROAMING: Final = frozenset({Standing.UNPLACED, Standing.NAMED_OFFICE})
"""Who may speak for any state."""

_SPEAKING: Final = frozenset({Standing.NAMED, Standing.STATE, Standing.UNPLACED, Standing.NAMED_OFFICE})


@dataclass(frozen=True, slots=True)
class Voice:
    """What decides to which origin a statement belongs; two statements may have the same.

    Parameters:
        standing: what is known of who speaks.
        keys: of a named voice its speaker, the voice, and all who pass the words on; otherwise what the statement
            shares with others of the same origin: outlet or article, words, and a named voice of its article.
    """

    standing: Standing
    keys: tuple[Key, ...]

    @property
    def named(self) -> bool:
        """Whether a named voice speaks."""
        return self.standing in _SPEAKING


def with_voices(statements: Iterable[Statement], entities: Mapping[str, Entity]) -> list[Statement]:
    """The statements of one article with their voices, in their order.

    Where the article's own voice goes straight on after a sentence in which an office asserts something ("Norland sold
    rice to Veridia, the customs service said. It sold barley to Orland."), it still tells what the office said, as long
    as nobody with a name says the same in the article.

    Parameters:
        entities: the entities as this article tells them, by id.
    """
    voiced = [
        statement if statement.voice == voice else replace(statement, voice=voice)
        for statement in statements
        for voice in [voice_of(statement.speaker, statement.relayed_by, entities)]
    ]
    before = {
        one.evidence.end: one.voice
        for one in voiced
        if one.voice and one.stance is Stance.ASSERTS and (_is_office(one.speaker) or _is_office(one.voice))
    }

    named = {one.claim for one in voiced if one.voice}

    def carried(statement: Statement) -> str | None:
        if statement.claim in named:
            return None
        start = statement.evidence.start
        return next((before[start - gap] for gap in range(1, _GAP + 1) if start - gap in before), None)

    return [
        replace(one, voice=voice)
        if one.speaker is None and one.stance is Stance.ASSERTS and (voice := carried(one))
        else one
        for one in voiced
    ]


def voice_of(speaker: str | None, relayed_by: Iterable[str], entities: Mapping[str, Entity]) -> str | None:
    """The id of the named body or person whose word a statement is; None for an own voice and where none is named."""
    if speaker is None:
        return None
    return next(filter(None, (_spoken_for(id, entities) for id in (speaker, *relayed_by))), None)


def _spoken_for(id: str, entities: Mapping[str, Entity]) -> str | None:
    """The last named entity among this one, the one for which it speaks, and so on; None where none is named."""
    named, seen, next_id = None, set[str](), id
    while next_id in entities and next_id not in seen:
        seen.add(next_id)
        entity = entities[next_id]
        if is_named(entity):
            named = next_id
        next_id = entity.speaks_for or ""
    return named


def is_named(entity: Entity) -> bool:
    """Whether an entity has a name of its own that means the same in every article; else it is only described.

    >>> ministry = Entity("organization:x", EntityType.ORGANIZATION, "Norland's spy agency")
    >>> is_named(ministry), is_named(replace(ministry, name="spy agency"))
    (True, False)
    """
    if entity.article is not None or entity.type is EntityType.GOOD:
        return False
    return entity.type is EntityType.STATE or entity.name != entity.name.lower() or entity.name == entity.name.upper()


def voices_of(statements: Sequence[Statement], articles: Mapping[str, Article]) -> list[Voice]:
    """The voices of statements that affirm one claim, from any articles, in their order."""
    said: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.evidence.article].append(statement)
    hosts = {id: host for told in said.values() for id, host in _hosts(told).items()}
    return [_key(statement, hosts[statement.id], articles[statement.evidence.article]) for statement in statements]


def _hosts(told: Iterable[Statement]) -> dict[str, Statement | None]:
    """By statement of one article: the statement whose voice it goes with, itself where it speaks with its own."""
    told = sorted(told, key=lambda statement: (_is_person(statement), place(statement)))
    if len(told) == 1:  # most claims are made once in an article
        return {one.id: one if one.voice else None for one in told}
    stances = {statement.stance for statement in told if statement.voice and not _is_person(statement)}
    led = {statement.voice for statement in told if _is_person(statement) and statement.stance in stances}
    voiced = [(statement, statement.voice) for statement in told if statement.voice and statement.voice not in led]
    parts = _Parts([*_alike(voiced), *((voice,) for _, voice in voiced)])
    leads: dict[Key, str] = {}
    for _, voice in voiced:
        leads.setdefault(parts.of(voice), voice)
    speaking = [statement for statement, voice in voiced if leads[parts.of(voice)] == voice]

    near = Nearest(speaking)

    def host(statement: Statement) -> Statement | None:
        return near.to(statement, leads.get(parts.of(statement.voice)) if statement.voice else None)

    return {statement.id: host(statement) for statement in told}


def _alike(voiced: Sequence[tuple[Statement, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of voices of one article that are one voice."""
    telling = {(voice, one.speaker, one.stance, one.evidence.start, one.evidence.end): one for one, voice in voiced}
    if len(telling) > _MANY:
        yield from ((voiced[0][1], voice) for _, voice in voiced)
        return
    for number, one in enumerate(first := tuple(telling.values())):
        for two in first[:number]:
            if not _is_apart(one, two):
                yield one.voice or "", two.voice or ""


def _is_person(statement: Statement) -> bool:
    return bool(statement.voice) and str(statement.voice).startswith("official:")


def _is_apart(one: Statement, other: Statement) -> bool:
    """Whether two statements count as two: of one voice, in two sentences, or of speakers who are listed."""
    if one.voice == other.voice:
        return True
    if _is_person(one) and _is_person(other) and one.stance is other.stance:
        return False
    if _are_alike(one.voice, other.voice) or _are_alike(one.speaker, other.speaker):
        return False
    return (
        not _is_same_sentence(one, other) or _are_listed(one, other) or _are_listed(other, one) or _differ(one, other)
    )


def _differ(one: Statement, other: Statement) -> bool:
    """Whether two named speakers stand differently to the claim: a party asserts what an outsider alleges."""
    return one.stance is not other.stance and not any(_is_unnamed(statement.speaker) for statement in (one, other))


def _is_unnamed(speaker: str | None) -> bool:
    return speaker is None or "/" in speaker


def _are_alike(one: str | None, other: str | None) -> bool:
    """Whether two ids are those of names that are one in an article: one has all words of the other, or its initials.

    >>> _are_alike("official:desmedt", "official:luc-desmedt")
    True
    >>> _are_alike("organization:nis", "organization:norlands-national-intelligence-service")
    True
    >>> _are_alike("organization:defence-ministry", "organization:foreign-ministry")
    False
    """
    short, long = sorted((_name_words(one or ""), _name_words(other or "")), key=len)
    initials = "".join(word[0] for word in long)
    return bool(short) and ({*short} <= {*long} or (len(short) == 1 < len(short[0]) and initials.endswith(short[0])))


def _name_words(id: str) -> list[str]:
    """The words of the name in an id, a possessive as the name itself; none for states and for unnamed speakers."""
    kind, _, name = id.partition(":")
    words = _WORD.findall(name) if kind != "state" and not _is_unnamed(id) else []
    return [word.removesuffix("s") if len(word) > _SHORT else word for word in words if word not in _JOINING]


def _is_same_sentence(one: Statement, other: Statement) -> bool:
    return one.evidence.start < other.evidence.end and other.evidence.start < one.evidence.end


def _are_listed(one: Statement, other: Statement) -> bool:
    quote, start = one.evidence.quote, one.evidence.start
    pairs = ((first, second) for first in _speakers(one) for second in _speakers(other))
    return any(_LISTED.fullmatch(quote[first.end - start : second.start - start]) for first, second in pairs)


def _speakers(statement: Statement) -> list[RoleSpan]:
    return [span for span in statement.roles if span.role is Role.SPEAKER]


def _key(statement: Statement, host: Statement | None, article: Article) -> Voice:
    if host is statement:
        voice = statement.voice or ""
        return Voice(_standing(voice), (statement.speaker or voice, _body(voice) or voice, *statement.relayed_by))
    outlets = _names_of_outlet(article.outlet)
    place = [f"{kind}:{outlet}" for outlet in outlets for kind in _OUTLETS] or [f"article:{article.id}"]
    described = filter(None, (_body(statement.speaker),))
    hosts = (_body(host.voice) or host.voice,) if host and host.voice else ()
    standing = Standing.OFFICE if not hosts and _is_office(statement.speaker) else Standing.UNNAMED
    return Voice(standing, (_words(statement), *place, *described, *hosts))


def _names_of_outlet(outlet: str) -> list[str]:
    """The names of an outlet as ids have them, the one under which it is known best last; none where none is told.

    >>> _names_of_outlet("The Oslo Times"), _names_of_outlet("reuters.com"), _names_of_outlet("AP News")
    (['oslo-times'], ['reuters-com', 'reuters'], ['ap-news', 'ap', 'associated-press'])
    """
    name = fold(outlet).removeprefix("the ").removeprefix("www.")
    known = _DOMAIN.sub("", name)
    shorter = known if known.count(" ") == 0 and known != name else _NEWS.sub("", known)
    forms = ["-".join(_WORD.findall(form)) for form in (name, known, shorter)]
    forms += [_AGENCIES[form] for form in forms if form in _AGENCIES]
    return list(dict.fromkeys(filter(None, forms)))


def _standing(voice: str) -> Standing:
    if voice.startswith("state:"):
        return Standing.STATE
    if voice.startswith("official:"):
        return Standing.UNPLACED
    return Standing.NAMED_OFFICE if _is_office(voice) else Standing.NAMED


def _is_office(speaker: str | None) -> bool:
    """Whether an id is that of an office that some state has, by a word of its name.

    >>> _is_office("organization:bureau-of-customs"), _is_office("organization:world-customs-organization")
    (True, False)
    """
    kind, _, name = (speaker or "").partition(":")
    may_be_one = kind == "organization" or (kind == "official" and _is_unnamed(speaker))
    words = {*_WORD.findall(name.rpartition("/")[2])} if may_be_one else set[str]()
    is_any_states = not _OFFICES.isdisjoint(words) or words >= _STATE_MEDIA
    return is_any_states and _INTERNATIONAL.isdisjoint(words) and not words & _INITIALS.keys()


def _body(speaker: str | None) -> str | None:
    """The id of the body whose records speak, in the words that its names and descriptions have in common: "finance
    ministry figures" are the finance ministry's; None for persons, and for mere records ("a report").

    >>> _body("organization:finance-ministry-figures"), _body("organization:u-n-panel")
    ('organization:finance-ministry', 'organization:united-nations-panel')
    >>> _body("organization:figures-from-the-statistics-office"), _body("organization:national-statistics-office")
    ('organization:statistics-office', 'organization:statistics-office')
    """
    kind, _, name = (speaker or "").partition(":")
    if kind != "organization":
        return None
    words = _spelled_out(_WORD.findall(name.rpartition("/")[2]))
    kept = [
        word
        for word, after in zip(words, [*words[1:], ""], strict=True)
        if after in _KEEPING or word not in _RECORDS | _RANKS
    ]
    while kept and kept[-1] in _MEMBERS | _JOINING:
        kept.pop()
    while kept and kept[0] in _JOINING | {"from", "by"}:
        kept.pop(0)
    told_apart = len(kept) > 1 or not _is_unnamed(speaker)
    return f"organization:{'-'.join(dict.fromkeys(kept))}" if kept and told_apart else None


def _spelled_out(words: Sequence[str]) -> list[str]:
    """Words with known initials in full: "u", "n" and "un" as "united", "nations"."""
    found: list[str] = []
    for word in words:
        pair = found[-1] + word if found and len(found[-1]) == len(word) == 1 else ""
        if pair in _INITIALS:
            found[-1:] = _INITIALS[pair]
        else:
            found += _INITIALS.get(word, (word,))
    return found


def _words(statement: Statement) -> str:
    return "words:" + " ".join(statement.evidence.quote.casefold().split())


def grouped(voices: Sequence[Voice]) -> list[int]:
    """For each voice the number of its origin, counted from 0 in the order in which they first come.

    >>> lone = Voice(Standing.UNNAMED, ("words:a", "organization:wire"))
    >>> minister = Voice(Standing.STATE, ("official:sol", "state:N"))
    >>> spokesman = Voice(Standing.STATE, ("official:a/spokesman", "state:N", "organization:wire"))
    >>> agency = Voice(Standing.NAMED, ("organization:wire", "organization:wire"))
    >>> grouped([minister, lone]), grouped([minister, lone, spokesman, agency])
    ([0, 1], [0, 0, 0, 0])
    """
    if len(voices) == 1:
        return [0]
    quoting = _quoting(voices)
    heard = {voice.keys[1] for voice in voices if voice.named}
    ends = ends_of(heard, quoting)
    state = _first(voices, ends, Standing.STATE)
    government = _first(voices, ends, Standing.NAMED_OFFICE) if state is None else state
    roaming = {Standing.NAMED_OFFICE} if state is None else {Standing.NAMED_OFFICE, Standing.UNPLACED}
    if government is not None:
        placed = {voice.keys[1] for voice in voices if voice.named and voice.standing not in roaming}
        ends = {key: end if end in placed else government for key, end in ends.items()}
    parts = _Parts(
        (*voice.keys, _ANY_OFFICE) if voice.standing is Standing.OFFICE else voice.keys
        for voice in voices
        if not voice.named
    )
    absorbing = {parts.of(key): ends[key] for key in sorted(heard & parts.keys(), key=str, reverse=True)}
    roots = (
        (True, government)
        if voice.standing is Standing.OFFICE and government is not None
        else _root(voice, ends, parts, absorbing)
        for voice in voices
    )
    numbers: dict[tuple[bool, Key], int] = {}
    return [numbers.setdefault(root, len(numbers)) for root in roots]


def _first(voices: Iterable[Voice], ends: Mapping[Key, Key], standing: Standing) -> Key | None:
    """The voice of a standing that stands for all of them, always the same one."""
    return min((ends[voice.keys[1]] for voice in voices if voice.standing is standing), key=str, default=None)


def count_origins(voices: Iterable[Voice]) -> int:
    """How many independent origins these voices make."""
    return len(set(grouped(tuple(voices))))


def _root(voice: Voice, ends: Mapping[Key, Key], parts: _Parts, absorbing: Mapping[Key, Key]) -> tuple[bool, Key]:
    """What all voices of one origin have in common."""
    if voice.named:
        return True, ends[voice.keys[1]]
    part = parts.of(voice.keys[0])
    named = ends.get(voice.keys[-1], absorbing.get(part))
    return (False, part) if named is None else (True, named)


def _quoting(voices: Iterable[Voice]) -> dict[Key, set[Key]]:
    """By voice all of whose speakers quote other voices: those that they quote."""
    speakers: defaultdict[Key, set[Key]] = defaultdict(set)
    quoted: defaultdict[Key, set[Key]] = defaultdict(set)
    for voice in voices:
        if voice.named:
            speaker, own, *relays = voice.keys
            speakers[own].add(speaker)
            for relay in relays:
                quoted[relay].add(own)
    quoting: dict[Key, set[Key]] = {}
    for own, some in speakers.items():
        others = [quoted.get(speaker, set[Key]()) - {own} for speaker in some]
        if all(others):
            quoting[own] = set[Key]().union(*others)
    return quoting


class _Parts:
    """Keys that are joined where a set holds them together, directly or through others."""

    def __init__(self, sets: Iterable[Sequence[Key]]) -> None:
        self._parents: dict[Key, Key] = {}
        for keys in sets:
            for key in keys:
                self._parents[self.of(key)] = self.of(keys[0])

    def keys(self) -> Set[Key]:
        """All keys."""
        return self._parents.keys()

    def of(self, key: Key) -> Key:
        """What stands for all keys that are joined with this one."""
        while (parent := self._parents.setdefault(key, key)) != key:
            self._parents[key] = self._parents[parent]
            key = parent
        return key


def origins_of(
    statements: Iterable[Statement], entities: Mapping[str, Entity], articles: Mapping[str, Article]
) -> tuple[Origin, ...]:
    """The independent origins among statements about one claim, in order of article and place.

    Parameters:
        statements: with their voices (see `with_voices`); denials are left out.
    """
    affirming = sorted((statement for statement in statements if statement.positive), key=place)
    voices = voices_of(affirming, articles)
    members: defaultdict[int, list[tuple[Statement, Voice]]] = defaultdict(list)
    for statement, voice, number in zip(affirming, voices, grouped(voices), strict=True):
        members[number].append((statement, voice))
    return tuple(_origin(some, entities, articles) for some in members.values())


def _origin(
    members: Sequence[tuple[Statement, Voice]], entities: Mapping[str, Entity], articles: Mapping[str, Article]
) -> Origin:
    def name_of(id: str | None, article: str) -> str:
        if id is not None:
            return entities[id].name if id in entities else id
        found = articles[article]
        return found.outlet or found.title or found.name

    quoting = _quoting(voice for _, voice in members)
    named = [one for one in members if one[1].named]
    leading = sorted(named, key=lambda one: (one[1].keys[1] in quoting, one[1].standing in _ROAMING))
    lead, voice = (leading or members)[0]
    name = name_of(lead.voice if voice.named else lead.speaker, lead.evidence.article)
    ties: dict[str, Tie] = {}
    for statement, own in members:
        at = statement.evidence.article
        is_governing = voice.standing in (Standing.STATE, Standing.NAMED_OFFICE)
        if is_governing and own.standing is Standing.OFFICE and _body(statement.speaker) != _body(lead.voice):
            ties.setdefault(name_of(statement.speaker, at), Tie.MAY_SPEAK_FOR)
        elif not own.named:
            ties.setdefault(name_of(statement.speaker, at), _tie(statement, [one for one, _ in named] or [lead]))
        elif own.keys[1] != voice.keys[1]:
            is_quoting = own.keys[1] in quoting or own.standing not in _ROAMING
            ties.setdefault(name_of(statement.voice, at), Tie.QUOTES if is_quoting else Tie.MAY_SPEAK_FOR)
        else:
            for id, tie in _with_voice(statement, entities):
                ties.setdefault(name_of(id, at), tie)
    ties.pop(name, None)
    return Origin(
        name, tuple(one.id for one, _ in members), tuple(Companion(other, tie) for other, tie in ties.items())
    )


def _tie(statement: Statement, others: Sequence[Statement]) -> Tie:
    """Why a statement without a voice of its own goes with one of these."""
    beside = [one for one in others if one.evidence.article == statement.evidence.article]
    if any(_is_same_sentence(one, statement) for one in beside):
        return Tie.SENTENCE
    if beside:
        return Tie.ARTICLE
    words, body = _words(statement), _body(statement.speaker)
    if any(_words(one) == words for one in others):
        return Tie.WORDS
    others = [one for one in others if one.id != statement.id]
    return Tie.BODY if body and any(body in map(_body, (one.speaker, one.voice)) for one in others) else Tie.OUTLET


def _with_voice(statement: Statement, entities: Mapping[str, Entity]) -> Iterator[tuple[str, Tie]]:
    """Who speaks and passes on a statement with a voice, and how they belong to it."""
    speaker = statement.speaker
    relays = [id for id in statement.relayed_by if id != statement.voice]
    if speaker is not None and speaker != statement.voice:
        is_heard = statement.relayed_by and (speaker not in entities or entities[speaker].speaks_for is None)
        yield speaker, Tie.QUOTED if is_heard else Tie.SPEAKS_FOR
    for relay in relays:
        yield relay, Tie.QUOTES
