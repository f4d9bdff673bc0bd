"""Where injections into a muscle are given: a person in outline, upper arm and thigh marked. No technique."""

from calculator.render.markup import Markup, element
from scripts.pages.pictures.callouts import callout, figure, outline

SIDE = (
    "C110 70 112 74 120 77C130 81 142 83 150 90C158 97 160 108 161 119C163 135 166 147 168 160C171 178 176 196 179 211"
    "C182 221 185 229 184 238C183 246 177 248 173 242C169 235 167 224 165 214C160 199 154 183 151 167"
    "C148 153 145 140 142 126C141 142 138 155 137 168C136 181 141 193 144 207C148 226 148 250 144 277"
    "C141 299 138 313 137 331C136 345 140 357 140 372"
)
"""From the neck along shoulder, arm, hand, inner arm, waist and leg to below the knee."""
LEG = "C114 357 112 345 113 331C113 300 107 258 101 224"
"""The inner side of the leg, upwards."""
PERSON = (
    ("skin", f"M100 62H110{SIDE}H113{LEG}H100Z"),
    (
        "cloth",
        "M100 92C110 92 116 88 119 77C128 80 134 82 139 84C137 98 138 112 142 126C141 142 138 155 137 168"
        "C136 181 141 193 144 207C146 217 147 229 147 240L106 246L101 224H100Z",
    ),
    ("line", f"M110 62{SIDE}"),
    ("line", f"M113 372{LEG}"),
    ("line", "M100 92C110 92 116 88 119 77M139 84C137 98 138 112 142 126M147 240L106 246"),
    ("skin", "M100 12C112 12 120 22 120 36C120 52 111 66 100 66Z"),
    ("line", "M100 12C112 12 120 22 120 36C120 52 111 66 100 66"),
)
"""The right half of a person seen from the front, from the head to below the knees; the left half is its mirror."""
PLACES = (
    ("lead", "M156 111H180M141 277H168"),
    ("place", "M151 95C158 100 159 111 158 121C157 131 149 131 147 121C145 110 146 97 151 95Z"),
    ("place", "M142 254C145 254 144 275 142 287C139 302 132 303 132 289C132 274 137 254 142 254Z"),
)


def picture() -> Markup:
    """The picture with its words."""
    return figure(
        "where",
        element(
            "div",
            outline(200, 374, *PERSON, mirrored=True),
            outline(200, 374, *PLACES),
            callout(1, "arm"),
            callout(2, "thigh"),
            class_="person",
        ),
        points=[("arm", ("mnt-muscle-injections",)), ("thigh", ("unimed-self-injection",))],
    )
