"""`claimgraph claim`: what a reviewer says of a reading: right, wrong, otherwise, missed; and notes on claims."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from claimgraph.app.options import prints_json, signs, takes_note, uses_store
from claimgraph.graph.model import EntityType, Modality, Stance
from claimgraph.graph.review import Reason

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings
    from claimgraph.graph.store import Store
    from claimgraph.graph.store.reviewing import Decided

Command = Callable[..., Any]
_TYPES = click.Choice([type.value for type in EntityType], case_sensitive=False)


@click.group()
def claim() -> None:
    """Check what was read: confirm, reject, correct, add, note.

    \b
    CLAIM is meant as `claimgraph why` does:
      1a2b3c4d                          a claim or statement, by the start of its id
      'China -> Russia: drone engines'  an edge
    Where several readings stand behind it, --article says which, or --all takes all.
    """


def _about_readings(command: Command) -> Command:
    """Give a command CLAIM, --article, --all, --why, --as and --json."""

    @click.argument("what", nargs=-1, required=True, metavar="CLAIM")
    @click.option("--article", metavar="A", help="The reading in this article: its id, address, name or title.")
    @click.option("--all", "every", is_flag=True, help="All readings that stand behind it.")
    @click.option("--why", default="", metavar="TEXT", help="Your reasons, kept with the decision.")
    @signs
    @prints_json("One JSON array instead of lines.")
    @uses_store
    @wraps(command)
    def run(*args: Any, what: tuple[str, ...], **more: Any) -> Any:
        return command(*args, what=" ".join(what), **more)

    return run


def _decide(
    settings: Settings,
    what: str,
    article: str | None,
    as_json: bool,
    decide: Callable[[Store, Any], Decided],
    *,
    every: bool,
) -> None:
    from claimgraph.app.reviewed import show_decided
    from claimgraph.app.reviewing import statements_meant
    from claimgraph.app.session import open_store

    with open_store(settings) as store:
        decided = [decide(store, one.statement) for one in statements_meant(store, what, article, every=every)]
    show_decided(decided, as_json=as_json)


@claim.command()
@_about_readings
def confirm(settings: Settings, what: str, article: str | None, every: bool, why: str, by: str, as_json: bool) -> None:
    """Say that a claim was read rightly."""
    _decide(settings, what, article, as_json, lambda store, one: store.confirm(one.id, by=by, why=why), every=every)


@claim.command()
@click.option(
    "--reason",
    type=click.Choice([reason.value for reason in Reason]),
    default=Reason.NO_TRANSFER.value,
    show_default=True,
    help="What is wrong with it.",
)
@_about_readings
def reject(
    settings: Settings, what: str, reason: str, article: str | None, every: bool, why: str, by: str, as_json: bool
) -> None:
    """Say that a claim was read wrongly; it leaves every query, picture and export.

    `claimgraph why CLAIM --rejected` shows it nevertheless, `claimgraph decisions undo ID` takes that back.
    """
    _decide(
        settings,
        what,
        article,
        as_json,
        lambda store, one: store.reject(one.id, Reason(reason), by=by, why=why),
        every=every,
    )


def _takes_parts(command: Command, *, required: bool) -> Command:
    for role in ("speaker", "good", "recipient", "supplier"):
        option = click.option(
            f"--{role}",
            required=required and role != "speaker",
            metavar="NAME",
            help=f"The right {role}: an entity's name or id, or words of the article.",
        )
        command = option(command)
        if role != "good":
            command = click.option(
                f"--{role}-type", type=_TYPES, help=f"What the {role} is, if the graph does not know it."
            )(command)
    command = click.option("--trigger", metavar="WORDS", help="The words of the article that tell of the transfer.")(
        command
    )
    stances = click.Choice([stance.value for stance in Stance])
    modalities = click.Choice([modality.value for modality in Modality])
    command = click.option("--stance", type=stances, help="How the speaker stands to it.")(command)
    command = click.option("--modality", type=modalities, help="Whether it takes place.")(command)
    return click.option("--hedged/--not-hedged", default=None, help="Whether it is left in doubt.")(command)


def _corrects(command: Command) -> Command:
    return _takes_parts(command, required=False)


def _adds(command: Command) -> Command:
    return _takes_parts(command, required=True)


@claim.command()
@_corrects
@click.option("--own-voice", is_flag=True, help="Nobody is quoted: the article says so itself.")
@_about_readings
def correct(
    settings: Settings,
    what: str,
    article: str | None,
    every: bool,
    why: str,
    by: str,
    as_json: bool,
    own_voice: bool,
    **right: Any,
) -> None:
    """Say what a claim should have been read as; what is not given stays as it was read.

    \b
    claimgraph claim correct 1a2b3c4d --good 'machine tools'
    claimgraph claim correct 'China -> Russia: optics' --article wire-7 --supplier 'iRay' --supplier-type Firm
    """

    def decide(store: Store, statement: Any) -> Decided:
        from claimgraph.app.reviewing import part_meant, words_at
        from claimgraph.graph.store.deciding import Correction

        evidence = statement.evidence
        near = (evidence.start, evidence.end)
        parts = {
            role: part_meant(store, evidence.article, role, right[role], near, _type(right, role))
            for role in ("supplier", "recipient", "good", "speaker")
            if right[role] is not None
        }
        correction = Correction(
            **parts,
            own_voice=own_voice,
            stance=Stance(right["stance"]) if right["stance"] else None,
            modality=Modality(right["modality"]) if right["modality"] else None,
            hedged=right["hedged"],
            trigger=words_at(store, evidence.article, right["trigger"], near) if right["trigger"] else None,
        )
        return store.correct(statement.id, correction, by=by, why=why)

    if own_voice and right["speaker"] is not None:
        raise click.UsageError("--own-voice says that there is no speaker: leave --speaker out")
    _decide(settings, what, article, as_json, decide, every=every)


def _type(given: dict[str, Any], role: str) -> EntityType | None:
    told = given.get(f"{role}_type")
    return EntityType(told) if told else None


@claim.command()
@click.argument("article", metavar="ARTICLE")
@_adds
@click.option("--quote", metavar="TEXT", help="The words of the article that carry it [default: the sentences around].")
@click.option("--why", default="", metavar="TEXT", help="Your reasons, kept with the decision.")
@signs
@prints_json("One JSON array instead of a line.")
@uses_store
def add(settings: Settings, article: str, quote: str | None, why: str, by: str, as_json: bool, **given: Any) -> None:
    """Add a claim that the reading of an article missed.

    ARTICLE is its id, address, name or title. The parts are words of the article, or names of the graph.

    \b
    claimgraph claim add wire-7 --supplier Iran --recipient Russia --good drones --quote 'drones from Iran'
    """
    from claimgraph.app.reviewed import show_decided
    from claimgraph.app.reviewing import closest, evidence_around, part_meant, span_of, words_at
    from claimgraph.app.session import open_store
    from claimgraph.graph.errors import QueryError
    from claimgraph.graph.store.deciding import Addition

    with open_store(settings) as store:
        where = store.find_article(article)
        text = store.text(where.id)
        evidence = span_of(text, quote) if quote else None
        if quote and evidence is None:
            raise QueryError(f"the article {where.name} does not say {quote!r:.100}")
        words = {role: given[role] for role in ("supplier", "recipient", "good", "speaker") if given[role] is not None}
        near = evidence or closest(text, list(words.values()))
        parts = {
            role: part_meant(store, where.id, role, told, near, _type(given, role)) for role, told in words.items()
        }
        trigger = words_at(store, where.id, given["trigger"], near) if given["trigger"] else None
        spans = [part.span for part in parts.values() if part.span is not None] + ([trigger] if trigger else [])
        if evidence is None and not spans:
            raise QueryError(f"the article {where.name} has none of these words; give --quote")
        stance = Stance(given["stance"]) if given["stance"] else Stance.ALLEGES if given["speaker"] else Stance.ASSERTS
        claim = Addition(
            where.id,
            evidence or evidence_around(text, spans),
            parts["supplier"],
            parts["recipient"],
            parts["good"],
            stance,
            parts.get("speaker"),
            Modality(given["modality"] or Modality.ACTUAL),
            bool(given["hedged"]),
            trigger,
        )
        decided = store.add(claim, by=by, why=why)
    show_decided([decided], as_json=as_json)


@claim.command()
@click.argument("what", metavar="EDGE")
@click.option("--doubt", is_flag=True, help="You doubt it rather than affirm it.")
@click.option("--why", required=True, metavar="TEXT", help="How you know.")
@signs
@prints_json("One JSON array instead of a line.")
@uses_store
def know(settings: Settings, what: str, doubt: bool, why: str, by: str, as_json: bool) -> None:
    """Say something of your own knowledge, as 'SUPPLIER -> RECIPIENT: GOOD', whether or not an article says so.

    It is no article's word: it makes no claim asserted, gives no origin, and is shown apart by `claimgraph why`.
    """
    from claimgraph.app.reviewed import show_decided
    from claimgraph.app.session import open_store
    from claimgraph.app.why import EDGE
    from claimgraph.graph.errors import QueryError
    from claimgraph.queries.entities import the_one_named

    edge = EDGE.fullmatch(what)
    if edge is None or not edge["good"]:
        raise QueryError(f"{what!r:.100} is no claim: write it as 'SUPPLIER -> RECIPIENT: GOOD'")
    with open_store(settings) as store:
        supplier, recipient = (the_one_named(store, edge[part]).id for part in ("supplier", "recipient"))
        good = the_one_named(store, edge["good"], (EntityType.GOOD,)).id
        decided = store.know(supplier, recipient, good, by=by, why=why, affirms=not doubt)
    show_decided([decided], as_json=as_json)


@claim.command()
@click.argument("what", metavar="CLAIM")
@takes_note
def note(settings: Settings, what: str, text: str, is_tag: bool, by: str, as_json: bool) -> None:
    """Note something on a claim, whoever states it, or tag it; nothing else changes."""
    from claimgraph.app.reviewed import show_decided
    from claimgraph.app.session import open_store
    from claimgraph.app.why import find_claims
    from claimgraph.graph.errors import QueryError

    with open_store(settings) as store:
        found = sorted(find_claims(store, what))
        if len(found) > 1:
            raise QueryError(f"{what!r} means {len(found)} claims; give one of their ids: {', '.join(found[:6])}")
        decide = store.tag if is_tag else store.note_on
        decided = decide(found[0], text, by=by)
    show_decided([decided], as_json=as_json)
