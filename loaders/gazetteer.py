"""What claimgraph knows of names before it reads: states, groups, titles, firms' legal forms and goods.

All of it is data in `loaders/data/*.tsv`; `docs/data-files.md` describes the files.

>>> gazetteer = Gazetteer.load()
>>> match = gazetteer.state("the Kremlin’s")
>>> match.entry.id, match.entry.name, str(match.how)
('state:RU', 'Russia', 'seat')
>>> gazetteer.strip_title("Chinese foreign ministry spokeswoman Mao Ning")
('Mao Ning', ('Chinese foreign ministry spokeswoman',))
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from claimgraph.loaders.persons import TITLE_COLUMNS, Persons, Role
from claimgraph.loaders.states import (
    AMBIGUOUS_COLUMNS,
    LOOKALIKE_COLUMNS,
    STATE_COLUMNS,
    State,
    StateMatch,
    States,
)
from claimgraph.loaders.tables import data_folder, read_table
from claimgraph.loaders.words import WORD_COLUMNS, WordClass, Words


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All lookups in one place. Immutable; load it once and hand it on. No lookup raises, whatever the text."""

    states: States
    persons: Persons
    words: Words

    @classmethod
    def load(cls, folder: Traversable | None = None) -> Gazetteer:
        """Read the data files.

        Parameters:
            folder: with all the files that ship in `loaders/data`, which is the default.

        Raises:
            LoadError: a file is missing or malformed; the message names file and line.
        """
        data = folder or data_folder()
        words = Words(read_table(data / "words.tsv", WORD_COLUMNS))
        states = States(
            read_table(data / "states.tsv", STATE_COLUMNS),
            read_table(data / "ambiguous.tsv", AMBIGUOUS_COLUMNS),
            read_table(data / "lookalikes.tsv", LOOKALIKE_COLUMNS),
            words.of(WordClass.GOVERNMENT),
            words.of(WordClass.COMPOUND),
        )
        persons = Persons(read_table(data / "titles.tsv", TITLE_COLUMNS), lambda text: states.find(text) is not None)
        return cls(states, persons, words)

    def state(self, surface: str) -> StateMatch | None:
        """The state that a surface names, with how it names it; None if it names none."""
        return self.states.find(surface)

    def described(self, surface: str) -> tuple[State, ...]:
        """The states that "the North" or "the bloc" may mean in an article that has named one of them."""
        return self.states.described(surface)

    def strip_title(self, surface: str) -> tuple[str, tuple[str, ...]]:
        """A person's name without titles, and the titles as written."""
        return self.persons.strip_title(surface)

    def role(self, phrase: str) -> Role | None:
        """The role noun that a phrase ends in ("one official", "Chinese foreign ministry spokeswoman")."""
        return self.persons.role(phrase)
