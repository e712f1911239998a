"""`claimgraph why`: the words, speakers and articles behind a claim or an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claimgraph.app.options import prints_json, uses_store

if TYPE_CHECKING:
    from claimgraph.app.settings import Settings


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="CLAIM|EDGE")
@click.option("--rejected", is_flag=True, help="Also the readings that reviewers rejected.")
@prints_json("One JSON object instead of text.")
@uses_store
def why(settings: Settings, what: tuple[str, ...], rejected: bool, as_json: bool) -> None:
    """Show the words, both sides and the rule behind a claim.

    A claim or an edge: its sentences, speakers, denials, articles and the rules that found it.

    \b
    claimgraph why 1a2b3c4d                        a claim or statement, by the start of its id
    claimgraph why 'China -> Russia'               all claims behind an edge
    claimgraph why 'China -> Russia: drone engines'
    """
    from claimgraph.app import output
    from claimgraph.app.reasons import show_reasons
    from claimgraph.app.remarks import Remarks
    from claimgraph.app.reviewed import show_own_knowledge, show_rejected
    from claimgraph.app.reviewing import own_knowledge, reviewed_to_dict
    from claimgraph.app.reviewing import rejected as rejected_readings
    from claimgraph.app.session import open_store
    from claimgraph.app.why import find_claims, network_around
    from claimgraph.graph.errors import QueryError
    from claimgraph.graph.network import Network
    from claimgraph.graph.store.incomplete import left_out

    asked = " ".join(what)
    with open_store(settings) as store:
        reviews = store.reviews()
        refused = rejected_readings(reviews, asked) if rejected else []
        known = own_knowledge(reviews, asked)
        try:
            claim_ids = find_claims(store, asked)
        except QueryError:
            if not refused and not known:
                raise
            claim_ids = set()
        network = network_around(store, claim_ids) if claim_ids else Network.of_readings(())
        claim_ids = claim_ids & network.records.keys()
    output.tell_left_out(left_out(network.left_out))
    remarks = Remarks.of(reviews)
    if as_json:
        told = network.only(claim_ids).to_dict()
        beside = [reviewed_to_dict(one) for one in remarks.about(network.only(claim_ids))]
        beside += [one for one in map(reviewed_to_dict, known) if one not in beside]
        output.show_json({**told, "decisions": beside, "rejected": [reviewed_to_dict(one) for one in refused]})
    else:
        show_reasons(network, claim_ids, remarks)
        show_own_knowledge([one for one in known if one.subject not in claim_ids])
        show_rejected(refused)
