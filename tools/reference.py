"""Make the document whose styles pandoc gives to a form: `python tools/reference.py` writes examples/form.docx.

Of HTML pandoc keeps tables with their widths and sides, heading rows that repeat, and what is bold. What it does not
read, the styles of this document say: the font, the lines around the cells, where the lines above a table stand, and
the sheet. It is pandoc's own document of reference with these changed.
"""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

REFERENCE = Path(__file__).parents[1] / "examples" / "form.docx"
FONT = "Times New Roman"
# Without a clock: the file changes where a style does.
_WHEN = (2026, 1, 1, 0, 0, 0)
# Half points.
_TEXT, _CELL, _TITLE = 26, 22, 28
_SIDES = {"left": "left", "center": "center", "right": "right"}
# A4 across, in twentieths of a point, with the margins of a document.
_SHEET = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="720" w:footer="720" w:gutter="0"/>'
    "</w:sectPr>"
)
_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def change_styles(styles: str) -> str:
    """Return the styles of pandoc's document as a form has them."""
    # 1. One font, in black.
    styles = re.sub(r"<w:rFonts [^>]*/>", _FONTS, styles)
    styles = re.sub(r"\s*<w:color [^>]*/>", "", styles)
    styles = re.sub(r'(<w:rPrDefault>.*?<w:sz w:val=")\d+', rf"\g<1>{_TEXT}", styles, count=1, flags=re.DOTALL)
    styles = re.sub(r'(<w:pPrDefault>.*?w:after=")\d+', r"\g<1>0", styles, count=1, flags=re.DOTALL)
    # 2. The title of a form in the middle; that of the file, which pandoc puts above it, is not shown.
    styles = _change_style(styles, "Heading2", f'<w:jc w:val="center"/>%<w:b/><w:sz w:val="{_TITLE}"/>')
    styles = _change_style(
        styles, "Title", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>%<w:vanish/>'
    )
    styles = _change_style(
        styles, "Compact", f'<w:keepLines/><w:spacing w:before="20" w:after="20"/>%<w:sz w:val="{_CELL}"/>'
    )
    # 3. Lines around all cells, headings in bold, and no row on two sheets.
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    styles = styles.replace(
        '<w:tblInd w:w="0" w:type="dxa" />', f'<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>', 1
    )
    styles = styles.replace(
        '<w:tblStylePr w:type="firstRow">', '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>', 1
    )
    table = styles.index('w:styleId="Table"')
    end = styles.index("</w:tblPr>", table) + len("</w:tblPr>")
    styles = f"{styles[:end]}<w:trPr><w:cantSplit/></w:trPr>{styles[end:]}"
    # 4. The lines above a form.
    sides = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Form{name}"><w:name w:val="Form {name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="{side}"/></w:pPr></w:style>'
        for name, side in _SIDES.items()
    )
    return styles.replace("</w:styles>", f"{sides}</w:styles>")


def _change_style(styles: str, id: str, look: str) -> str:
    """Return styles with one that looks otherwise: before the % stands how its paragraph does, behind it its text."""
    paragraph, text = look.split("%")
    start = styles.index(f'w:styleId="{id}"')
    end = styles.index("</w:style>", start)
    own = re.sub(r"\s*<w:(pPr|rPr)>.*?</w:\1>", "", styles[start:end], flags=re.DOTALL)
    return f"{styles[:start]}{own}<w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr>{styles[end:]}"


def make_reference() -> bytes:
    """Return the document, made of the one that pandoc brings."""
    brought = subprocess.run(["pandoc", "--print-default-data-file", "reference.docx"], capture_output=True, check=True)
    made = BytesIO()
    with ZipFile(BytesIO(brought.stdout)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "word/styles.xml":
                content = change_styles(content)
            if name == "word/document.xml":
                content = re.sub(r"<w:sectPr ?/>", _SHEET, content)
            new.writestr(ZipInfo(name, _WHEN), content, ZIP_DEFLATED)
    return made.getvalue()


if __name__ == "__main__":
    REFERENCE.write_bytes(make_reference())
