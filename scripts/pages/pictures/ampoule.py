"""A glass ampoule and the front of its box: the name, the strength and the liquid pointed out."""

from calculator.render.markup import Markup, element
from scripts.content.phrases import site_language, tie
from scripts.pages.pictures.callouts import callout, figure, outline

SOURCES = ("emc-hydroxocobalamin-smpc", "epgonline-hydroxocobalamin-2021")
"""The texts of UK products whose name, strength and volume the drawn box has."""
LINES = ("name", "strength", "liquid")
GLASS = (
    "M60 6C67 6 70 11 71 20C73 38 78 48 78 64C78 80 70 86 70 100C70 112 98 118 98 140V298Q98 312 84 312H36"
    "Q22 312 22 298V140C22 118 50 112 50 100C50 86 42 80 42 64C42 48 47 38 49 20C50 11 53 6 60 6Z"
)
AMPOULE = (
    ("liquid", "M26 152Q60 160 94 152V296Q94 308 82 308H38Q26 308 26 296Z"),
    ("paper", "M22 170Q60 180 98 170V232Q60 242 22 232Z"),
    ("print print--name", "M34 188Q60 193 86 188"),
    ("print print--strength", "M34 205Q60 210 78 208"),
    ("print", "M34 220Q48 223 60 223"),
    ("glass", GLASS),
    ("ring", "M50 100Q60 105 70 100"),
    ("shine", "M33 130V148M50 48C49 54 48 60 48 66"),
)
"""From the back to the front. The lines of print stand for the words on the box."""


def picture() -> Markup:
    """The picture with its words."""
    say = site_language().say
    front = [
        element("p", callout(number), tie(say(f"picture.ampoule.box.{line}")), class_=f"carton__{line}")
        for number, line in enumerate(LINES, 1)
    ]
    last = element("p", say("picture.ampoule.box.form"), class_="carton__form")
    return figure(
        "ampoule",
        element("div", outline(120, 320, *AMPOULE), callout(3, "liquid"), class_="ampoule"),
        element("div", *front, last, class_="carton"),
        points=[("name", ()), ("strength", ()), ("liquid", SOURCES)],
    )
