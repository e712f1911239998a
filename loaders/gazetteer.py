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
from functools import partial
from importlib.resources.abc import Traversable

from claimgraph.loaders.amounts import QUANTITY_COLUMNS, Amounts
from claimgraph.loaders.firms import FirmForms, firm_forms
from claimgraph.loaders.goods import GOOD_COLUMNS, NOT_GOOD_COLUMNS, GoodMatch, Goods, IsGood
from claimgraph.loaders.groups import GROUP_COLUMNS, Group, Groups
from claimgraph.loaders.nouns import PLURAL_COLUMNS, Nouns
from claimgraph.loaders.persons import TITLE_COLUMNS, Persons
from claimgraph.loaders.places import PLACE_COLUMNS, PLACE_SIGN_COLUMNS, PROVINCE_COLUMNS, Places
from claimgraph.loaders.regions import REGION_COLUMNS, Regions
from claimgraph.loaders.states import (
    AMBIGUOUS_COLUMNS,
    LOOKALIKE_COLUMNS,
    STATE_COLUMNS,
    State,
    StateMatch,
    States,
)
from claimgraph.loaders.surfaces import slug
from claimgraph.loaders.tables import data_folder, read_table, read_words
from claimgraph.loaders.words import WORD_COLUMNS, WordClass, Words


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All lookups in one place. Immutable; load it once and hand it on. No lookup raises, whatever the text."""

    states: States
    groups: Groups
    persons: Persons
    words: Words
    firms: FirmForms
    goods: Goods
    nouns: Nouns
    places: Places
    regions: Regions
    state_bodies: frozenset[str]

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
        groups = Groups(read_table(data / "groups.tsv", GROUP_COLUMNS), states)
        firms = firm_forms(data, words)
        persons = Persons(
            read_table(data / "titles.tsv", TITLE_COLUMNS),
            lambda text: states.exact(text) is not None or groups.find(text) is not None,
            partial(_is_firm_like, firms, words),
            read_words(data / "portfolios.txt"),
        )
        amounts = Amounts(read_table(data / "quantities.tsv", QUANTITY_COLUMNS), states.is_origin)
        nouns = Nouns(read_table(data / "plurals.tsv", PLURAL_COLUMNS))
        goods = Goods(
            read_table(data / "goods.tsv", GOOD_COLUMNS),
            read_table(data / "not_goods.tsv", NOT_GOOD_COLUMNS),
            nouns,
            amounts,
        )
        places = Places(
            lambda: read_table(data / "places.tsv", PLACE_COLUMNS),
            read_table(data / "provinces.tsv", PROVINCE_COLUMNS),
            read_table(data / "place_signs.tsv", PLACE_SIGN_COLUMNS),
        )
        regions = Regions(read_table(data / "regions.tsv", REGION_COLUMNS))
        bodies = read_words(data / "state_bodies.txt")
        return cls(states, groups, persons, words, firms, goods, nouns, places, regions, bodies)

    def state(self, surface: str) -> StateMatch | None:
        """The state that a surface names, with how it names it; None if it names none."""
        return self.states.find(surface)

    def described(self, surface: str) -> tuple[State, ...]:
        """The states that "the North" or "the bloc" may mean in an article that has named one of them."""
        return self.states.described(surface)

    def strip_title(self, surface: str) -> tuple[str, tuple[str, ...]]:
        """A person's name without titles, and the titles as written."""
        return self.persons.strip_title(surface)

    def group(self, surface: str) -> Group | None:
        """The armed group, agency, body, think tank or outlet that a surface names; None if it names none."""
        return self.groups.find(surface)

    def is_region(self, surface: str) -> bool:
        """Whether a name is that of a sea, a desert or an area that is no party, or a continent's adjective."""
        return self.regions.has(surface)

    def is_firm_like(self, surface: str) -> bool:
        """Whether a name is a firm's by its legal form or its last word ("Shahin Aero Works")."""
        return _is_firm_like(self.firms, self.words, surface)

    def is_firm_collective(self, phrase: str) -> bool:
        """Whether a phrase names firms without their names ("Chinese refiners")."""
        return self.words.ends_in(phrase, WordClass.FIRM_COLLECTIVE)

    def is_organization_like(self, surface: str) -> bool:
        """Whether a phrase ends in a word for a ministry, agency or other body ("China's foreign ministry")."""
        return self.words.ends_in(surface, WordClass.ORGANIZATION_HEAD)

    def is_state_body(self, name: str) -> bool:
        """Whether a name is that of a body that speaks for the state it belongs to ("Norland's foreign ministry")."""
        words = f"-{slug(name)}-"
        return any(f"-{body}-" in words for body in self.state_bodies)

    def good(self, phrase: str) -> GoodMatch:
        """The good that a noun phrase names; every phrase gets an answer, so ask `is_good` first."""
        return self.goods.find(phrase)

    def is_good(self, head_lemma: str, phrase: str) -> IsGood:
        """Whether a phrase names something that can be supplied: yes, no or unknown."""
        return self.goods.is_good(head_lemma, phrase)


def _is_firm_like(firms: FirmForms, words: Words, surface: str) -> bool:
    return firms.has_form(surface) or words.ends_in(surface, WordClass.FIRM_HEAD)
