"""Photograph the page and two forms of the example: `python tools/photographs.py` writes the pictures to examples.

It needs chromium, and what `pip install '.[browser]'` brings; without them it says so. Of what a browser draws no two
machines agree in every point, so that no test compares these pictures: look at them, and run it when the page changes.
"""

import shutil
import struct
import sys
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pictures import EXAMPLES, answer_line

ASKED = ("page", "--as-of", "2025-06-30", "--since", "2024-12-15", "--plan", str(EXAMPLES / "plan.toml"))
WIDTH, HEIGHT = 1280, 1700
FORMS = {
    "form-1": "form 1 --as-of 2025-06-30 --lang vi --format html --plan",
    "form-3": "form 3 --kind cluster --stage started --by district --as-of 2025-06-30 --lang vi --format html --plan",
}
# Of a sheet of A4 at 72 points an inch.
SCALE = 1.6


def photograph(folder: Path) -> None:
    """Write the pictures of the page, on a screen and on paper, and of two forms to a folder."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright, TemporaryDirectory() as beside:
        written = Path(beside) / "page.html"
        answer_line([*ASKED, "--output", str(written)], None)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(written.as_uri())
        page.screenshot(path=str(folder / "page.png"))
        paper = page.pdf(prefer_css_page_size=True)
        sheet = browser.new_page(viewport={"width": WIDTH, "height": 1})
        for name, line in FORMS.items():
            sheet.set_content(answer_line([*line.split(), str(EXAMPLES / "plan.toml")], None).text)
            sheet.screenshot(path=str(folder / f"{name}.png"), full_page=True)
        browser.close()
    (folder / "page-sheet.png").write_bytes(draw_sheet_of(paper))


def draw_sheet_of(paper: bytes) -> bytes:
    """Return the first sheet of a PDF as a picture."""
    import pypdfium2

    bitmap: Any = pypdfium2.PdfDocument(paper)[0].render(scale=SCALE, rev_byteorder=True)
    pixels, length = bytes(bitmap.buffer), bitmap.width * bitmap.n_channels
    rows = b"".join(b"\0" + pixels[row * bitmap.stride :][:length] for row in range(bitmap.height))
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, {3: 2, 4: 6}[bitmap.n_channels], 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


if __name__ == "__main__":
    try:
        photograph(EXAMPLES)
    except ImportError as error:
        sys.exit(f"{error.name} is not there: pip install '.[browser]', and chromium")
