"""The foot of a clinic's sheet: its square picture and short address, and a phone held over the square."""

from calculator.render.markup import Markup, element
from scripts.pages.pictures.callouts import callout, figure, outline

DOTS = (
    (4, 0),
    (4, 2),
    (3, 3),
    (5, 4),
    (0, 4),
    (2, 4),
    (7, 4),
    (4, 5),
    (3, 7),
    (6, 6),
    (8, 6),
    (5, 8),
    (7, 8),
)
"""Column and row of the single cells between the corners. They are made up, and no phone can read them."""


def square(left: float, top: float, cell: float) -> str:
    """The path of a square of 9 by 9 cells, in the way of a QR code: three corners with a ring, and dots."""
    rings = [
        f"M{left + x * cell} {top + y * cell}h{3 * cell}v{3 * cell}h{-3 * cell}z"
        f"m{cell} {cell}v{cell}h{cell}v{-cell}z"
        for x, y in ((0, 0), (6, 0), (0, 6))
    ]
    dots = [f"M{left + x * cell} {top + y * cell}h{cell}v{cell}h{-cell}z" for x, y in DOTS]
    return "".join(rings + dots)


SHEET = (
    (
        "line",
        "M12 118L32 110L52 118L72 110L92 118L112 110L132 118L152 110L172 118L192 110L212 118L232 110V234H12Z",
    ),
    ("module", square(50, 156, 6)),
    ("print", "M128 158H216M128 170H196"),
    ("print print--name", "M128 192H200"),
    ("print", "M128 214H180"),
    ("paper", "M38 8H116Q124 8 124 16V132Q124 140 116 140H38Q30 140 30 132V16Q30 8 38 8Z"),
    ("line", "M38 22H116V122H38ZM72 131H82"),
    ("lead", "M48 48V34H62M92 34H106V48M106 96V110H92M62 110H48V96"),
    ("module", square(56.75, 51.75, 4.5)),
    ("lead", "M36 146L44 154M118 146L110 154"),
)
"""From the back to the front: the sheet, torn off above, and the phone, whose screen shows the whole square."""


def picture() -> Markup:
    """The picture with its words."""
    return figure(
        "code",
        element(
            "div",
            outline(244, 240, *SHEET),
            callout(1, "square"),
            callout(2, "address"),
            class_="torn",
        ),
        points=[("square", ()), ("address", ())],
    )
