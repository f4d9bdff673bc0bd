"""Escaping, and the one function that writes a tag. Text goes through here or it does not go out.

>>> print(element("p", "1 < 2", element("b", "so"), class_="plain"))
<p class="plain">1 &lt; 2<b>so</b></p>
>>> print(element("input", type="radio", checked=True, disabled=False))
<input type="radio" checked>
"""

from collections.abc import Iterable
from html import escape

VOID = frozenset({"input", "br", "hr", "link", "meta", "img"})


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    def __html__(self) -> str:
        """The same, by the name under which Jinja's templates ask for it."""
        return self


def element(tag: str, *children: str | None, **attributes: str | float | bool | None) -> Markup:
    """A tag with its children, escaped unless they are Markup. `class_` is class, `data_day` is data-day.

    True writes a bare attribute; False and None leave it out.
    """
    written = "".join([attribute(name, value) for name, value in attributes.items()])
    if tag in VOID:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{inside(children)}</{tag}>")


def attribute(name: str, value: str | float | bool | None) -> str:
    """One attribute, escaped, with the space before it; nothing for False and None."""
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    text = str(value)
    return f' {name}="{text if text.isalnum() else escape(text)}"'


def join(*children: str | None) -> Markup:
    """Children one after another, each escaped unless it is Markup; None is nothing."""
    return Markup(inside(children))


def inside(children: Iterable[str | None]) -> str:
    """What `join` joins. An answer has thousands of tags and a reader waits for it, so this is lists and no calls."""
    return "".join(
        [
            child
            if isinstance(child, Markup)
            else child.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            for child in children
            if child
        ]
    )
