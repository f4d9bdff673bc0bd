"""How B12 gets from food into the blood: a head and trunk in outline, with stomach and bowel."""

from calculator.render.markup import Markup, element
from scripts.pages.pictures.callouts import callout, figure, outline

SIDE = (
    "C110 70 112 74 120 77C131 81 140 84 143 94C145 106 142 116 141 128C140 143 137 155 137 168"
    "C136 181 141 193 144 207C147 222 148 236 148 252"
)
"""From the neck along shoulder and trunk to the hip."""
BODY = (
    ("skin", f"M100 62H110{SIDE}H100Z"),
    ("line", f"M110 62{SIDE}"),
    ("skin", "M100 12C112 12 120 22 120 36C120 52 111 66 100 66Z"),
    ("line", "M100 12C112 12 120 22 120 36C120 52 111 66 100 66"),
)
"""The right half, seen from the front; the left half is its mirror."""
GULLET = "M100 54V104C100 112 103 116 107 118"
STOMACH = (
    "M104 117C108 112 109 104 117 102C127 100 132 110 130 122C128 138 115 148 100 147C91 146 88 142 89 138"
    "C96 141 105 139 108 131C110 126 108 122 104 121Z"
)
BOWEL = (
    "M89 142C82 146 80 154 86 158C96 163 108 156 117 159C125 162 124 171 116 173C105 176 92 170 83 175"
    "C76 180 80 188 88 188C98 189 108 184 117 187C125 191 122 200 114 201C104 203 96 199 88 202"
)
LAST = "M88 202C80 205 76 211 77 219"
INSIDE = (
    ("tube", f"{GULLET}{BOWEL}{LAST}"),
    ("tube tube--inner", f"{GULLET}{BOWEL}"),
    ("tube tube--last", LAST),
    ("organ", STOMACH),
    ("lead", "M94 54H48M130 120H166M72 214H40"),
)
"""From the back to the front: gullet and bowel as tubes, the last part of the bowel in red, then the stomach."""


def picture() -> Markup:
    """The picture with its words."""
    return figure(
        "gets_in",
        element(
            "div",
            outline(200, 252, *BODY, mirrored=True),
            outline(200, 252, *INSIDE),
            *(callout(number, place) for number, place in enumerate(("food", "stomach", "bowel"), 1)),
            class_="person",
        ),
        points=[
            ("food", ("healthify-pernicious-anaemia",)),
            ("stomach", ("healthify-pernicious-anaemia",)),
            ("bowel", ("dmp-b12-tablets",)),
        ],
    )
