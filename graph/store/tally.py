"""What statements add up to, kept as counts: one statement more or less needs no look at all the others.

A `Fact` is what one statement adds to its claim; a `Tally` is the sum of facts about one claim. Facts can be added and
taken away in any order, and a tally that is built anew from all facts is the same.

>>> fact = Fact("claim:1", Stance.ALLEGES, "a", day="2026-03-01", keys=(1, 7, 7))
>>> tally = Tally().changed([], [fact, fact])
>>> tally.stances.alleging, tally.origins, tally.row()["last_said"]
(2, 1, '2026-03-01')
>>> tally.changed([fact, fact], []) == Tally()
True
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, TypeVar

from claimgraph.graph.model import Article, Stance, Statement
from claimgraph.graph.origins import Key, Standing, Voice, count_origins, voices_of
from claimgraph.graph.status import Stances

Keys = tuple[int, ...]
_K = TypeVar("_K")

_HEAD = struct.Struct("<IB")
_STANCES = ("asserting", "alleging", "denying", "own_denials")
_AT = {Stance.ASSERTS: 0, Stance.ALLEGES: 1, Stance.DENIES: 2}
_OWN_DENIALS, _HEDGING = 3, 4
"""Where each stance, denials in an own voice and what is hedged are counted while facts come and go."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one statement adds to its claim.

    `day` is an ISO date, "" where none is known. `keys` tell the voice: the number of its standing, then hashes of its
    keys; none for denials, which have no part in it. `confidence` is that of an affirming statement, else None.
    """

    claim: str
    stance: Stance
    article: str
    speaker: str | None = None
    hedged: bool = False
    day: str = ""
    via: tuple[str, ...] = ()
    keys: Keys = ()
    confidence: float | None = None

    @property
    def positive(self) -> bool:
        """Whether it affirms the claim."""
        return self.stance is not Stance.DENIES


def facts_of(statements: Iterable[Statement], articles: Mapping[str, Article]) -> list[Fact]:
    """What statements add to their claims.

    Parameters:
        statements: with their voices; all that the articles make about these claims.
        articles: the articles of the statements, by id.
    """
    said: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.claim].append(statement)
    return [fact for about in said.values() for fact in _facts(about, articles)]


def _facts(about: Iterable[Statement], articles: Mapping[str, Article]) -> Iterator[Fact]:
    affirming = [statement for statement in about if statement.positive]
    for statement, voice in zip(affirming, voices_of(affirming, articles), strict=True):
        yield _fact(statement, articles, (int(voice.standing), *map(_hash, voice.keys)))
    for statement in about:
        if not statement.positive:
            yield _fact(statement, articles, ())


def _fact(statement: Statement, articles: Mapping[str, Article], keys: Keys) -> Fact:
    article = articles[statement.evidence.article]
    published = article.published.isoformat() if article.published else ""
    return Fact(
        statement.claim,
        statement.stance,
        article.id,
        statement.speaker,
        statement.hedged,
        statement.said_on or published,
        tuple(sorted(set(statement.via))),
        keys,
        statement.confidence if statement.positive else None,
    )


def _hash(key: Key) -> int:
    return int.from_bytes(blake2b(str(key).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Tally:
    """The sum of all facts about one claim.

    `articles` counts the articles that affirm it, `days` statements by day, `voices` affirming statements by the keys
    of their voice, `via` statements by places of transit, `confidences` affirming statements by their confidence.
    """

    stances: Stances = field(default_factory=Stances)
    hedging: int = 0
    articles: int = 0
    days: Mapping[str, int] = field(default_factory=dict)
    voices: Mapping[Keys, int] = field(default_factory=dict)
    via: Mapping[str, int] = field(default_factory=dict)
    confidences: Mapping[float, int] = field(default_factory=dict)

    def changed(self, gone: Iterable[Fact], come: Iterable[Fact]) -> Tally:
        """The tally after facts go and others come; of an article that is in either, all facts must be given."""
        gone, come = tuple(gone), tuple(come)
        stances = self.stances
        counts = [stances.asserting, stances.alleging, stances.denying, stances.own_denials, self.hedging]
        days, voices, via = dict(self.days), dict(self.voices), dict(self.via)
        confidences = dict(self.confidences)
        for facts, sign in ((gone, -1), (come, 1)):
            for fact in facts:
                _count(counts, fact, sign)
                days[fact.day] = days.get(fact.day, 0) + sign
                for place in fact.via:
                    via[place] = via.get(place, 0) + sign
                if fact.positive:
                    voices[fact.keys] = voices.get(fact.keys, 0) + sign
                if fact.confidence is not None:
                    confidences[fact.confidence] = confidences.get(fact.confidence, 0) + sign
        articles = self.articles + _affirming_articles(come) - _affirming_articles(gone)
        if gone:
            days, voices, via, confidences = _left(days), _left(voices), _left(via), _left(confidences)
        return Tally(Stances(*counts[:_HEDGING]), counts[_HEDGING], articles, days, voices, via, confidences)

    @classmethod
    def of_row(cls, row: Mapping[str, Any], via: Mapping[str, int]) -> Tally:
        """The tally that the properties of a claim's node tell."""
        return cls(
            Stances(*(row[name] for name in _STANCES)),
            row["hedging"],
            row["articles"],
            dict(zip(row["days"], row["day_counts"], strict=True)),
            unpacked(row["voices"]),
            via,
            dict(zip(row.get("confidences") or (), row.get("confidence_counts") or (), strict=True)),
        )

    def row(self) -> dict[str, Any]:
        """The properties of the claim's node that follow from the tally alone."""
        days, stances = sorted(self.days), self.stances
        said_on = [day for day in days if day]
        origins, last_said = self.origins, said_on[-1] if said_on else None
        confidences = sorted(self.confidences)
        rank = f"{origins:06d} {last_said or ''}"
        return {
            "hedged": bool(stances.affirming) and self.hedging == stances.affirming,
            "origins": origins,
            "first_said": said_on[0] if said_on else None,
            "last_said": last_said,
            "rank": rank,
            "echo": f"{self.articles:06d} {rank}" if origins == 1 < self.articles else None,
            "articles": self.articles,
            "asserting": stances.asserting,
            "alleging": stances.alleging,
            "denying": stances.denying,
            "own_denials": stances.own_denials,
            "hedging": self.hedging,
            "days": days,
            "day_counts": [self.days[day] for day in days],
            "voices": packed(self.voices),
            "confidence": confidences[-1] if confidences else None,
            "confidences": confidences or None,
            "confidence_counts": [self.confidences[one] for one in confidences] or None,
        }

    @property
    def statements(self) -> int:
        """How many statements there are about the claim."""
        return self.stances.affirming + self.stances.denying

    @property
    def origins(self) -> int:
        """How many independent origins affirm the claim."""
        if len(self.voices) < 2:
            return len(self.voices)
        return count_origins(Voice(Standing(keys[0]), keys[1:]) for keys in self.voices)

    @property
    def months(self) -> frozenset[str]:
        """The months (YYYY-MM) in which anything was said; "" where a day is not known."""
        return frozenset(day[:7] for day in self.days)


def _left(counts: dict[_K, int]) -> dict[_K, int]:
    return {key: count for key, count in counts.items() if count > 0}


def _count(counts: list[int], fact: Fact, sign: int) -> None:
    counts[_AT[fact.stance]] += sign
    if fact.positive:
        counts[_HEDGING] += sign * fact.hedged
    elif fact.speaker is None:
        counts[_OWN_DENIALS] += sign


def _affirming_articles(facts: Iterable[Fact]) -> int:
    return len({fact.article for fact in facts if fact.positive})


def packed(voices: Mapping[Keys, int]) -> bytes:
    """Keys and counts as bytes: for each how often (4 bytes), how many keys (1), the keys (8 each); in order."""
    return b"".join(
        _HEAD.pack(count, len(keys)) + struct.pack(f"<{len(keys)}Q", *keys) for keys, count in sorted(voices.items())
    )


def unpacked(data: bytes) -> dict[Keys, int]:
    """What `packed` made bytes of.

    >>> unpacked(packed({(1, 2): 3})) == {(1, 2): 3}
    True
    """
    voices: dict[Keys, int] = {}
    at = 0
    while at < len(data):
        count, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        voices[struct.unpack_from(f"<{length}Q", data, at)] = count
        at += 8 * length
    return voices
