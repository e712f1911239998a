"""The default extractor: rules over a dependency parse, from a Document to a Reading. Room by room:

segment → prefilter → parser → mentions and identity → clause and frames → outlook → attribution → findings →
denials → assembly
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.assembly import Assembly
from claimgraph.loaders.extract.attribution import Attribution
from claimgraph.loaders.extract.clause import Normaliser
from claimgraph.loaders.extract.denials import DenialReader
from claimgraph.loaders.extract.findings import Finder
from claimgraph.loaders.extract.frames import Matcher
from claimgraph.loaders.extract.gate import TypingGate
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.ledger import Ledger
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.outlook import OutlookReader
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.prefilter import Prefilter
from claimgraph.loaders.extract.segment import readable, split
from claimgraph.loaders.extract.states import mentioned_states
from claimgraph.loaders.extract.voices import Voices
from claimgraph.loaders.gazetteer import Gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimgraph.loaders.extract.frames import Proposal


Stretches = Sequence[tuple[int, int]]
"""Stretches of a document's text, as offsets."""


class Colleague(Protocol):
    """Somebody else who reads the sentences of an article too."""

    def before(self, at: Parsed) -> Stretches:
        """State what is certain before the rules look at a sentence; the triggers that are thereby settled."""
        ...

    def after(self, at: Parsed, found: Stretches) -> None:
        """State what is left after the rules have; `found` are the triggers of what they found."""
        ...


@dataclass(frozen=True, slots=True)
class Workbench:
    """What the rooms share while they read one article."""

    document: Document
    parsed: Sequence[Parsed]
    identity: Identity
    attribution: Attribution
    voices: Voices
    ledger: Ledger


class RuleExtractor:
    """Rules only: no network, no key, nothing learned but the parser."""

    def __init__(self, parser: Parser, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._parser, self._gazetteer, self._lexicon = parser, gazetteer, lexicon
        self._prefilter = Prefilter(lexicon)

    @classmethod
    def load(cls) -> RuleExtractor:
        """The extractor with the model and the data files that ship with the package.

        Raises:
            LoadError: the language model is not the locked one, or a data file is malformed.
        """
        gazetteer = Gazetteer.load()
        names = (name for state in gazetteer.states for name in (state.name, *state.aliases))
        return cls(Parser.load(joint=names), gazetteer, Lexicon.load())

    def read(self, document: Document) -> Reading:
        """The claims of one article; for any text whatever, with offsets that hold."""
        sentences = list(split(document.text, self._lexicon.abbreviations))
        wanted = self._prefilter.select(sentences)
        trees = self._parser.parse(wanted)
        parsed = [Parsed(sentence, tree) for sentence, tree in zip(wanted, trees, strict=True)]
        return self._interpret(document, parsed)

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of many articles in order; one article is held at a time."""
        return map(self.read, documents)

    def _interpret(
        self, document: Document, parsed: Sequence[Parsed], invite: Callable[[Workbench], Colleague] | None = None
    ) -> Reading:
        identity = Identity(self._gazetteer, self._lexicon, document.article.id, parsed)
        for surface in mentioned_states(readable(document.text), identity.is_state):
            identity.registry.declare_state(surface)
        attribution = Attribution(self._lexicon, identity.is_state)
        gate = TypingGate(self._gazetteer, self._lexicon, identity)
        matcher = Matcher(self._lexicon, Normaliser(self._lexicon, identity.is_state), gate)
        outlooks = OutlookReader(self._lexicon)
        voices = Voices(parsed, attribution, identity, self._lexicon)
        finder = Finder(self._gazetteer, self._lexicon, identity)
        denials = DenialReader(self._lexicon, attribution)
        ledger = Ledger(document, identity.registry)
        assembly = Assembly(ledger, identity, self._lexicon, voices.authority())
        bench = Workbench(document, parsed, identity, attribution, voices, ledger)
        colleague = invite(bench) if invite is not None else None
        for at in parsed:
            if at.tree.text.rstrip("\"' ").endswith("?"):
                continue
            settled = colleague.before(at) if colleague is not None else ()
            proposals = [proposal for proposal in matcher.proposals(at) if not _is_in(proposal.trigger, at, settled)]
            count, pieces = len(finder.findings), len(finder.fragments)
            for proposal in proposals:
                self._find(proposal, finder, attribution, outlooks, voices)
            for finding in finder.findings[count:]:
                assembly.add(finding)
            if colleague is not None:
                colleague.after(at, [at.stretch(finding.trigger) for finding in finder.findings[count:]])
            answered = any(
                layer.kind in ("charge", "deny") for finding in finder.findings[count:] for layer in finding.layers
            )
            triggers = {finding.trigger.i for finding in finder.findings[count:]}
            triggers |= {fragment.proposal.trigger.i for fragment in finder.fragments[pieces:] if fragment.good}
            for fragment in finder.fragments[pieces:]:
                assembly.deny_fragment(fragment)
            for denial in () if answered else denials.read(at, triggers):
                assembly.deny(denial)
        return ledger.reading()

    def _find(
        self, proposal: Proposal, finder: Finder, attribution: Attribution, outlooks: OutlookReader, voices: Voices
    ) -> None:
        layers = attribution.layers(proposal.trigger)
        speech = frozenset(layer.cue.i for layer in layers)
        outlook = outlooks.read(proposal.trigger, speech, (*proposal.supplier, *proposal.recipient, *proposal.good))
        finder.add(proposal, outlook, layers, voices.of(proposal.at, layers))


def _is_in(trigger: Token, at: Parsed, stretches: Stretches) -> bool:
    start, end = at.stretch(trigger)
    return any(start < last and end > first for first, last in stretches)
