"""The rule extractor: rules over a dependency parse, from a Document to a Reading. Room by room:

segment → screen → parser → trial → prefilter → parser → mentions and identity → clause and frames → outlook →
attribution → findings → denials → assembly

Only sentences that may tell of a whole transfer are parsed at first (screen); the other sentences around supplies and
answers follow in articles where one of them does (trial), and nothing more happens in the rest, which is most news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from claimgraph.graph.model import Document, Reading
from claimgraph.loaders.extract.answering import Answering
from claimgraph.loaders.extract.assembly import Assembly
from claimgraph.loaders.extract.attribution import Attribution
from claimgraph.loaders.extract.batches import in_batches
from claimgraph.loaders.extract.broad import answered_broadly
from claimgraph.loaders.extract.clause import Normaliser
from claimgraph.loaders.extract.confirmations import ConfirmationReader
from claimgraph.loaders.extract.consistency import consistent
from claimgraph.loaders.extract.denials import DenialReader
from claimgraph.loaders.extract.documents import documents_among, stored
from claimgraph.loaders.extract.findings import Finder, Finding
from claimgraph.loaders.extract.frames import Matcher
from claimgraph.loaders.extract.gate import TypingGate
from claimgraph.loaders.extract.identity import Identity
from claimgraph.loaders.extract.interviews import interviewee, with_turns
from claimgraph.loaders.extract.layout import Legible, Spelling, legible
from claimgraph.loaders.extract.ledger import Ledger
from claimgraph.loaders.extract.lexicon import Lexicon
from claimgraph.loaders.extract.named_late import named_late
from claimgraph.loaders.extract.names import Seems
from claimgraph.loaders.extract.outlook import OutlookReader
from claimgraph.loaders.extract.parsed import Parsed
from claimgraph.loaders.extract.parser import Parser
from claimgraph.loaders.extract.prefilter import Prefilter
from claimgraph.loaders.extract.registry import Registry
from claimgraph.loaders.extract.reunion import names_given, reunited
from claimgraph.loaders.extract.screen import Screen
from claimgraph.loaders.extract.segment import Sentence, readable, split
from claimgraph.loaders.extract.trace import (
    SILENT,
    Dropped,
    Finished,
    Judged,
    Opened,
    Selected,
    Trace,
    Why,
)
from claimgraph.loaders.extract.trial import Trial
from claimgraph.loaders.extract.voices import Voices
from claimgraph.loaders.gazetteer import Gazetteer
from claimgraph.loaders.languages import ENGLISH, language_name

if TYPE_CHECKING:
    from claimgraph.loaders.extract.frames import Proposal
    from claimgraph.loaders.sources import SourceFailure


class Colleague(Protocol):
    """Another reader of an article's sentences, who states claims instead of the rules."""

    def tell(self, at: Parsed) -> None:
        """State what the colleague finds in a sentence."""
        ...

    def states(self, at: Parsed, trigger: tuple[int, int]) -> bool:
        """Whether the colleague stated anything of what a trigger tells."""
        ...


@dataclass(frozen=True, slots=True)
class Workbench:
    """What the rooms share while they read one article."""

    document: Document
    parsed: Sequence[Parsed]
    lexicon: Lexicon
    identity: Identity
    attribution: Attribution
    outlooks: OutlookReader
    voices: Voices
    authority: str | None
    ledger: Ledger
    trace: Trace


@dataclass(frozen=True, slots=True)
class Invitation:
    """A colleague who can join: the names that he found in the text, each with what it seems to be, how he starts, and
    what he makes of the reading of the whole article."""

    names: Mapping[str, Seems]
    join: Callable[[Workbench], Colleague]
    finish: Callable[[Reading, Trace], Reading]


class RuleExtractor:
    """Rules only: no network, no key, nothing learned but the parser."""

    def __init__(self, parser: Parser, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._parser, self._gazetteer, self._lexicon = parser, gazetteer, lexicon
        self._screen, self._trial = Screen(lexicon, gazetteer), Trial(gazetteer, lexicon)
        self.spelling = Spelling(
            parser.is_word,
            lambda words: gazetteer.states.exact(words) is not None,
            lexicon.unfinished,
            lexicon.hyphenated,
        )
        self._prefilter = Prefilter(lexicon)
        self._attribution, self._outlooks = Attribution(lexicon), OutlookReader(lexicon)
        self._denials = DenialReader(lexicon, self._attribution)
        self._confirmations = ConfirmationReader(lexicon, self._attribution)

    @classmethod
    def load(cls) -> RuleExtractor:
        """The extractor with the model and the data files that ship with the package.

        Raises:
            LoadError: the language model is not the locked one, or a data file is malformed.
        """
        return cls(*cls._equipment())

    @staticmethod
    def _equipment() -> tuple[Parser, Gazetteer, Lexicon]:
        """The parser, told of the names of all states, and the word lists."""
        gazetteer = Gazetteer.load()
        names = (name for state in gazetteer.states for name in (state.name, *state.aliases))
        return Parser.load(names=names), gazetteer, Lexicon.load()

    def read(self, document: Document) -> Reading:
        """The claims of one article; for any text whatever, with offsets that hold."""
        [reading] = self._read_batch([document])
        return reading

    def read_many(self, documents: Iterable[Document | SourceFailure]) -> Iterator[Reading]:
        """The readings of many articles in order; a batch of them is held at a time (see `batches.py`).

        `documents` may be what `read_sources` yields: a source that could not be read is logged as a warning.
        """
        for batch in in_batches(documents_among(documents), lambda document: len(document.text)):
            yield from self._read_batch(batch)

    def read_traced(self, document: Document, trace: Trace) -> Reading:
        """The same reading, with every decision on the way told to a trace; where the article is not worth reading as
        a whole, with what would have been decided."""
        if document.article.language != ENGLISH:
            return _in_another_language(document)
        layout = legible(document.text, self.spelling)
        return _quoting(document, self._traced(replace(document, text=layout.text), layout, trace), layout)

    def _traced(self, document: Document, layout: Legible, trace: Trace) -> Reading:
        sentences = with_turns(list(split(document.text, self._lexicon.abbreviations)))
        [screened] = self._parse([self._screen.select(sentences)])
        wanted, invite = self._select(document, sentences)
        [parsed] = self._parse([wanted])
        trace.note(Selected(sentences, wanted, layout))
        reading = self._interpret(document, parsed, trace, invite)
        return reading if self._is_promising(document, screened) else self._unread(document)

    def _read_batch(self, documents: Sequence[Document]) -> list[Reading]:
        """The readings of some articles, those in other languages than English without claims."""
        in_english = [each for each in documents if each.article.language == ENGLISH]
        layouts = [legible(each.text, self.spelling) for each in in_english]
        shown = [replace(each, text=layout.text) for each, layout in zip(in_english, layouts, strict=True)]
        read = map(_quoting, in_english, self._read_english(shown), layouts)
        return [next(read) if each.article.language == ENGLISH else _in_another_language(each) for each in documents]

    def _read_english(self, documents: Sequence[Document]) -> list[Reading]:
        """The sentences of all articles are parsed together, which is faster than article by article."""
        texts = [with_turns(list(split(document.text, self._lexicon.abbreviations))) for document in documents]
        screened = self._parse([self._screen.select(sentences) for sentences in texts])
        selected = [
            self._select(document, sentences) if self._is_promising(document, parsed) else ([], None)
            for document, sentences, parsed in zip(documents, texts, screened, strict=True)
        ]
        parsed = self._parse_rest(screened, [wanted for wanted, _ in selected])
        return [
            self._interpret(document, trees, SILENT, invite) if trees else self._unread(document)
            for document, trees, (_, invite) in zip(documents, parsed, selected, strict=True)
        ]

    def _is_promising(self, document: Document, screened: Sequence[Parsed]) -> bool:
        """Whether an article is worth reading as a whole, going by its screened sentences."""
        del document
        return any(map(self._trial.tells_whole, screened))

    def _select(self, document: Document, sentences: Sequence[Sentence]) -> tuple[list[Sentence], Invitation | None]:
        """The sentences of an article that have to be parsed, and who else reads them."""
        del document
        return self._prefilter.select(sentences), None

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

    def _unread(self, document: Document) -> Reading:
        """The reading of an article that claims nothing: the states that it names."""
        registry = Registry(self._gazetteer)
        registry.declare_states(document.text)
        return Ledger(document, registry).reading()

    def _interpret(
        self,
        document: Document,
        parsed: Sequence[Parsed],
        trace: Trace,
        invite: Invitation | None = None,
    ) -> Reading:
        asked = interviewee([at.sentence for at in parsed])
        names = dict(invite.names if invite else {}) | ({asked: Seems.PERSON} if asked else {})
        article, text = document.article.id, readable(document.text)
        identity = Identity(self._gazetteer, self._lexicon, article, parsed, trace, names, text)
        identity.registry.declare_states(document.text)
        gate = TypingGate(self._gazetteer, self._lexicon, identity)
        matcher = Matcher(self._lexicon, Normaliser(self._lexicon, identity.is_state, identity.is_party), gate, trace)
        voices = Voices(parsed, self._attribution, identity, self._lexicon, asked)
        finder = Finder(self._gazetteer, self._lexicon, identity, trace)
        ledger = Ledger(document, identity.registry, trace)
        authority = voices.authority()
        answering = Answering(ledger, identity, self._lexicon, trace)
        assembly = Assembly(ledger, answering, identity, self._lexicon, authority, trace)
        colleague = None
        if invite is not None:
            readers = (self._attribution, self._outlooks)
            colleague = invite.join(
                Workbench(document, parsed, self._lexicon, identity, *readers, voices, authority, ledger, trace)
            )
        for at in parsed:
            trace.note(Opened(at))
            if at.tree.text.rstrip("\"' ").endswith("?"):
                trace.note(Dropped(at, Why.QUESTION))
                continue
            proposals = matcher.proposals(at)
            count, pieces = len(finder.findings), len(finder.fragments)
            for proposal in proposals:
                self._find(proposal, finder, voices, trace)
            self._find_late(at, finder, voices)
            if colleague is None:
                for finding in finder.findings[count:]:
                    assembly.add(finding)
            else:
                _share(at, finder.findings[count:], colleague, trace)
            answered = any(
                layer.kind in ("charge", "deny") for finding in finder.findings[count:] for layer in finding.layers
            )
            triggers = {finding.trigger.i for finding in finder.findings[count:]}
            triggers |= {fragment.proposal.trigger.i for fragment in finder.fragments[pieces:] if fragment.good}
            for fragment in finder.fragments[pieces:]:
                if colleague is None or not colleague.states(at, at.stretch(fragment.proposal.trigger)):
                    answering.deny_fragment(fragment)
            for denial in () if answered else self._denials.read(at, triggers, trace):
                answering.deny(denial, by_strangers=colleague is None)
            for confirmation in self._confirmations.read(at, triggers):
                answering.confirm(confirmation)
        trace.note(Finished(identity.entities))
        reading = ledger.reading()
        if not reading.statements:
            return reading
        whole = reunited(reading, names_given(parsed, identity), trace)
        told = consistent(answered_broadly(whole, identity, trace), trace)
        return invite.finish(told, trace) if invite is not None else told

    def _find_late(self, at: Parsed, finder: Finder, voices: Voices) -> None:
        for late in named_late(at):
            layers = self._attribution.layers(late.noun)
            finder.add_late(late, at, layers, voices.of(at, layers))

    def _find(self, proposal: Proposal, finder: Finder, voices: Voices, trace: Trace) -> None:
        layers = self._attribution.layers(proposal.trigger)
        speech = frozenset(layer.cue.i for layer in layers)
        heads = (*proposal.supplier, *proposal.recipient, *proposal.good)
        outlook = self._outlooks.read(proposal.trigger, speech, heads)
        voice = voices.of(proposal.at, layers)
        if trace.listens:
            parts = proposal.parts
            trace.note(Judged(proposal.at, proposal.trigger, proposal.rule, parts, tuple(layers), voice, outlook))
        finder.add(proposal, outlook, layers, voice)


def _quoting(document: Document, reading: Reading, layout: Legible) -> Reading:
    """A reading of a text without its layout as one of the article itself, with quotes as they stand there."""
    statements = tuple(stored(statement, document, layout) for statement in reading.statements)
    return replace(reading, document=document, statements=statements)


def _in_another_language(document: Document) -> Reading:
    """The empty reading of an article that is not in English."""
    language = language_name(document.article.language)
    return Reading(document, unread=f"is in {language}, and only {language_name(ENGLISH)} is read")


def _share(at: Parsed, findings: Sequence[Finding], colleague: Colleague, trace: Trace) -> None:
    """Let the colleague state the claims of a sentence; the findings of the rules are only traced."""
    for finding in findings:
        trace.note(Dropped(at, Why.NOT_ASKED, finding.trigger))
    colleague.tell(at)
