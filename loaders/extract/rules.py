"""The default extractor: rules over a dependency parse, from a Document to a Reading. Room by room:

segment → screen → parser → trial → prefilter → parser → mentions and identity → clause and frames → outlook →
attribution → findings → denials → assembly

Only sentences that may tell of a whole transfer are parsed at first (screen); the other sentences around supplies and
answers follow in articles where one of them does (trial), and nothing more happens in the rest, which is most news.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.assembly import Assembly
from claimgraph.loaders.extract.attribution import Attribution
from claimgraph.loaders.extract.batches import in_batches
from claimgraph.loaders.extract.clause import Normaliser
from claimgraph.loaders.extract.denials import DenialReader
from claimgraph.loaders.extract.findings import Finder
from claimgraph.loaders.extract.frames import Matcher
from claimgraph.loaders.extract.gate import TypingGate
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.labeller.assembly import LabelledAssembly
from claimgraph.loaders.extract.labeller.naming import Naming
from claimgraph.loaders.extract.labeller.phrases import Phrases
from claimgraph.loaders.extract.labeller.tellings import Span, Telling
from claimgraph.loaders.extract.ledger import Ledger
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.mentions import Mentions
from claimgraph.loaders.extract.outlook import OutlookReader
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.prefilter import Prefilter
from claimgraph.loaders.extract.screen import Screen
from claimgraph.loaders.extract.segment import Sentence, readable, split
from claimgraph.loaders.extract.states import mentioned_states
from claimgraph.loaders.extract.trial import Trial
from claimgraph.loaders.extract.voices import Voices
from claimgraph.loaders.gazetteer import Gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimgraph.loaders.extract.frames import Proposal


class RuleExtractor:
    """Rules only: no network, no key, nothing learned but the parser."""

    def __init__(self, parser: Parser, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._parser, self._gazetteer, self._lexicon = parser, gazetteer, lexicon
        self._screen, self._trial = Screen(lexicon, gazetteer), Trial(gazetteer, lexicon)
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
        [reading] = self._read_batch([document])
        return reading

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of many articles in order; a batch of them is held at a time (see `batches.py`)."""
        for batch in in_batches(documents, lambda document: len(document.text)):
            yield from self._read_batch(batch)

    def _read_batch(self, documents: Sequence[Document]) -> list[Reading]:
        """The sentences of all articles are parsed together, which is faster than article by article."""
        texts = [list(split(document.text, self._lexicon.abbreviations)) for document in documents]
        with self._parser.remembering():
            screened = self._parse([self._screen.select(sentences) for sentences in texts])
            selected = list(map(self._select, documents, texts, screened))
            parsed = self._parse_rest(screened, [wanted for wanted, _ in selected])
            told = [tellings for _, tellings in selected]
            return list(map(self._interpret, documents, parsed, told))

    def _select(
        self, document: Document, sentences: Sequence[Sentence], screened: Sequence[Parsed]
    ) -> tuple[list[Sentence], Sequence[Telling]]:
        """The sentences of an article that have to be parsed, and the tellings that a labeller finds in it."""
        del document
        return (self._prefilter.select(sentences) if self._trial.any_tells(screened) else []), ()

    def _parse(self, groups: Sequence[Sequence[Sentence]]) -> list[list[Parsed]]:
        sentences = [sentence for group in groups for sentence in group]
        parsed = map(Parsed, sentences, self._parser.parse(sentences))
        return [list(islice(parsed, len(group))) for group in groups]

    def _parse_rest(
        self, screened: Sequence[Sequence[Parsed]], wanted: Sequence[Sequence[Sentence]]
    ) -> list[list[Parsed]]:
        """All wanted sentences of each article, with the trees that are there already."""
        known = [{at.index: at for at in parsed} for parsed in screened]
        groups = list(zip(known, wanted, strict=True))
        missing = [[one for one in sentences if one.index not in there] for there, sentences in groups]
        for there, added in zip(known, self._parse(missing), strict=True):
            there.update((at.index, at) for at in added)
        return [[there[sentence.index] for sentence in sentences] for there, sentences in groups]

    def _interpret(self, document: Document, parsed: Sequence[Parsed], tellings: Sequence[Telling] = ()) -> Reading:
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
        phrases = Phrases(document.text, parsed, Mentions(self._lexicon))
        naming = Naming(document.article.id, phrases, identity, self._lexicon, self._gazetteer)
        labelled = LabelledAssembly(ledger, naming, identity.registry, document.text)
        for at in parsed:
            if at.tree.text.rstrip("\"' ").endswith("?"):
                continue
            settled = []
            for telling in tellings:
                if at.sentence.start <= telling.trigger.start < at.sentence.end:
                    token = at.token(telling.trigger.start)
                    layers = attribution.layers(token) if token is not None else []
                    if labelled.add(telling, at, parsed, voices.of(at, layers)):
                        settled.append(telling.trigger)
            proposals = [p for p in matcher.proposals(at) if not any(_at(p.trigger, at, span) for span in settled)]
            count, pieces = len(finder.findings), len(finder.fragments)
            for proposal in proposals:
                self._find(proposal, finder, attribution, outlooks, voices)
            for finding in finder.findings[count:]:
                assembly.add(finding)
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


def _at(trigger: Token, at: Parsed, span: Span) -> bool:
    """Whether a token of a sentence lies in a span of the document."""
    start = at.sentence.start + trigger.idx
    return start < span.end and start + len(trigger.text) > span.start
