"""`claimgraph why`: the words, speakers and articles behind a claim or an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="CLAIM|EDGE")
@prints_json("One JSON object instead of text.")
@uses_store
def why(settings: Settings, what: tuple[str, ...], as_json: bool) -> None:
    """Show the words, both sides and the rule behind a claim.

    A claim or an edge: its sentences, speakers, denials, articles and the rules that found it.

    \b
    claimgraph why 1a2b3c4d                        a claim or statement, by the start of its id
    claimgraph why 'China -> Russia'               all claims behind an edge
    claimgraph why 'China -> Russia: drone engines'
    """
    from claimgraph.app import output
    from claimgraph.app.reasons import show_reasons
    from claimgraph.app.session import open_store
    from claimgraph.app.why import find_claims, network_around
    from claimgraph.graph.store.incomplete import left_out

    asked = " ".join(what)
    with open_store(settings) as store:
        claim_ids = find_claims(store, asked)
        network = network_around(store, claim_ids)
        claim_ids = claim_ids & network.records.keys()
    output.tell_left_out(left_out(network.left_out))
    if as_json:
        output.show_json(network.only(claim_ids).to_dict())
    else:
        show_reasons(network, claim_ids)
