"""What reviewers decided, for people: what one decision did, and lists of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from rich.text import Text

from claimgraph.app.output import show_json
from claimgraph.app.reviewing import decided_to_dict, reviewed_to_dict, says
from claimgraph.app.words import console, fitting, listing
from claimgraph.graph.counting import counted
from claimgraph.graph.printable import message, safe, shortened
from claimgraph.graph.review import ReadThere

if TYPE_CHECKING:
    from claimgraph.graph.review import Review
    from claimgraph.graph.store.reviewing import Decided, Reviewed


def short(id: str) -> str:
    """The start of a decision's id, enough for a person to name it."""
    return id.removeprefix("decision:")[:8]


def show_decided(decided: Sequence[Decided], *, as_json: bool) -> None:
    """One line on each decision that was taken."""
    if as_json:
        show_json([decided_to_dict(one) for one in decided])
        return
    for one in decided:
        change = one.change
        parts = [
            counted(number, what)
            for number, what in (
                (change.claims_added, "new claim"),
                (change.claims_removed, "claim"),
            )
            if number
        ]
        effect = f": {' and '.join(parts)}{' gone' if change.claims_removed else ''}" if parts else ""
        instead = f"; in place of {', '.join(short(other.id) for other in one.replaced)}" if one.replaced else ""
        click.echo(fitting(f"{in_one_line(one.review)}{effect}{instead} [{short(one.review.id)}]"))


def in_one_line(review: Review) -> str:
    """A decision as a line: its kind, what it is about, what it says.

    >>> from claimgraph.graph.decision import Kind
    >>> from claimgraph.graph.model import EntityType
    >>> from claimgraph.graph.review import Named, Review
    >>> acme = Named("firm:acme", EntityType.FIRM, "ACME")
    >>> in_one_line(Review.of(Kind.RENAME, acme, "Ada", "2026-03-01", {"name": "Acme"}))
    'rename ACME: Acme'
    """
    told = says(review)
    return message(f"{review.kind.value} {review.subject}{f': {told}' if told else ''}")


def show_reviews(reviews: Sequence[Reviewed], *, as_json: bool, of: int) -> None:
    """Decisions in force, with what became of each.

    Parameters:
        of: how many are in force in all.
    """
    if as_json:
        show_json([reviewed_to_dict(one) for one in reviews])
        return
    if not reviews and of:
        click.echo(f"None of the {counted(of, 'decision')} in force is of this kind.")
        return
    if not reviews:
        click.echo("No decision is in force; `claimgraph review` goes through what is worth checking.")
        return
    rows = [
        (
            Text(short(one.review.id), "dim"),
            safe(one.review.at[:10]),
            safe(one.review.by),
            one.review.kind.value,
            safe(_about(one.review)),
            safe(shortened(says(one.review))),
            safe(shortened(one.review.why)),
            _standing(one),
        )
        for one in reviews
    ]
    headings = ("Id", "Since", "Who", "Decision", "About", "Says", "Why", "Standing")
    console().print(listing(headings, rows, whole=("Id", "Since", "Decision")))


def _about(review: Review) -> str:
    about = review.about
    where = f" in {about.place.title or about.place.name}" if isinstance(about, ReadThere) else ""
    return f"{review.subject}{where}"


def _standing(one: Reviewed) -> str:
    against = f" with {', '.join(map(short, one.against))}" if one.against else ""
    return f"{one.standing.value}{against}"


def show_rejected(reviews: Sequence[Reviewed]) -> None:
    """Rejected readings, with the words that were misread."""
    terminal = console()
    for one in reviews:
        about = one.review.about
        if not isinstance(about, ReadThere):
            continue
        terminal.print(Text(safe(f"\nRejected: {about.headline}"), "bold"), Text(one.standing.value, "dim"))
        terminal.print(Text(safe(f"  “{' '.join(about.place.quote.split())}”"), "italic"))
        why = f": {one.review.why}" if one.review.why else ""
        terminal.print(Text(safe(f"  {says(one.review)}, says {one.review.by}{why}")))
        terminal.print(
            Text(safe(f"  {about.place.title or about.place.name} · decision {short(one.review.id)}"), "dim")
        )


def show_own_knowledge(reviews: Sequence[Reviewed]) -> None:
    """What analysts say of their own knowledge that no article states."""
    for one in reviews:
        review = one.review
        line = f"No article: {review.subject}; {review.by} {says(review)} it of his own knowledge"
        console().print(Text(safe(f"{line}{f' ({review.why})' if review.why else ''}"), "cyan"))
