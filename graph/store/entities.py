"""How entities change when articles that mention them come and go: pure functions over forms and their counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from claimgraph.graph.model import Entity
from claimgraph.graph.namesakes import namesake_id
from claimgraph.graph.network import merge_forms
from claimgraph.graph.store.change import Told
from claimgraph.graph.store.rows import Row, entity_of_form, is_added, read_key

Links = tuple[str | None, str | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity before and after a write; None where it does not exist then.

    `stored` are the properties of its node before, empty where it is new; `forms` counts the forms afterwards.
    """

    before: Entity | None
    after: Entity | None
    stored: Row
    forms: Mapping[str, int]

    @property
    def relinked(self) -> bool:
        """Whether it is linked to others than before."""
        return self.before is not self.after and links_of(self.before) != links_of(self.after)

    @property
    def moved(self) -> bool:
        """Whether it is a kind of other goods than before."""
        return self.before is not None and self.relinked and links_of(self.before)[2] != links_of(self.after)[2]


def links_of(entity: Entity | None) -> Links:
    """What an entity is linked to: its country, whom it speaks for, the goods that it is a kind of."""
    return (entity.country, entity.speaks_for, entity.kinds) if entity else (None, None, ())


def entity_changes(before: Told, after: Told, stored: Mapping[str, Row]) -> dict[str, EntityChange]:
    """How all entities change that articles mentioned before or mention now.

    Parameters:
        stored: the properties of those that exist, by id.
    """
    changes: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for told, sign in ((before, -1), (after, 1)):
        for (id, form), count in told.forms.items():
            changes[id].append((form, sign * count))
    return {id: _changed(id, stored.get(id, {}), changes[id]) for id in sorted(changes)}


def _changed(id: str, stored: Row, change: Iterable[tuple[str, int]]) -> EntityChange:
    forms = forms_in(stored)
    after = dict(forms)
    for form, more in change:
        after[form] = after.get(form, 0) + more
    if min(after.values()) <= 0:
        after = {form: count for form, count in after.items() if count > 0}
    before = entity_of_forms(id, forms)
    if len(forms) == 1 and forms.keys() == after.keys():  # of one form it does not matter how many give it
        return EntityChange(before, before, stored, after)
    return EntityChange(before, entity_of_forms(id, after), stored, after)


def forms_in(stored: Row) -> dict[str, int]:
    """How many articles give which form, as the properties of a node tell."""
    return dict(zip(stored.get("forms", ()), stored.get("form_counts", ()), strict=True))


def entity_of_forms(id: str, forms: Mapping[str, int]) -> Entity | None:
    """The entity that articles tell in these forms; those that were read under its own id decide on its name, and where
    none was, those that only decisions need."""
    if len(forms) == 1:
        return _of_one_form(id, *forms)
    return _merged(id, tuple(sorted(forms.items()))) if forms else None


@lru_cache(maxsize=1 << 16)
def _of_one_form(id: str, form: str) -> Entity:
    return merge_forms({entity_of_form(id, form): 1})


@lru_cache(maxsize=1 << 16)
def _merged(id: str, forms: tuple[tuple[str, int], ...]) -> Entity:
    told: Counter[Entity] = Counter()
    own: Counter[Entity] = Counter()
    added: Counter[Entity] = Counter()
    for form, count in forms:
        entity = entity_of_form(id, form)
        told[entity] += count
        if is_added(form):
            added[entity] += count
        elif is_own(id, form):
            own[entity] += count
    return merge_forms(told, own or added or told)


def is_own(id: str, form: str) -> bool:
    """Whether an article that gives the entity of this id this form means it by its own name, not by that of another
    one with which it is one."""
    name, home, part = read_key(id, form)
    return id in (name, part) or (home is not None and id == namesake_id(name, home))
