"""What the articles in `seeds/` say, claim by claim: it is the first thing that a new user sees, so all of it is right.

The list was made by reading the articles. It leaves out one transfer that they report and that is not found: the
lithium carbonate that Altamera Resources delivers to South Korea ("about two thirds of that volume").
"""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.graph.model import Reading
from claimgraph.graph.network import Network
from claimgraph.loaders.articles import read_articles
from claimgraph.loaders.sources import read_sources

SEEDS = Path(__file__).parents[2] / "seeds"
CLAIMS = """
alleged actual    | China -> Russia: satellite imagery    | U.S. officials | |
alleged actual    | China -> Russia: weapons technology   | U.S. officials | |
alleged actual    | China -> Russia: machine tools        | U.S. officials | |
alleged actual    | China -> Russia: microelectronics     | U.S. officials | | in 2023; 90%
alleged actual    | China -> Russia: drone engines        | U.S. officials | |
alleged actual    | iRay Technology -> Russia: military optics | U.S. officials | |
alleged actual    | North China Research Institute of Electro-Optics -> Russia: military optics | U.S. officials | |
alleged hedged actual | Chinese companies -> Russia: nitrocellulose | U.S. officials | |
denied actual     | China -> Russia: weapons              | | China, Liu Pengyu |
denied actual     | China -> Ukraine: weapons             | | China, Liu Pengyu |
asserted actual   | Pellworth -> Kenya: insulin           | Pellworth | | since April; 2.4 million vials
asserted actual   | Pellworth -> Kenya: antibiotics       | Pellworth | |
asserted planned  | Pellworth -> Uganda: vaccines         | Pellworth | | in the autumn
asserted planned  | Marlow Brothers -> Kenya: wheat       | Marlow Brothers | | 150,000 tonnes
negated blocked   | Japan -> Ostrel Works: semiconductors | trade ministry | |
asserted actual   | Lumetra -> Ostrel Works: microcontrollers | Lumetra, trade ministry | | Until February
contested hedged actual | Jin Hale Electronics -> Ostrel Works: microcontrollers \
| Japanese official | Jin Hale Electronics | in May
asserted actual   | Chile -> South Korea: lithium carbonate | customs data | | 41,200 tonnes
asserted actual   | Altamera Resources -> Voltacel: nickel sulphate | customs data | | 3,000 tonnes
asserted planned  | Altamera Resources -> Voltacel: lithium hydroxide \
| Altamera Resources | | From July
asserted actual   | South Korea -> Chile: diesel \
| Harbour & Rail Daily (the article itself) | | between January and March; $88 million
asserted actual   | Trinidad and Tobago -> Chile: liquefied natural gas \
| Harbour & Rail Daily (the article itself) | |
contested actual  | Altamera Resources -> Kestrel Dynamics: lithium carbonate \
| Arms Trace Institute, Lawmakers in Santiago | Altamera Resources, Ines Calloway | last year
contested actual  | Ostrel Works -> Sarran Liberation Front: guided rockets \
| Arms Trace Institute, Miriam Adeyo | Ostrel Works, Tomas Welk, lawyer | at least four consignments
asserted actual   | Ostrel Works -> Sarran Liberation Front: trucks | Tomas Welk | | in 2022
asserted actual   | Ostrel Works -> Sarran Liberation Front: field radios | Tomas Welk | | in 2022
alleged actual    | Ostrel Works -> Sarran Liberation Front: drones | Rafael Imbert | |
"""
"""Status, hedging and modality; the claim; who says so; who denies it; when and how much."""
AFFILIATIONS = {
    "Chinese companies": "China",
    "Ines Calloway": "Altamera Resources",
    "Japanese official": "Japan",
    "Jin Hale Electronics": "Singapore",
    "Lawmakers in Santiago": "Chile",
    "Liu Pengyu": "China",
    "Lumetra": "Japan",
    "North China Research Institute of Electro-Optics": "China",
    "Tomas Welk": "Ostrel Works",
    "U.S. officials": "United States",
    "broker in Cyprus": "Cyprus",
    "lawyer": "Ostrel Works",
    "trade ministry": "Japan",
}
"""For whom somebody speaks, or where a firm or body is based."""


@pytest.fixture(scope="module")
def network() -> Network:
    readings = [one for one in read_articles(read_sources([str(SEEDS)])) if isinstance(one, Reading)]
    assert len(readings) == len(list(SEEDS.glob("*.md")))
    return Network.of_readings(readings)


def test_the_seeds_claim_what_their_texts_say_and_nothing_else(network: Network) -> None:
    lines = CLAIMS.replace("->", "→").strip().splitlines()
    expected = {" | ".join(cell.strip() for cell in line.split("|")) for line in lines}
    assert set(_told(network)) == expected


def test_everybody_in_the_seeds_speaks_for_whom_the_text_says(network: Network) -> None:
    names = {id: entity.name for id, entity in network.entities.items()}
    homes = {one.name: one.speaks_for or one.country for one in network.entities.values()}
    assert {name: names[home] for name, home in homes.items() if home} == AFFILIATIONS


def test_every_state_that_the_seeds_list_is_named_or_needed(network: Network) -> None:
    assert "state:GB" not in network.entities  # the home of a news agency that only hears what officials say


def _told(network: Network) -> list[str]:
    lines = []
    for record in network.records.values():
        times = {one.time for one in record.statements if one.time}
        amounts = {one.quantity for one in record.statements if one.quantity}
        cells = (
            f"{record.status}{' hedged' if record.hedged else ''} {record.claim.modality}",
            network.headline(record.claim.id),
            ", ".join(sorted({network.speaker_name(one) for one in record.affirming})),
            ", ".join(sorted({network.speaker_name(one) for one in (*record.denying, *record.covering)})),
            "; ".join((*sorted(times), *sorted(amounts))),
        )
        lines.append(" | ".join(cells))
    return lines
