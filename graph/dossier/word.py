"""A dossier as a Word document (DOCX), with headings to navigate by, page numbers and links to http(s) only."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final, cast

from claimgraph.graph.dossier import words
from claimgraph.graph.dossier.content import Dossier, Entry, Source, Voice, day_of
from claimgraph.graph.dossier.markup import is_web
from claimgraph.graph.dossier.png import png_of
from claimgraph.graph.printable import safe, xml_text
from claimgraph.graph.render.provenance import CAVEAT

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_SANS: Final = "Arial"
_SERIF: Final = "Georgia"
_MUTED: Final = "57606A"
_INK: Final = "15181C"
_STATUSES: Final = {
    "asserted": "1B1F24",
    "alleged": "005F96",
    "contested": "B34700",
    "denied": "963269",
    "negated": "57606A",
}
_MARGIN_CM: Final = (1.7, 1.8)
"""Of the sides, and above and below."""
_TEXT_CM: Final = 17.6
_HEADINGS: Final = ((1, 14.0, 16.0), (2, 11.0, 12.0), (3, 8.5, 6.0))
"""Level, size and room above of each heading, in points."""


def to_docx(dossier: Dossier) -> bytes:
    """The document as the bytes of a file."""
    return _Writer(dossier).written()


class _Writer:
    """Writes one dossier from top to bottom."""

    def __init__(self, dossier: Dossier) -> None:
        from docx import Document

        self._dossier = dossier
        self._document: DocxDocument = Document()

    def written(self) -> bytes:
        self._set_up()
        self._front()
        self._pictures()
        self._overview()
        self._checks()
        for chapter in self._dossier.chapters:
            self._heading(f"{chapter.heading} ({len(chapter.entries)})", 1)
            for entry in chapter.entries:
                self._entry(entry)
        self._end()
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _set_up(self) -> None:
        from docx.shared import Cm, Pt, RGBColor

        document, dossier = self._document, self._dossier
        core = document.core_properties
        core.title, core.author, core.comments = _text(dossier.title)[:255], "claimgraph", CAVEAT
        core.created = core.modified = datetime.combine(dossier.built_on, time(), UTC)
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(_MARGIN_CM[0])
        section.top_margin = section.bottom_margin = Cm(_MARGIN_CM[1])
        normal = _style(document, "Normal")
        _font(normal, _SANS, 9.5)
        normal.paragraph_format.space_after = Pt(3)
        title = _style(document, "Title")
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(6), Pt(4)
        _without_rule(title)
        for level, size, above in _HEADINGS:
            style = _style(document, f"Heading {level}")
            _font(style, _SANS, size)
            style.font.color.rgb = RGBColor.from_string(_INK if level < 3 else _MUTED)
            style.font.bold = level < 3
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(3)
            style.paragraph_format.keep_with_next = True
        footer = section.footer.paragraphs[0]
        self._run(footer, f"{CAVEAT}   ", size=7.5, muted=True)
        for before, kind in (("", "PAGE"), (" of ", "NUMPAGES")):
            self._run(footer, before, size=7.5, muted=True)
            _field(footer, self._run(footer, "1", size=7.5, muted=True), kind)

    def _front(self) -> None:
        dossier = self._dossier
        self._run(self._paragraph(), f"claimgraph dossier · {day_of(dossier.built_on.isoformat())}", muted=True, size=8)
        title = self._document.add_heading(level=0)
        self._run(title, dossier.title, font=_SERIF, size=24, bold=True, colour=_INK)
        self._run(self._paragraph(), dossier.deck, font=_SERIF, size=12, muted=True)
        for line in dossier.note.splitlines():
            self._run(self._paragraph(indent=0.4), line, size=10)
        if dossier.figures:
            table = self._table(1, [_TEXT_CM / len(dossier.figures)] * len(dossier.figures), ruled=False)
            for cell, figure in zip(table.rows[0].cells, dossier.figures, strict=True):
                self._run(cell.paragraphs[0], figure.number, font=_SERIF, size=18, bold=True)
                self._run(cell.add_paragraph(), figure.words, size=8.5, muted=True)

    def _pictures(self) -> None:
        from docx.shared import Cm

        sheets = words.sheets(self._dossier)
        if not sheets:
            return
        self._heading("Who supplies whom, with what, and how sure it is", 1)
        for sheet in sheets:
            run = self._paragraph().add_run()
            picture = run.add_picture(io.BytesIO(png_of(sheet)), width=Cm(_TEXT_CM - 0.1))
            picture._inline.docPr.set("descr", _text(sheet.title))
        self._run(self._paragraph(), words.KEY, size=8, muted=True)
        if words.not_drawn(self._dossier):
            self._run(self._paragraph(), words.not_drawn(self._dossier), size=8, muted=True)

    def _overview(self) -> None:
        entries = self._dossier.disputed
        if not entries:
            return
        self._heading("Disputed claims at a glance", 1)
        table = self._table(len(entries) + 1, [0.9, 5.2, 2.5, 5.0, 4.0])
        for cell, head in zip(table.rows[0].cells, words.OVERVIEW, strict=True):
            self._run(cell.paragraphs[0], head, size=8, muted=True)
        _repeat_head(table)
        for row, entry in zip(table.rows[1:], entries, strict=True):
            at, what, standing, saying, denying = (cell.paragraphs[0] for cell in row.cells)
            self._run(at, str(entry.number), size=8.5, muted=True)
            self._run(what, entry.good, size=8.5, bold=True)
            self._run(what, f" {words.short(entry)}", size=8.5)
            self._run(standing, entry.standing, size=8.5, bold=True, colour=_STATUSES[entry.status.value])
            self._run(saying, words.names(entry.saying) or "nobody in these articles", size=8.5)
            self._run(denying, words.names(entry.denying), size=8.5)

    def _checks(self) -> None:
        lines = words.doubts(self._dossier)
        if lines:
            self._heading("To check before printing", 1)
        for line in lines:
            self._run(self._paragraph(), f"☐ {line}", size=9)

    def _entry(self, entry: Entry) -> None:
        heading = self._document.add_heading(level=2)
        self._run(heading, f"{entry.number}  {entry.good} ", bold=True, colour=_INK)
        self._run(heading, words.short(entry), bold=False, colour=_INK)
        facts = self._paragraph(keep=True)
        self._run(facts, entry.standing, bold=True, size=9, colour=_STATUSES[entry.status.value])
        self._run(facts, "".join(f" · {fact}" for fact in entry.facts), size=9, muted=True)
        table = self._table(2, [_TEXT_CM / 2] * 2, ruled=False)
        for at, (head, voices, nobody) in enumerate(words.sides(entry)):
            self._run(table.rows[0].cells[at].paragraphs[0], head, size=8, muted=True)
            self._side(table.rows[1].cells[at], voices, nobody)
        if entry.beside:
            line = "; ".join(entry.beside)
            told = f"Other denials between the same parties, which do not cover it: {line}."
            self._run(table.rows[1].cells[1].add_paragraph(), told, size=8, muted=True)
        for head, lines in words.reviewed(entry):
            reviewed = self._paragraph()
            self._run(reviewed, f"{head}: ", size=8.5, bold=True)
            self._run(reviewed, f"{'; '.join(lines)}.", size=8.5, muted=head != words.KNOWN)
        for check in entry.checks:
            self._run(self._paragraph(), f"☐ {check.words}", size=8.5)

    def _side(self, cell: _Cell, voices: Iterable[Voice], nobody: str) -> None:
        paragraph: Paragraph | None = cell.paragraphs[0]
        for voice in voices:
            name = paragraph or cell.add_paragraph()
            paragraph = None
            self._run(name, voice.name, size=9, bold=True)
            about = " · ".join(filter(None, [voice.part, words.ties(voice)]))
            self._run(name, f"  {about}", size=8, muted=True)
            for quote in voice.quotes:
                quoted = cell.add_paragraph()
                quoted.paragraph_format.left_indent = _cm(0.3)
                self._run(quoted, quote.text, font=_SERIF, size=9)
                cited = cell.add_paragraph()
                cited.paragraph_format.left_indent = _cm(0.3)
                self._run(cited, f"{words.attribution(quote)} [{quote.source}]", size=8, muted=True)
                if words.warning(quote):
                    self._run(cited, f" {words.warning(quote)}", size=8, bold=True, colour=_STATUSES["contested"])
            if voice.further:
                self._run(cell.add_paragraph(), words.further(voice), size=8, muted=True)
        if paragraph is not None:
            self._run(paragraph, nobody, size=9, muted=True)

    def _end(self) -> None:
        dossier = self._dossier
        for heading, told in (
            (words.KNOWN, dossier.known),
            ("Method", dossier.method),
            ("Limits", dossier.limits),
            ("How these claims were chosen", dossier.made_by),
        ):
            if told:
                self._heading(heading, 1)
            for line in told:
                self._run(self._paragraph(), line, size=9)
        if dossier.sources:
            self._heading(f"Articles ({len(dossier.sources)})", 1)
            for source in dossier.sources:
                self._source(source)

    def _source(self, source: Source) -> None:
        published = day_of(source.published) if source.published else "no date"
        paragraph = self._paragraph()
        told = " · ".join(filter(None, [source.title, source.publisher, words.reliability(source), published]))
        self._run(paragraph, f"[{source.number}] {told}", size=8.5)
        if source.url:
            self._run(paragraph, " · ", size=8.5)
            self._link(paragraph, source.url)

    def _link(self, paragraph: Paragraph, url: str) -> None:
        if not is_web(url):
            self._run(paragraph, url, size=8.5)
            return
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(_text(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(self._run(paragraph, url, size=8.5, colour=_STATUSES["alleged"])._r)
        paragraph._p.append(link)

    def _heading(self, text: str, level: int) -> None:
        self._document.add_heading(_text(text), level)

    def _paragraph(self, *, indent: float = 0, keep: bool = False) -> Paragraph:
        paragraph = self._document.add_paragraph()
        if indent:
            paragraph.paragraph_format.left_indent = _cm(indent)
        paragraph.paragraph_format.keep_with_next = keep or None
        return paragraph

    def _run(
        self,
        paragraph: Paragraph,
        text: str,
        *,
        font: str = "",
        size: float = 0,
        bold: bool | None = None,
        muted: bool = False,
        colour: str = "",
    ) -> Run:
        from docx.shared import Pt, RGBColor

        run = paragraph.add_run(_text(text))
        run.bold = bold
        if font:
            run.font.name = font
        if size:
            run.font.size = Pt(size)
        if muted or colour:
            run.font.color.rgb = RGBColor.from_string(colour or _MUTED)
        return run

    def _table(self, rows: int, widths: list[float], *, ruled: bool = True) -> Table:
        table: Table = self._document.add_table(rows, len(widths))
        table.autofit = False
        if ruled:
            _rule(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = _cm(width)  # some word processors look here, others at the cells
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = _cm(width)
        return table


def _text(text: str) -> str:
    return xml_text(safe(text))


def _cm(number: float) -> Any:
    from docx.shared import Cm

    return Cm(number)


def _style(document: DocxDocument, name: str) -> ParagraphStyle:
    """A style of paragraphs. The library types all its styles alike, whatever they are of."""
    return cast("ParagraphStyle", document.styles[name])


def _font(style: Any, name: str, size: float) -> None:
    """A style's font, for East Asian and complex scripts too: Word's own themes would take others there."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = name, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _field(paragraph: Paragraph, run: Run, kind: str) -> None:
    """Make a run the place of a number that the word processor counts itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), kind)
    field.append(run._r)
    paragraph._p.append(field)


def _without_rule(style: Any) -> None:
    """Take away the line that Word's own style draws below a title."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for rule in properties.findall(qn("w:pBdr")):
        properties.remove(rule)


def _rule(table: Table) -> None:
    """Thin lines between the rows."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "D5DAE0")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _repeat_head(table: Table) -> None:
    """Tell the word processor to print the first row on each page again."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)
