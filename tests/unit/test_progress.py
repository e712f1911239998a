"""What is shown while articles are loaded."""

from __future__ import annotations

from building import document

from claimgraph.app.progress import counting_articles


def test_a_batch_of_which_every_article_was_refused_counts_none() -> None:
    with counting_articles(2) as count:
        count(())
        count((document("a", "Norland sold lathes.").article,))
