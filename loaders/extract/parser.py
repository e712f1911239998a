"""The dependency parser: spaCy's small English model, loaded without what is not needed, and only if it is the one
we know.

The package that carries the model comes from a third party, so its files are compared with a locked digest before any
of them is used, and its own code is never run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.extract.segment import Sentence
from claimgraph.loaders.extract.words import Tree
from claimgraph.loaders.tables import data_folder, read_table, read_words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

BATCH = 32
"""Sentences given to the model at a time; larger batches cost memory and bring nothing."""
_PARTICLE = 3
"""No longer is what stands in a name without a capital ("del", "bin")."""
_VOCABULARY = 50_000
_INSIDE_A_SENTENCE = np.uint64(2**64 - 1)
"""What spaCy's arrays hold for a token that begins no sentence: -1 without a sign."""

_PREFIXES = frozenset({"re", "trans"})
_JOINT = " and "
_AND = " & "
_SYLLABLE = re.compile(
    r"(?!(?:run|led|set|men|man|king|ken)$)(?:[bcdghjklmnprstwxyz]{0,2}|hs)[aeiou]{1,3}(?:ng|[nklmpthwr])?"
)
"""The second syllable of a Korean or Chinese name, which stands without a capital: "Kim Yo-jong", "Lin Chih-hao"."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MISTAKEN = frozenset({"JJ", "RB", "FW", "VB", "VBP", "UH"})
"""What the model takes an unknown name for that begins a sentence: "Rosneft, the oil company, said"."""
_HYPHENATED_NAME = re.compile(r"[A-Z]\w*-[A-Z]\w*")


class Parser:
    """Sentences → trees."""

    def __init__(
        self,
        nlp: Language,
        lemmas: Mapping[str, str],
        names: Iterable[str] = (),
        given_names: frozenset[str] = frozenset(),
    ) -> None:
        self._nlp, self._lemmas, self._given_names = nlp, lemmas, given_names
        known = frozenset(names)
        tables = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        bases, irregular = tables.get_table("lemma_index").values(), tables.get_table("lemma_exc").values()
        self._common = frozenset(word for words in bases for word in words) | nlp.Defaults.stop_words
        self._irregular = frozenset(form for forms in irregular for form in forms)
        self._single = frozenset(name for name in known if name.isalpha() and name[1:] == name[1:].lower())
        self._joint = frozenset(tuple(name.split()) for name in known if _JOINT in name)

    @classmethod
    def load(cls, lock: Path | None = None, names: Iterable[str] = ()) -> Parser:
        """Verify and load the model.

        Parameters:
            names: of states; those with "and" in them ("Trinidad and Tobago") are read as one word, those of one
                word as a name at the start of a sentence, too.
            lock: a table of package, folder and digest; by default the one that ships with claimgraph.

        Raises:
            LoadError: the model is not installed, or its files are not those that were locked.
        """
        folder = verified_model(lock)
        import spacy

        lemmas = {row["form"]: row["lemma"] for row in read_table(data_folder() / "lemmas.tsv", ("form", "lemma"))}
        nlp = spacy.load(folder, exclude=["ner", "senter"])
        return cls(nlp, lemmas, names, read_words(data_folder() / "given_names.txt"))

    def parse(self, sentences: Sequence[Sentence]) -> list[Tree]:
        """One tree for each sentence, in order."""
        with self._remembering():
            return [self._tree(parsed) for parsed in self._nlp.pipe(self._documents(sentences), batch_size=BATCH)]

    def is_word(self, word: str) -> bool:
        """Whether a word in small letters is a common one, in its base form or a regular other one."""
        return any(form in self._common for form in _bases(word))

    def is_form(self, word: str) -> bool:
        """Whether a word in small letters is a common one in any form: "ship", "shipped", "began"."""
        return word in self._irregular or self.is_word(word)

    @contextmanager
    def _remembering(self) -> Iterator[None]:
        """What spaCy parses inside is valid inside only. The first 50,000 words are kept for the next time, any others
        are forgotten at the end, so that memory stays flat however many articles are read."""
        if len(self._nlp.vocab) < _VOCABULARY:
            yield
            return
        with self._nlp.memory_zone():
            yield
        lemmatized = self._nlp.get_pipe("lemmatizer").cache  # type: ignore[attr-defined]
        if len(lemmatized) > _VOCABULARY:
            lemmatized.clear()

    def _tree(self, parsed: Doc) -> Tree:
        """The tree with the lemmas that the model is known to get wrong, and with names as names: at the start of a
        sentence and round "&" the model takes some for common nouns, and "the defence ministry" for a name."""
        return Tree(parsed, self._lemma, self._part_of_speech)

    def _lemma(self, token: Token) -> str:
        return self._lemmas.get(token.lower_) or token.lemma_

    def _part_of_speech(self, token: Token) -> str:
        text = token.text
        opens = token.i == 0 and (text in self._single or _HYPHENATED_NAME.fullmatch(text) is not None)
        may_be_name = token.tag_ == "NN" or (token.tag_ in _MISTAKEN and token.dep_ in _SUBJECTS)
        opens |= token.i == 0 and may_be_name and text.istitle() and not self.is_word(token.lower_)
        if opens or _AND in text:
            return "PROPN"
        return "NOUN" if token.pos_ == "PROPN" and text.islower() and len(text) > _PARTICLE else token.pos_

    def _documents(self, sentences: Iterable[Sentence]) -> Iterator[Doc]:
        for sentence in sentences:
            text = sentence.readable
            document = self._nlp.make_doc(text)
            if "-" in text or "&" in text:
                document = _joined(document, self._given_names)
            if _JOINT in text:
                document = self._with_joint_names(document)
            starts: Any = np.full((len(document), 1), _INSIDE_A_SENTENCE)
            starts[:1] = 1
            yield document.from_array(["SENT_START"], starts)

    def _with_joint_names(self, document: Doc) -> Doc:
        """The tokens with names such as "Trinidad and Tobago" as one word each, so that no list is read into
        them. Of two names that overlap the longer one counts ("Turks and Caicos Islands")."""
        from spacy.util import filter_spans

        words = [token.text for token in document]
        found = [
            document[at : at + len(name)]
            for at in range(len(words))
            for name in self._joint
            if words[at] == name[0] and tuple(words[at : at + len(name)]) == name
        ]
        with document.retokenize() as retokenizer:
            for span in filter_spans(found):
                retokenizer.merge(span, attrs={"TAG": "NNP", "POS": "PROPN"})
        return document


def _bases(word: str) -> Iterator[str]:
    """What a word may be a regular form of: "ships" and "shipped" of "ship"."""
    yield word
    for ending in ("s", "es", "d", "ed", "ing"):
        if word.endswith(ending):
            base = word.removesuffix(ending)
            yield from (base, f"{base}e", base[:-1]) if base[-2:-1] == base[-1:] else (base, f"{base}e")
    if word.endswith(("ies", "ied")):
        yield f"{word[:-3]}y"


def _joined(document: Doc, given_names: frozenset[str]) -> Doc:
    """The tokens of a sentence with "re-exported", "Ural-Vektor", "Yo-jong" and "Hall & Sons" as one word each; the
    tokenizer cuts at every hyphen, and the parser takes "&" for "and".

    Parameters:
        given_names: words that open the name of a person, in small letters.
    """
    with document.retokenize() as retokenizer:
        at = 0
        while at + 2 < len(document):
            first, sign, last = document[at], document[at + 1], document[at + 2]
            close = sign.text == "-" and not first.whitespace_ and not sign.whitespace_
            names = first.text[:1].isupper() and last.text[:1].isupper() and last.text.isalpha()
            given = first.text[:1].isupper() and _SYLLABLE.fullmatch(last.text) is not None
            called = given and at > 0 and document[at - 1].lower_ in given_names and document[at - 1].text[:1].isupper()
            if (close and (names or called or first.lower_ in _PREFIXES)) or (sign.text == "&" and names):
                retokenizer.merge(document[at : at + 3])
                at += 2
            at += 1
    return document


def verified_model(lock: Path | None = None) -> Path:
    """The folder of the language model, once its files are known to be the locked ones.

    Raises:
        LoadError: the model is not installed, or a file in it was changed, added or removed.
    """
    row = read_table(lock or data_folder() / "model.lock", ("package", "folder", "sha256"))[0]
    spec = find_spec(row["package"])
    if spec is None or spec.origin is None:
        raise LoadError(f"the language model {row['package']} is not installed; `pip install claimgraph` brings it")
    package = Path(spec.origin).parent
    found = folder_digest(package)
    if found != row["sha256"]:
        raise LoadError(
            f"the language model in {package} is not the one claimgraph was tested with (sha256 {found[:12]}…, "
            f"not {row['sha256'][:12]}…); install the version that claimgraph asks for"
        )
    return package / row["folder"]


def folder_digest(folder: Path) -> str:
    """The SHA-256 of all files under a folder, their names included; compiled Python is left out."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256")
            total.update(f"{path.relative_to(folder).as_posix()}\0{content.hexdigest()}\n".encode())
    return total.hexdigest()
