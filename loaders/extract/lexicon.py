"""The words the rules go by, read once from the data files: frames, cues, modality, what is no good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from claimgraph.loaders.amounts import QUANTITY_COLUMNS, Amount
from claimgraph.loaders.surfaces import key
from claimgraph.loaders.tables import data_folder, read_table, read_words

_COUNTING = (Amount.NUMBER, Amount.UNIT, Amount.CONTAINER, Amount.QUANTIFIER)
_FRAME_COLUMNS = ("family", "pos", "lemmas", "supplier", "recipient", "good")
CUE_KINDS = (
    *("say", "confirm", "admit", "accuse", "believe", "sanction", "evidence"),
    *("deny", "dismiss", "false", "charge", "trace", "told", "relay", "inquire"),
    *("brushoff", "silence", "contract"),
)
EFFECTS = ("planned", "blocked", "permitted", "hypothetical", "conditional", "negated", "actual", "imputed")


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of frames.tsv: for each part of a supply the places where it may stand."""

    pos: str
    lemmas: frozenset[str]
    supplier: tuple[str, ...]
    recipient: tuple[str, ...]
    good: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists. Keys of the mappings are lemmas in lower case; verb and particle are joined by `_`.

    Parameters:
        cue_words: the words of each kind of cue, by the kind.
        cue_phrases: the kinds of each cue of several words.
        governors: by part of speech and lemma, what a word that governs a transfer says about it (`EFFECTS`).
        units: words that count or measure a good ("tonnes of wheat").
        things: units that are goods themselves where they count no other ("9,000 rounds").
        numbers: words that are numbers, or parts of one ("mln").
        uses: verbs of using weapons against somebody, by which nothing is supplied.
        making: verbs and nouns of making; what is made with a good is not supplied with it.
        built_into: words that tell what a good became a part of, each with the prepositions behind it.
        irregular: forms of verbs that no rule leads back to their lemma ("sent" → "send").
        everyday: verbs and nouns of the frames that everyday prose uses in many other senses ("take").
        idiomatic: those among them that even beside a state seldom tell of a supply ("run").
    """

    verb_frames: Mapping[str, tuple[Frame, ...]]
    noun_frames: Mapping[str, tuple[Frame, ...]]
    cues: Mapping[tuple[str, str], frozenset[str]]
    cue_words: Mapping[str, frozenset[str]]
    cue_phrases: Mapping[str, frozenset[str]]
    governors: Mapping[tuple[str, str], str]
    descriptions: Mapping[str, frozenset[str]]
    units: frozenset[str]
    things: frozenset[str]
    numbers: frozenset[str]
    uses: frozenset[str]
    making: frozenset[str]
    built_into: Mapping[str, frozenset[str]]
    irregular: Mapping[str, str]
    everyday: frozenset[str]
    idiomatic: frozenset[str]
    abbreviations: frozenset[str]
    unfinished: frozenset[str]
    hyphenated: frozenset[str]
    given_names: frozenset[str]

    @classmethod
    def load(cls, folder: Traversable | None = None) -> Lexicon:
        """Read the data files of a folder, by default those of the package.

        Raises:
            LoadError: a file is missing or malformed; the message names file and line.
        """
        folder = folder or data_folder()
        frames = _frames(folder)
        verbs, nouns = (_by_lemma(frames, pos) for pos in ("verb", "noun"))
        cues = _cues(folder)
        return cls(
            verb_frames=verbs,
            noun_frames=nouns,
            cues=cues,
            cue_words={kind: _words_of(kind, cues) for kind in CUE_KINDS},
            cue_phrases={words: kinds for (pos, words), kinds in cues.items() if pos == "phrase"},
            governors=_governors(folder),
            descriptions=_descriptions(folder),
            units=_quantities(folder, _COUNTING),
            things=_quantities(folder, (Amount.THING,)),
            numbers=_quantities(folder, (Amount.NUMBER,)),
            uses=read_words(folder / "uses.txt"),
            making=read_words(folder / "making.txt"),
            built_into=_built_into(folder),
            irregular={row["form"]: row["lemma"] for row in read_table(folder / "irregular.tsv", ("form", "lemma"))},
            everyday=read_words(folder / "everyday.txt"),
            idiomatic=read_words(folder / "idiomatic.txt"),
            abbreviations=read_words(folder / "abbreviations.txt"),
            unfinished=read_words(folder / "unfinished.txt"),
            hyphenated=read_words(folder / "hyphenated.txt"),
            given_names=read_words(folder / "given_names.txt"),
        )

    def kinds(self, lemma: str, pos: str) -> frozenset[str]:
        """The kinds of cue that a word is, as a part of speech ("verb", "noun", "adj", "phrase")."""
        return self.cues.get((pos, lemma), frozenset())

    def words(self, *kinds: str) -> frozenset[str]:
        """The words that are cues of one of these kinds as any part of speech; verbs without their particles."""
        return frozenset[str]().union(*(self.cue_words[kind] for kind in kinds))

    def phrases(self, *kinds: str) -> tuple[str, ...]:
        """The phrases that are cues of one of these kinds, in the order of the table."""
        return tuple(phrase for phrase, told in self.cue_phrases.items() if told & {*kinds})

    def described(self, lemma: str, *classes: str) -> bool:
        """Whether a common noun names one of these classes of parties or speakers."""
        known = self.descriptions.get(lemma)
        return known is not None and not known.isdisjoint(classes)

    def is_firm_s(self, lemma: str) -> bool:
        """Whether a common noun names a firm, and not a hospital or a school."""
        return self.described(lemma, "firm") and not self.described(lemma, "institution")

    def is_given_name(self, word: str) -> bool:
        """Whether a word is a given name: "Ada"."""
        return key(word) in self.given_names

    def may_name_a_person(self, name: str) -> bool:
        """Whether a name reads like a person's: two or three words, the first of them a given name ("Ada Lund")."""
        words = name.split()
        return 1 < len(words) < 4 and key(words[0]).partition(" ")[0] in self.given_names


def _frames(folder: Traversable) -> list[Frame]:
    return [
        Frame(
            row.one_of("pos", ("verb", "noun")),
            frozenset(row["lemmas"].split()),
            row.list("supplier"),
            row.list("recipient"),
            row.list("good"),
        )
        for row in read_table(folder / "frames.tsv", _FRAME_COLUMNS)
    ]


def _by_lemma(frames: list[Frame], pos: str) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        if frame.pos == pos:
            for lemma in frame.lemmas:
                found[lemma].append(frame)
    return {lemma: tuple(rows) for lemma, rows in found.items()}


def _cues(folder: Traversable) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in read_table(folder / "cues.tsv", ("kind", "pos", "words")):
        kind = row.one_of("kind", CUE_KINDS)
        words = row.list("words") if row["pos"] == "phrase" else row["words"].split()
        for word in words:
            found[row["pos"], word].add(kind)
    return {key: frozenset(kinds) for key, kinds in found.items()}


def _words_of(kind: str, cues: Mapping[tuple[str, str], frozenset[str]]) -> frozenset[str]:
    """The words of a kind as any part of speech; verbs without their particles."""
    return frozenset(word.split("_")[0] for (pos, word), kinds in cues.items() if pos != "phrase" and kind in kinds)


def _governors(folder: Traversable) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in read_table(folder / "modality.tsv", ("effect", "pos", "words")):
        effect = row.one_of("effect", EFFECTS)
        for word in row["words"].split():
            found.setdefault((row["pos"], word), effect)
    return found


def _descriptions(folder: Traversable) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table(folder / "descriptions.tsv", ("class", "words")):
        for word in row["words"].split():
            found[word].add(row["class"])
    return {word: frozenset(classes) for word, classes in found.items()}


def _built_into(folder: Traversable) -> dict[str, frozenset[str]]:
    rows = read_table(folder / "built_into.tsv", ("words", "prepositions"))
    return {word: frozenset(row["prepositions"].split()) for row in rows for word in row["words"].split()}


def _quantities(folder: Traversable, classes: tuple[Amount, ...]) -> frozenset[str]:
    rows = read_table(folder / "quantities.tsv", QUANTITY_COLUMNS)
    return frozenset(row["word"] for row in rows if row["class"] in classes)
