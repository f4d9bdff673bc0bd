"""A code to photograph (QR, ISO/IEC 18004) that leads back to an address, through the qrcodegen library.

The build draws those of published addresses. A browser fetches the library when a reader prints dates of their own.
"""

from itertools import groupby

from calculator.language import Language
from calculator.problem import Needs
from calculator.render.markup import Markup, element

QUIET = 4
"""White modules around a code, as the standard asks."""


def qr(address: str, language: Language) -> Markup:
    """The code, black on white, named for whoever does not see it. Raises Needs without the library.

    Level Q, whatever the length: it survives a photocopier, which may take a quarter of it.
    """
    try:
        from qrcodegen import QrCode, QrSegment
    except ModuleNotFoundError as error:
        raise Needs("qrcodegen") from error
    segments = QrSegment.make_segments(address)
    code = QrCode.encode_segments(segments, QrCode.Ecc.QUARTILE, boostecl=False)
    side = code.get_size()
    rows = ([code.get_module(x, y) for x in range(side)] for y in range(side))
    whole = side + 2 * QUIET
    return element(
        "svg",
        element("title", language.say("keep.code", address=address)),
        element("path", d=f"M0 0h{whole}v{whole}h-{whole}z", fill="#fff"),
        element("path", d="".join(line(y, row) for y, row in enumerate(rows)), stroke="#000"),
        viewBox=f"0 0 {whole} {whole}",
        role="img",
        class_="qr",
    )


def line(y: int, row: list[bool]) -> str:
    """The dark modules of a row as strokes of the width of a module, from left to right."""
    drawn, x = "", QUIET
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            drawn += f"M{x} {y + QUIET}.5h{length}"
        x += length
    return drawn
