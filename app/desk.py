"""A reviewer at the terminal: one item a screen, one key a decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from rich.text import Text

from claimgraph.app.reasons import show_reasons
from claimgraph.app.reviewed import in_one_line, short
from claimgraph.app.reviewing import part_meant
from claimgraph.app.words import console, fitting
from claimgraph.graph.counting import counted
from claimgraph.graph.decision import Kind
from claimgraph.graph.errors import ClaimgraphError, ReviewError
from claimgraph.graph.model import Modality, Stance
from claimgraph.graph.network import Network
from claimgraph.graph.printable import safe
from claimgraph.graph.review import Reason
from claimgraph.graph.store.reviewing import Decided

if TYPE_CHECKING:
    from claimgraph.app.worklist import Worklist
    from claimgraph.graph.model import Statement
    from claimgraph.graph.store import Store
    from claimgraph.graph.worklist import Item

_READING_KEYS = "[c]onfirm  [r]eject  [e]correct  [n]ote  [x]unsure  s[k]ip  [u]ndo  [q]uit"
_EQUALS_KEYS = "[s]ame  [d]ifferent  [x]unsure  s[k]ip  [u]ndo  [q]uit"
_ENTER = ("\r", "\n")
_ROLES = ("supplier", "recipient", "good", "speaker")


class _EnoughError(Exception):
    """The reviewer has enough for now."""


def _key() -> str:
    """The next key.

    Raises:
        ReviewError: there is no terminal.
    """
    try:
        key = click.getchar()
    except OSError as error:
        raise ReviewError("a review needs a terminal; `claimgraph review --json` prints the worklist") from error
    if not key:
        raise _EnoughError
    return key


class Desk:
    """Goes through a worklist; every decision is in the store before the next item is shown.

    Parameters:
        by: the reviewer.
        article: the id of the article to which the list is narrowed; it is ticked as checked at the end if he says so.
    """

    def __init__(self, store: Store, work: Worklist, by: str, article: str | None = None) -> None:
        self._store, self._work, self._by, self._article = store, work, by, article
        self._at = 0
        self._taken: list[tuple[int, Decided]] = []
        self._terminal = console()
        self._seen = Network({}, {}, {})

    def go_through(self, limit: int | None = None) -> None:
        """Show item after item until the list ends or the reviewer quits.

        Parameters:
            limit: how many items are shown.
        """
        items = self._work.items[:limit]
        if not items:
            click.echo("Nothing is left to check here.")
        try:
            while self._at < len(items):
                self._show(items[self._at], self._at + 1, len(items))
                self._at = self._ask(items[self._at])
            self._tick()
        except (_EnoughError, EOFError, click.Abort):
            click.echo("\nThe rest waits; `claimgraph review` goes on where you were.")
        click.echo(f"{counted(len(self._taken), 'decision')} taken.")

    def _tick(self) -> None:
        if self._article is None:
            return
        click.echo("Is all that this article claims judged, and what was missed added? [y/n] ", nl=False)
        answer = _key()
        click.echo()
        if answer.lower() == "y":
            self._take(self._store.check_article(self._article, by=self._by))

    def _show(self, item: Item, number: int, total: int) -> None:
        work = self._work
        click.clear()
        why = ", ".join(one.value for one in item.because)
        done = f"{work.checked + len(self._taken):,} of {work.readings:,} checked"
        detail = f" · {item.detail}" if item.detail else ""
        self._terminal.print(Text(safe(f"{number} of {total} · {why}{detail} · {done}"), "dim"))
        self._seen = self._store.network([item.claim] if item.claim is not None else [], item.pair or ())
        if item.claim is not None:
            statement = self._statement(item)
            quote = " ".join(statement.evidence.quote.split())
            self._terminal.print(Text(safe(f"\n“{quote}”"), "bold italic"))
            article = self._seen.articles[statement.evidence.article]
            self._terminal.print(Text(fitting(f"{article.outlet} {article.title or article.name}".strip()), "dim"))
            self._terminal.print()
            show_reasons(self._seen, [item.claim])
        for id in item.pair or ():
            entity = self._seen.entities[id]
            named = ", ".join(entity.aliases[:5])
            self._terminal.print(
                Text(safe(f"\n{entity.name}"), "bold"), Text(safe(f"{entity.type.value} {id} {named}"), "dim")
            )

    def _statement(self, item: Item) -> Statement:
        record = self._seen.records[item.claim or ""]
        return next(one for one in record.statements if one.id == item.id)

    def _ask(self, item: Item) -> int:
        """Ask until the item is decided or skipped, or another one is open again; where to go on."""
        keys = self._reading_keys() if item.claim is not None else self._equals_keys()
        while True:
            click.echo(f"\n{_READING_KEYS if item.claim is not None else _EQUALS_KEYS} ", nl=False)
            key = _key().lower()
            click.echo(key if key.isprintable() else "")
            if key in ("q", "\x04", "\x03"):
                raise _EnoughError
            if key in ("k", " ", *_ENTER):
                return self._at + 1
            if key == "u":
                if (opened := self._undo()) != self._at:
                    return opened
            elif key in keys:
                try:
                    if keys[key](item):
                        return self._at + 1
                except ClaimgraphError as error:
                    click.echo(f"Not taken: {safe(str(error))}")

    def _reading_keys(self) -> dict[str, Callable[[Item], bool]]:
        return {"c": self._confirm, "r": self._reject, "e": self._correct, "n": self._note, "x": self._unsure}

    def _equals_keys(self) -> dict[str, Callable[[Item], bool]]:
        return {"s": self._same, "d": self._different, "x": self._unsure_equals}

    def _take(self, decided: Decided) -> bool:
        self._taken.append((self._at, decided))
        click.echo(fitting(f"{in_one_line(decided.review)} [{short(decided.review.id)}]"))
        return True

    def _undo(self) -> int:
        """Undo the last decision; where the item stands that is open again."""
        if not self._taken:
            click.echo("Nothing was decided in this run; `claimgraph decisions undo ID` undoes earlier ones.")
            return self._at
        at, last = self._taken.pop()
        self._store.undo(last.review.id, by=self._by)
        click.echo(f"Undone: {safe(in_one_line(last.review))}")
        return at

    def _confirm(self, item: Item) -> bool:
        return self._take(self._store.confirm(item.id, by=self._by))

    def _reject(self, item: Item) -> bool:
        reasons = list(Reason)
        click.echo("  ".join(f"{number} {reason.value}" for number, reason in enumerate(reasons, 1)) + " ", nl=False)
        key = _key()
        click.echo(key if key.isprintable() else "")
        if key in _ENTER:
            key = "1"
        if not key.isdigit() or not 1 <= int(key) <= len(reasons):
            return False
        return self._take(self._store.reject(item.id, reasons[int(key) - 1], by=self._by))

    def _correct(self, item: Item) -> bool:
        from claimgraph.graph.store.deciding import Correction

        statement = self._statement(item)
        near = (statement.evidence.start, statement.evidence.end)
        click.echo("What is right? An entity or words of the article; Enter keeps what was read.")
        parts = {}
        for role in _ROLES:
            words = click.prompt(f"  {role}", default="", show_default=False).strip()
            if words:
                parts[role] = part_meant(self._store, statement.evidence.article, role, words, near)
        stance = click.prompt("  stance (asserts, alleges, denies)", default="", show_default=False).strip()
        modality = click.prompt("  modality (actual, planned, blocked)", default="", show_default=False).strip()
        if stance not in ("", *Stance) or modality not in ("", *Modality):
            click.echo("Not taken: there is no such stance or modality.")
            return False
        right = Correction(
            parts.get("supplier"),
            parts.get("recipient"),
            parts.get("good"),
            parts.get("speaker"),
            stance=Stance(stance) if stance else None,
            modality=Modality(modality) if modality else None,
        )
        return self._take(self._store.correct(item.id, right, by=self._by))

    def _note(self, item: Item) -> bool:
        text = click.prompt("Note", default="", show_default=False)
        if text.strip():
            self._take(self._store.note_on(item.claim or "", text, by=self._by))
        return False

    def _unsure(self, item: Item) -> bool:
        return self._take(self._store.unsure_reading(item.id, by=self._by))

    def _same(self, item: Item) -> bool:
        first, second = item.pair or ("", "")
        known = {one.review.id for one in self._store.reviews()}
        change = self._store.merge(first, second, by=self._by)
        merged = [one.review for one in self._store.reviews() if one.review.kind is Kind.MERGE]
        new = [one for one in merged if one.id not in known]
        if not new:
            click.echo("They are one again: what parted them is taken back.")
            return True
        return self._take(Decided(new[-1], change))

    def _different(self, item: Item) -> bool:
        first, second = item.pair or ("", "")
        return self._take(self._store.not_same(first, second, by=self._by))

    def _unsure_equals(self, item: Item) -> bool:
        first, second = item.pair or ("", "")
        return self._take(self._store.unsure(first, second, by=self._by))
