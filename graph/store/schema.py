"""The Neo4j schema, declared once. Constraints, indexes, write statements and docs/schema.md are made from it.

>>> SCHEMA.node("Claim").key
'id'
>>> SCHEMA.constraints()[0]
'CREATE CONSTRAINT claimgraph_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE'

`reference.py` makes the reference page of it.
"""

from __future__ import annotations

from typing import LiteralString

from claimgraph.graph.store.schema_parts import FullText, Node, Property, Relationship, Schema

VERSION = 6
"""Goes up with every change that an older claimgraph could not read or write."""

MIGRATIONS: dict[int, tuple[LiteralString, ...]] = {
    1: (
        "DROP INDEX claimgraph_claim_status IF EXISTS",
        "DROP INDEX claimgraph_claim_modality IF EXISTS",
        "DROP INDEX claimgraph_claim_hedged IF EXISTS",
        "DROP INDEX claimgraph_claim_origins IF EXISTS",
        "DROP INDEX claimgraph_claim_last_said IF EXISTS",
        "DROP INDEX claimgraph_entity_mentions IF EXISTS",
    ),
    2: tuple(
        f"MATCH ()-[r:REPORTED_IN|ALLEGES|DENIES|ASSERTS]->() WHERE size(r.{absent}) = 0 "
        f"CALL {{ WITH r REMOVE r.{absent} }} IN TRANSACTIONS OF 10000 ROWS"
        for absent in ("relayed_by", "via")
    ),
    3: (),
    4: (
        # The id of an entity about which somebody decided goes on to stand for the namesake that it was then.
        "MATCH (merge:Merge) MATCH (:Entity {id: merge.kept})-[:BASED_IN|SPEAKS_FOR]->(home:State) "
        "SET merge.kept_home = home.id",
        # Articles read before have no confidence, nor do their claims: it is absent, and nothing is to be set.
    ),
    5: (),  # nobody has reviewed anything yet
}
"""What a graph of each older version needs besides the declared schema and all sums counted anew."""

_STATEMENT = (
    Property("statement", "STRING", "id of the statement"),
    Property("stance", "STRING", "`asserts`, `alleges` or `denies`"),
    Property("speaker", "STRING", "id of the deepest named speaker; absent for the article's own voice"),
    Property("quote", "STRING", "the words that carry it: `text[start:end]`"),
    Property("start", "INTEGER", "where the quote starts in the text, in code points"),
    Property("end", "INTEGER", "where it ends, exclusive"),
    Property("hedged", "BOOLEAN", "whether the speaker leaves it in doubt"),
    Property("said_on", "STRING", "when it was said: ISO date"),
    Property(
        "relayed_by",
        "LIST<STRING>",
        "ids of those who pass the words on, nearest to the speaker first; absent for none",
    ),
    Property(
        "voice",
        "STRING",
        "id of the named body or person whose word it is, for whom the speaker speaks; absent where none is named",
    ),
    Property(
        "via", "LIST<STRING>", "ids of states or firms through which the good is said to have gone; absent for none"
    ),
    Property("time", "STRING", "when the transfer took place, as written"),
    Property("quantity", "STRING", "how much, as written"),
    Property("rule", "STRING", "id of the rule that found it"),
    Property("trigger", "STRING", "the words that set the rule off"),
    Property(
        "confidence",
        "FLOAT",
        "the probability, from 0 to 1, that a reader calls it right, as the extractor estimates it; absent for none",
    ),
    Property("checked", "STRING", "`confirmed`, `corrected`, `added` or `in conflict` by reviewers; or absent"),
    Property("roles", "STRING", "where each role stands in the text: JSON, a list of [role, start, end]"),
    Property("read", "STRING", "who was read where identity decisions tell another: JSON of parties, speaker, …"),
)

_SPOKEN = (Property("article", "STRING", "id of the article"), *_STATEMENT)


def _spoken(type: LiteralString, about: LiteralString) -> Relationship:
    return Relationship(type, about, "Entity", "Claim", _SPOKEN, key="statement")


_SUMMARY = (
    Property("status", "STRING", "`asserted`, `alleged`, `contested`, `denied` or `negated`"),
    Property("hedged", "BOOLEAN", "whether all who affirm it leave it in doubt"),
    Property("origins", "INTEGER", "independent origins among those who affirm it"),
)
_MONTHS = (
    Property("months", "LIST<STRING>", "YYYY-MM in which anything was said about its claims, in order; `` undated"),
    Property(
        "month_counts",
        "LIST<INTEGER>",
        "four for each month: statements that affirm, that deny, claims that they are about, articles",
    ),
)

SCHEMA = Schema(
    nodes=(
        Node(
            "Entity",
            "A state, firm, official, good or organization. It stands as long as an article mentions it.",
            "id",
            (
                Property("id", "STRING", "`state:CN`, `firm:iray-technology`, `good:drone-engines`, …"),
                Property("name", "STRING", "the name that most articles give it", indexed=True),
                Property("aliases", "LIST<STRING>", "all other forms in which articles name it"),
                Property("article", "STRING", "id of the only article in which it means anything (unnamed officials)"),
                Property("named", "BOOLEAN", "false for a kind of good that no article names, only the taxonomy"),
                Property("doubtful", "BOOLEAN", "whether every article that names it spells it wrongly"),
                Property("mentions", "INTEGER", "how many articles mention it"),
                Property("forms", "LIST<STRING>", "the different forms that articles give it: JSON, as on MENTIONS"),
                Property("form_counts", "LIST<INTEGER>", "how many articles give each of the forms"),
                Property("search", "STRING", "name and aliases, folded, one a line: for parts of names"),
                Property("as_supplier", "INTEGER", "claims in which it supplies"),
                Property("as_recipient", "INTEGER", "claims in which it receives"),
                Property("as_good", "INTEGER", "claims in which it is supplied", indexed=True),
                Property("asserts", "INTEGER", "statements in which it asserts"),
                Property("alleges", "INTEGER", "statements in which it alleges"),
                Property("denies", "INTEGER", "statements in which it denies"),
                *_MONTHS,
            ),
            ("State", "Firm", "Official", "Good", "Organization"),
            infix="search",
        ),
        Node(
            "Article",
            "An article without its text.",
            "id",
            (
                Property("id", "STRING", "its address, or its file's name with a hash of the path"),
                Property("name", "STRING", "the short name that people use for it", indexed=True),
                Property("title", "STRING", "its title, or empty", indexed=True),
                Property("url", "STRING", "its address, or empty", indexed=True),
                Property("outlet", "STRING", "who published it, or empty"),
                Property("published", "STRING", "ISO date", indexed=True),
                Property("language", "STRING", "ISO 639-1 code"),
                Property("sha256", "STRING", "hash of the text", indexed=True),
                Property("digest", "STRING", "hash of all that was read from it; the same digest is not written again"),
                Property("reader", "STRING", "name and fingerprint of the extractor that read it; absent if unknown"),
                Property("as_read", "STRING", "what was read, where reviewers tell it otherwise: JSON; or absent"),
                Property("told", "STRING", "hash of what they make of it; or absent"),
                Property("run", "STRING", "the run of `claimgraph load` that put it here or found it unchanged"),
                Property(
                    "set_aside",
                    "LIST<STRING>",
                    "statements by which one and the same would supply itself since a merge: JSON",
                ),
            ),
        ),
        Node(
            "Text",
            "The text of an article, kept so that evidence can be checked again.",
            "article",
            (
                Property("article", "STRING", "id of the article"),
                Property("text", "STRING", "the text into which all offsets point"),
            ),
        ),
        Node(
            "Claim",
            "One proposition: a supplier supplies a good to a recipient. It stands as long as an article states it.",
            "id",
            (
                Property("id", "STRING", "made of its parts, so that ten articles give one claim"),
                Property("supplier", "STRING", "id of who supplies"),
                Property("recipient", "STRING", "id of who receives"),
                Property("good", "STRING", "id of what is supplied"),
                Property("modality", "STRING", "`actual`, `planned` or `blocked`"),
                *_SUMMARY,
                Property("denied", "BOOLEAN", "true where it is actual and somebody denies it; or absent"),
                Property(
                    "covered_by",
                    "LIST<STRING>",
                    "ids of the denied claims about broader goods whose denial covers it; or absent",
                ),
                Property("first_said", "STRING", "ISO date of the first statement", indexed=True),
                Property("last_said", "STRING", "ISO date of the last statement"),
                Property("rank", "STRING", "sorts like origins, then last_said"),
                Property(
                    "echo", "STRING", "of one origin but in several articles: sorts like articles, then rank; or absent"
                ),
                Property("articles", "INTEGER", "articles in which somebody affirms it"),
                Property("asserting", "INTEGER", "statements that assert it"),
                Property("alleging", "INTEGER", "statements that allege it"),
                Property("denying", "INTEGER", "statements that deny it"),
                Property("own_denials", "INTEGER", "denials in the own voice of an article"),
                Property("hedging", "INTEGER", "statements that affirm it and leave it in doubt"),
                Property(
                    "confidence",
                    "FLOAT",
                    "the highest confidence of the statements that affirm it; absent where none has one",
                    indexed=True,
                ),
                Property(
                    "confidences", "LIST<FLOAT>", "the different confidences of these statements, in order; or absent"
                ),
                Property("confidence_counts", "LIST<INTEGER>", "how many statements have each of them; or absent"),
                Property("days", "LIST<STRING>", "ISO dates on which anything was said about it, in order; `` undated"),
                Property("day_counts", "LIST<INTEGER>", "how many statements on each of the days"),
                Property(
                    "voices", "BYTEARRAY", "whose affirming statements it has, for counting origins; see `tally.py`"
                ),
            ),
            ranked=(
                ("supplier", "rank"),
                ("recipient", "rank"),
                ("good", "rank"),
                ("status", "rank"),
                ("origins", "articles", "rank"),
                ("supplier", "echo"),
                ("recipient", "echo"),
                ("good", "echo"),
                ("supplier", "recipient", "denied"),
            ),
        ),
        Node(
            "Pair",
            "Derived: all supplies from one to another, as the SUPPLIES between them add up.",
            "id",
            (
                Property("id", "STRING", "made of both ids"),
                Property("supplier", "STRING", "id of who supplies"),
                Property("recipient", "STRING", "id of who receives"),
                Property("claims", "INTEGER", "how many claims", indexed=True),
                Property("asserted", "INTEGER", "how many of them are asserted"),
                Property("alleged", "INTEGER", "how many are alleged"),
                Property("contested", "INTEGER", "how many are contested"),
                Property("hedged", "INTEGER", "how many are hedged by all who affirm them"),
            ),
            ranked=(("supplier", "claims"), ("recipient", "claims")),
        ),
        Node(
            "Merge",
            "The decision that one entity is one with another; all articles are told accordingly.",
            "id",
            (
                Property("id", "STRING", "id of the entity that stands under another's id"),
                Property("kept", "STRING", "that id; its entity may stand under a third in turn"),
                Property("other_name", "STRING", "the name of the entity when it was decided"),
                Property("kept_name", "STRING", "the name of the other then"),
                Property("decided_at", "STRING", "when: ISO time, UTC"),
                Property("decided_by", "STRING", "who decided it; or absent"),
                Property("kept_home", "STRING", "id of the state to which the other belonged then; or absent"),
                Property("other_home", "STRING", "id of the state to which the entity belonged then; or absent"),
                Property("why", "STRING", "the reasons; or absent"),
            ),
        ),
        Node(
            "Parting",
            "The decision that an entity is another one in some articles than elsewhere.",
            "id",
            (
                Property("id", "STRING", "id of the entity that it is in these articles"),
                Property("of", "STRING", "id of the entity from which it was parted"),
                Property("of_name", "STRING", "the name of that entity when it was decided"),
                Property("label", "STRING", "what tells its name from that of the other"),
                Property(
                    "readings",
                    "STRING",
                    "JSON: a list of [article, id of the entity as it is read there, hash of the text where known]",
                ),
                Property("decided_at", "STRING", "when: ISO time, UTC"),
                Property("decided_by", "STRING", "who decided it; or absent"),
                Property("why", "STRING", "the reasons; or absent"),
            ),
        ),
        Node(
            "Review",
            "A decision of a reviewer about a reading, an entity, a claim or an article; in force until it is undone.",
            "id",
            (
                Property("id", "STRING", "made of its content, so that the same decision is there once"),
                Property("kind", "STRING", "`confirm`, `reject`, `correct`, `add`, `set-type`, `note`, …"),
                Property("by", "STRING", "who decided it"),
                Property("at", "STRING", "when: ISO time, UTC"),
                Property("why", "STRING", "his reasons, or empty"),
                Property("content", "STRING", "all of it: JSON, as a line of `claimgraph decisions export`"),
                Property("telling", "BOOLEAN", "whether it changes what is told of articles", indexed=True),
                Property("article", "STRING", "id of the article that it is about; or absent", indexed=True),
                Property("text", "STRING", "hash of the text of that article; or absent", indexed=True),
                Property("statement", "STRING", "id of the statement that the reviewer saw; or absent", indexed=True),
                Property(
                    "subject", "STRING", "id of the claim, entity or article, or name of the outlet", indexed=True
                ),
                Property("value", "STRING", "the note, tag, grade, external id, reason, name or type; or absent"),
            ),
        ),
        Node(
            "Decision",
            "The record of a decision, whether or not it was taken back since.",
            "id",
            (
                Property("id", "STRING", "by chance; of an older claimgraph, its number as text"),
                Property("number", "INTEGER", "which one it is"),
                Property("kind", "STRING", "`merge`, `split`, `forget`, `reject`, `undo`, …"),
                Property("by", "STRING", "who decided it"),
                Property("at", "STRING", "when: ISO time, UTC"),
                Property("about", "LIST<STRING>", "ids of the entities or articles that it is about"),
                Property("names", "LIST<STRING>", "their names then"),
            ),
        ),
        Node(
            "Scene",
            "A named view with its notes. It stands until somebody removes it.",
            "id",
            (
                Property("id", "STRING", "its name"),
                Property("title", "STRING", "the heading of the canvas then"),
                Property("note", "STRING", "what somebody wrote about it"),
                Property("address", "STRING", "how the page looked at it, in the words of its address"),
                Property("claims", "LIST<STRING>", "supplier, recipient, good and modality of each claim, with tabs"),
                Property("kept_by", "STRING", "who kept it"),
                Property("kept_at", "STRING", "when: ISO time, UTC"),
            ),
        ),
        Node(
            "Namesakes",
            "A name that several entities have, since articles assign them to different states.",
            "id",
            (
                Property("id", "STRING", "the id that the name alone gives"),
                Property("homes", "LIST<STRING>", "ids of the states to which articles assign it"),
                Property("home_counts", "LIST<INTEGER>", "how many articles assign it to each of them"),
                Property("lead", "STRING", "which of these keeps the plain id; empty where none does"),
            ),
        ),
        Node(
            "Load",
            "A `claimgraph load` that has not come to its end; the same command goes on where it was.",
            "id",
            (
                Property("id", "STRING", "hash of the command"),
                Property("run", "STRING", "what its articles are marked with"),
            ),
        ),
        Node(
            "Meta",
            "One node that says which schema the graph has.",
            "id",
            (
                Property("id", "STRING", "always `claimgraph`"),
                Property("schema", "INTEGER", "version of the schema"),
                Property("writes", "INTEGER", "goes up with every write; whoever writes holds this node's lock"),
                Property("mark", "STRING", "made up anew by every write: a writer knows its own last one by it"),
                *_MONTHS,
            ),
        ),
    ),
    relationships=(
        Relationship("TEXT_OF", "The text of an article.", "Text", "Article"),
        Relationship(
            "MENTIONS",
            "The article names the entity, or needs it for one that it names; this is what holds an entity.",
            "Article",
            "Entity",
            (
                Property(
                    "form",
                    "STRING",
                    "what this article says about the entity: JSON of type, name, aliases, …; its `read` tells what "
                    "was read where another is told, `home` to which state the article assigns it, `part` to which "
                    "part a person counted it",
                ),
            ),
        ),
        Relationship("SUPPLIER", "Who supplies.", "Claim", "Entity"),
        Relationship("RECIPIENT", "Who receives.", "Claim", "Entity"),
        Relationship("GOOD", "What is supplied.", "Claim", "Entity", narrow_end=("Good",)),
        Relationship(
            "VIA",
            "Through whom anybody says that the good went.",
            "Claim",
            "Entity",
            (Property("statements", "INTEGER", "how many statements say so"),),
        ),
        Relationship("REPORTED_IN", "One statement about the claim.", "Claim", "Article", _STATEMENT, key="statement"),
        _spoken("ASSERTS", "A party, or official statistics, says so itself."),
        _spoken("ALLEGES", "An outsider says so."),
        _spoken("DENIES", "Says that it is not so."),
        Relationship(
            "SUPPLIES",
            "Derived: an actual claim that somebody affirms.",
            "Entity",
            "Entity",
            (
                Property("claim", "STRING", "id of the claim"),
                Property("good", "STRING", "id of the good"),
                *_SUMMARY,
            ),
            key="claim",
        ),
        Relationship(
            "SPEAKS_FOR",
            "For whom an official speaks.",
            "Entity",
            "Entity",
            narrow_start=("Official",),
            narrow_end=("State", "Organization", "Firm"),
        ),
        Relationship(
            "BASED_IN",
            "Where a firm or organization is based.",
            "Entity",
            "Entity",
            narrow_start=("Firm", "Organization"),
            narrow_end=("State",),
        ),
        Relationship(
            "KIND_OF",
            "A good is directly a kind of another.",
            "Entity",
            "Entity",
            narrow_start=("Good",),
            narrow_end=("Good",),
        ),
    ),
    full_text=(
        FullText("claimgraph_entity_names", "Entity", ("name", "aliases")),
        FullText("claimgraph_quotes", "REPORTED_IN", ("quote",), on_relationships=True),
    ),
)
