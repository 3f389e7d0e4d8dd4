"""Forms as HTML, and as the documents that pandoc makes of them: read back, table by table."""

import re
import shlex
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from conftest import EXAMPLES, Run
from handed_in import FORMS, each_form
from reference import FONT, REFERENCE, make_reference
from test_html import HTML, all_of, read, text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Of each form the places of the columns whose cells stand at the right.
NUMBERS = {"1": (3, 4, 5, 6), "2": (3, 4, 5, 6, 7), "3": (3,), "4": (6,), "5": (2, 3, 4), "6": (2,)}
LAST = {"1": "VII", "2": "VII", "3": "V", "4": "X", "6": "VII"}
# The heading of the sum, bold as well.
SUMS = {"3": "Tổng cộng", "4": "Tổng cộng", "5": "Tổng số"}


@each_form
def test_a_form_is_a_sound_document(hanoi: Run, number: str) -> None:
    ran = hanoi(*shlex.split(FORMS[number]), "--lang", "vi", "--format", "html")
    assert (ran.stderr, ran.code) == ("", 0)
    document = read(ran.stdout)
    assert document.get("lang") == "vi"
    (body,) = all_of(document, "body")
    assert body.get("style", "").startswith(f"font-family:'{FONT}',serif")
    (table,) = all_of(document, "table")
    (head,) = all_of(table, "thead")
    headings, numbers = all_of(head, "tr")
    # 1. Two rows of headings, of which the second numbers the columns.
    assert next(text_of(cell) for cell in headings) == "TT"
    told = [text_of(cell) for cell in numbers]
    assert [cell.partition("=")[0] for cell in told] == [f"({place})" for place in range(1, len(told) + 1)]
    # 2. Widths that fill the table, and numbers at the right.
    widths = [int(re.fullmatch(r"width:(\d+)%", column.get("style", ""))[1]) for column in all_of(table, "col")]  # type: ignore[index]
    assert (len(widths), 95 <= sum(widths) <= 105) == (len(told), True)
    rows = all_of(all_of(table, "tbody")[0], "tr")
    for row in rows:
        at_right = [place for place, cell in enumerate(row) if "text-align:right" in cell.get("style", "")]
        assert at_right == list(NUMBERS[number])
    # 3. Rows of groups and of sums are bold, and no others.
    bold = [text_of(row[0]) for row in rows if all_of(row, "b")]
    assert bold == [text for row in rows if not (text := text_of(row[0])).isdigit() and text != "-"][: len(bold)]
    assert not any(all_of(row, "b") for row in rows if text_of(row[0]).isdigit())
    assert all(one.tag != f"{HTML}caption" for one in document.iter())


def test_many_columns_have_smaller_type_and_no_date_breaks(plantrack: Run, tmp_path: Path) -> None:
    stages = [f"stage{number}" for number in range(9)]
    item = "".join(
        f'[[milestones]]\ndate = 2024-02-02\nkind = "road"\nstage = "{stage}"\nitem = "{"A long name " * 4}"\n'
        for stage in stages
    )
    kind = f'[kinds.road]\nstages = {stages}\nattributes = {{ ward = "text", investor = "text" }}\n'
    (tmp_path / "plan.toml").write_text(f"[plan]\nstart = 2021-01-01\nend = 2025-12-31\n{kind}{item}", encoding="utf-8")
    document = read(plantrack("form", "3", "--as-of", "2025-01-01", "--lang", "vi", "--format", "html").stdout)
    (table,) = all_of(document, "table")
    # Three columns with short texts, nine with dates, two with long ones: 3 * 8 + 9 * 13 + 2 * 15 letters, or so.
    assert table.get("style", "").endswith(";font-size:8pt")
    row = all_of(all_of(table, "tbody")[0], "tr")[0]
    assert row.get("style") == "page-break-inside:avoid"
    dates = [cell.get("style", "") for cell in row if text_of(cell) == "02/02/2024"]
    assert (len(dates), all(style.endswith(";white-space:nowrap") for style in dates)) == (9, True)


class Document(NamedTuple):
    """What a document says, as far as a form needs it."""

    body: Element
    styles: dict[str, Element]  # by their ids

    def side_of(self, paragraph: Element) -> str:
        """Return where a paragraph stands, by itself or by its style."""
        own = paragraph.find(f"{W}pPr/{W}jc")
        if own is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            own = None if style is None else self.styles[style.get(f"{W}val", "")].find(f"{W}pPr/{W}jc")
        return "left" if own is None else own.get(f"{W}val", "")


def text_in(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def convert(folder: Path, name: str) -> Document:
    """Make a document of an answer, with the styles that stand beside the example plan."""
    command = ["pandoc", name, "--reference-doc", str(EXAMPLES / "form.docx"), "-o", "form.docx"]
    subprocess.run(command, cwd=folder, check=True)
    with zipfile.ZipFile(folder / "form.docx") as written:
        body = ElementTree.fromstring(written.read("word/document.xml"))
        styles = ElementTree.fromstring(written.read("word/styles.xml"))
    return Document(body, {one.get(f"{W}styleId", ""): one for one in styles.iter(f"{W}style")})


needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="there is no pandoc, which makes the document")


@pytest.mark.slow
@needs_pandoc
@each_form
def test_a_form_becomes_a_document_that_can_be_handed_in(hanoi: Run, tmp_path: Path, number: str) -> None:
    html = hanoi(*shlex.split(FORMS[number]), "--lang", "vi", "--format", "html").stdout
    (tmp_path / "form.html").write_text(html, encoding="utf-8")
    document = convert(tmp_path, "form.html")
    (table,) = document.body.iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    # 1. The two rows of headings repeat on each sheet, and no other row does.
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert repeated == [True, True, *[False] * (len(rows) - 2)]
    cells = [[text_in(cell) for cell in row.iter(f"{W}tc")] for row in rows]
    assert (cells[0][0], cells[1][:2]) == ("TT", ["(1)", "(2)"])
    # 2. The columns are as wide as the HTML says, to a hundredth.
    grid = [int(column.get(f"{W}w", "")) for column in table.iter(f"{W}gridCol")]
    percents = [int(width) for width in re.findall(r"<col style=\"width:(\d+)%", html)]
    wide = [
        share * 100 / sum(grid) - percent * 100 / sum(percents) for share, percent in zip(grid, percents, strict=True)
    ]
    assert max(map(abs, wide)) < 1
    # 3. Numbers stand at the right.
    for row in rows[2:]:
        sides = [document.side_of(next(cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc") if text_in(cell)]
        texts = [place for place, cell in enumerate(row.iter(f"{W}tc")) if text_in(cell)]
        assert [place for place, side in zip(texts, sides, strict=True) if side == "right"] == [
            place for place in NUMBERS[number] if place in texts
        ]
    # 4. Groups and sums are bold.
    bold = [
        text_in(next(row.iter(f"{W}tc"))) or text_in(list(row.iter(f"{W}tc"))[1])
        for row in rows[2:]
        if row.find(f".//{W}r/{W}rPr/{W}b") is not None
    ]
    assert (LAST.get(number) in (*bold, None), SUMS.get(number) in (*bold, None)) == (True, True)
    assert not any(text.isdigit() for text in bold)
    # 5. No row on two sheets; one font; lines around all cells; the lines above in the middle, the unit at the right.
    assert document.styles["Table"].find(f"{W}trPr/{W}cantSplit") is not None
    assert document.styles["Compact"].find(f"{W}pPr/{W}keepLines") is not None
    fonts = {font.get(f"{W}ascii") for style in document.styles.values() for font in style.iter(f"{W}rFonts")}
    assert fonts == {FONT}
    assert document.styles["Table"].find(f"{W}tblPr/{W}tblBorders/{W}insideH") is not None
    above = {text_in(one): document.side_of(one) for one in document.body.iter(f"{W}p") if text_in(one)}
    assert {above[text] for text in above if "Biểu số" in text or "Kèm theo" in text or "Số liệu " in text} == {
        "center"
    }
    assert all(side == "right" for text, side in above.items() if text.startswith("Đơn vị tính: "))


@pytest.mark.slow
@needs_pandoc
@each_form
def test_from_markdown_come_numbers_at_the_right_and_groups_in_bold(hanoi: Run, tmp_path: Path, number: str) -> None:
    """Markdown has no widths, and one row of headings."""
    written = hanoi(*shlex.split(FORMS[number]), "--lang", "vi", "--format", "markdown").stdout
    (tmp_path / "form.md").write_text(written, encoding="utf-8")
    document = convert(tmp_path, "form.md")
    (table,) = document.body.iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, *[False] * (len(rows) - 1)]
    assert [text_in(cell) for cell in rows[1].iter(f"{W}tc")][:2] == ["(1)", "(2)"]
    assert [
        place
        for place, cell in enumerate(rows[1].iter(f"{W}tc"))
        if document.side_of(next(cell.iter(f"{W}p"))) == "right"
    ] == list(NUMBERS[number])
    assert any(row.find(f".//{W}r/{W}rPr/{W}b") is not None for row in rows[2:])


@pytest.mark.slow
@needs_pandoc
def test_the_document_of_reference_is_what_the_tool_makes() -> None:
    version = subprocess.run(["pandoc", "--version"], capture_output=True, check=True, encoding="utf-8").stdout
    if not version.startswith("pandoc 2.17"):
        pytest.skip("another pandoc brings other styles to change")
    assert make_reference() == REFERENCE.read_bytes()
