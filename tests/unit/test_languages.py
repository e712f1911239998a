"""In which language a text is; articles in other languages than English keep their text and are told, not read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimgraph.app.cli import main
from claimgraph.graph.model import Article, Document, Reading, text_hash
from claimgraph.loaders.extract.extractor import Extractor
from claimgraph.loaders.extract.records import to_record
from claimgraph.loaders.languages import language_name, language_of
from claimgraph.loaders.sources import read_sources

REAL_NEWS = Path(__file__).parents[3] / "shared" / "eval" / "real" / "events.jsonl.gz"

OTHERS = {
    "de": "Die Regierung in Kiew wirft dem Werk Nordwall vor, im Frühjahr Motoren nach Veridien geliefert zu haben. "
    "Ein Sprecher des Unternehmens bestritt das am Montag.\nDie Maschinen seien für den eigenen Bedarf gebaut worden.",
    "fr": "L'usine Nordwall a livré des moteurs à la Veridie au printemps, selon deux responsables du ministère. "
    "L'entreprise a démenti ces accusations lundi et parle d'une erreur.",
    "es": "La empresa Nordwall vendió fusiles a Veridia durante tres años, según un informe del ministerio. "
    "Su portavoz lo negó y dijo que todas las ventas eran legales.",
    "ru": "Завод «Нордвалл» поставил в Веридию двигатели для беспилотников, заявили чиновники. Компания это отрицает.",
    "uk": "Завод «Нордвалл» постачав до Веридії двигуни, повідомили посадовці. Компанія це заперечує.",
    "zh": "官员们说，诺德瓦尔工厂向维里迪亚提供了无人机发动机。该公司否认了这一指控，称其产品只供本国使用。",
    "nl": "De fabriek Nordwall leverde vorig jaar motoren aan Veridië, zeggen ambtenaren. Het bedrijf ontkent dat.",
    "tr": "Nordwall fabrikası geçen yıl Veridya'ya motor sattı, dedi iki yetkili. Şirket bu iddiayı reddetti.",
    "ar": "قال مسؤولون إن مصنع نوردوال زود فيريديا بمحركات للطائرات المسيرة. ونفت الشركة هذا الاتهام.",
    "pl": "Zakłady Nordwall dostarczyły w zeszłym roku silniki do Werydii, powiedzieli urzędnicy. Firma zaprzecza.",
}
ENGLISH = [
    "Norland sold lathes to Veridia.",
    "NORLAND SHIPS RIFLES TO VERIDIA, OFFICIALS SAY",
    "Nguyễn Phú Trọng is elected to succeed Nông Đức Mạnh.",
    "The Dáil Éireann meets for the election of the Taoiseach and Ceann Comhairle.",
    "Rheinwerk AG\nMinisterio de Defensa\nFábrica Nacional de Armas",
    "2024-05-12",
    "Officials of the Sociedad General de Aceros y Fundiciones del Norte sold rifles.",
    "The plant denied it. Its spokesman wrote in German: „Wir haben keine Motoren geliefert und werden es nicht tun.“",
]


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_told_by_their_text(code: str) -> None:
    assert language_of(OTHERS[code]) == language_of(OTHERS[code], "en") == code


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english_however_many_foreign_names_it_holds(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_a_text_half_in_english_is_read(code: str) -> None:
    english = "The plant sold engines to Veridia, officials said. It denied that and spoke of an error in the papers. "
    assert language_of(f"{OTHERS[code]}\n{english * 2}") == "en"


def test_the_source_is_believed_unless_the_text_clearly_tells_otherwise() -> None:
    assert language_of("Berlin liefert Panzer", "de") == "de"
    assert language_of("Norland sold lathes.", "de") == "de"
    assert language_of("Two officials said that the plant had sold lathes to Veridia in the spring.", "de") == "en"


def test_languages_have_names() -> None:
    assert [language_name(code) for code in ("de", "uk", "zh", "xx")] == ["German", "Ukrainian", "Chinese", "xx"]


@pytest.mark.skipif(not REAL_NEWS.is_file(), reason="the corpus of real news is not at hand")
def test_of_ten_thousand_short_news_reports_in_english_none_is_taken_for_another_language() -> None:
    with gzip.open(REAL_NEWS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for number, line in enumerate(lines) if number % 10 == 0]
    assert len(texts) > 9_000
    assert [text for text in texts if language_of(text) != "en"] == []


def test_an_article_in_another_language_keeps_its_text_and_says_why_it_was_not_read(
    extractor: Extractor, tmp_path: Path
) -> None:
    for name, text in {"a": OTHERS["de"], "b": "Norland sold lathes to Kenya.", "c": OTHERS["ru"]}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    documents = [each for each in read_sources([str(tmp_path)]) if isinstance(each, Document)]
    assert [document.article.language for document in documents] == ["de", "en", "ru"]
    german, english, russian = extractor.read_many(documents)
    assert german == Reading(documents[0], unread="is in German, and only English is read")
    assert russian.unread == "is in Russian, and only English is read"
    assert (len(english.claims), english.unread) == (1, "")
    assert to_record(german) == {
        "article": "a",
        "language": "de",
        "unread": "is in German, and only English is read",
        "entities": [],
        "claims": [],
    }


def test_a_declared_language_that_is_not_read_counts_also_where_the_text_is_short(extractor: Extractor) -> None:
    text = "Berlin liefert Panzer"
    reading = extractor.read(Document(Article("a", "a", text_hash(text), language="de"), text))
    assert reading.unread


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


GERMAN = (
    "Das Werk hat im Mai Motoren nach Veridien geliefert, sagte ein Sprecher. Das Ministerium bestritt es am Montag."
)


def test_an_article_in_another_language_is_told_not_to_be_read(tmp_path: Path) -> None:
    (tmp_path / "bericht.txt").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "wire.txt").write_text("Norway supplied gas to Germany.", encoding="utf-8")
    result = _run("extract", str(tmp_path))
    german, english = (json.loads(line) for line in result.stdout.splitlines())
    assert (german["language"], german["unread"]) == ("de", "is in German, and only English is read")
    assert len(english["claims"]) == 1
    assert "unread" not in english
    assert result.stderr.splitlines() == [
        "Note: bericht is in German, and only English is read; no claim was looked for",
        "Not read, being in other languages than English: 1 (1 German)",
    ]
    assert result.exit_code == 0


@pytest.mark.parametrize("arguments", [("extract", "--explain"), ("export", "-o", "page.html")])
def test_other_commands_that_read_articles_tell_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bericht.txt").write_text(GERMAN, encoding="utf-8")
    result = _run(*arguments, "bericht.txt")
    assert "Note: bericht is in German, and only English is read" in result.stderr
    assert "1 (1 German)" in result.stderr


def test_of_many_articles_in_other_languages_the_first_are_told_and_all_are_counted(tmp_path: Path) -> None:
    rows = (json.dumps({"id": f"r{number}", "text": GERMAN}) for number in range(14))
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    result = _run("extract", str(tmp_path / "rows.jsonl"))
    assert result.stderr.count("Note: ") == 10
    assert "14 (14 German)" in result.stderr
