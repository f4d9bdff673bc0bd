"""What happens to links on their way: each kind of damage as a rule, for any link. What a rule does is its name."""

import re
from collections.abc import Callable, Iterator

PLACE = "https://guide.example/schedules/some-published-schedule/#"
"""What stands before a link in a letter; a mail program counts it when it breaks lines."""
ASCII = r"\x00-\x7f"
ZERO_WIDTH = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u202c", "\u034f", "\ufe0f")
TAGS = ("utm_source=letter&utm_medium=e%2Dmail", "fbclid=IwAR0_abc-é", "utm_campaign=spring%26summer", "gclid=Cj0%3D",
        "mc_eid=0f1", "_hsenc=p2ANqtz-8", "gbraid=0AAA", "ref=chat", "msclkid=0a1b",
        "gad_source=1&gclsrc=aw.ds", "mtm_campaign=a&pk_source=b&at_medium=c",
        "_branch_match_id=9&s_kwcid=AL!1", "fbclid")  # fmt: skip
HIGHLIGHTS = (
    ":~:text=Day%201",
    ":~:text=from-,months=12,-to&text=v=2",
    ":~:text=x&start=2027-01-01&months=12",
)
"""What "Copy link to highlight" adds: the words of the page that a browser is to mark."""
SIGNS = """. , ; : ! ? ) ). ] } > * ** _ ~ | ` ' " ’ ” “ » « › … / & &gt; &quot; &nbsp; &#39;"""
BEHIND = (*SIGNS.split(), *"）】」』》。、，．！？؟", "\u00a0", " ", "\n", "\t")


type Rule = Callable[[str], Iterator[str]]


def percent(text: str, plain: str = "A-Za-z0-9") -> str:
    """The text as addresses encode it: octets for all but some of its letters."""
    return re.sub(f"[^{plain}]", lambda hit: "".join(f"%{octet:02X}" for octet in hit[0].encode()), text)


def places(link: str) -> Iterator[tuple[str, str]]:
    """The link in two pieces, broken at every seventh letter and at every sign."""
    for at in range(1, len(link)):
        if at % 7 == 0 or not link[at].isalnum():
            yield link[:at], link[at:]


def encoded(link: str) -> Iterator[str]:
    """Once and twice; all signs, some of them, every letter."""
    for plain in ("A-Za-z0-9", "A-Za-z0-9.-", "A-Za-z0-9=", "%"):
        once = percent(link, plain)
        yield from (once, once.lower(), percent(once), percent(once).lower(), once.replace("%", "%25"))


def tagged(link: str) -> Iterator[str]:
    """Words of mail programs, social networks and browsers before, between and behind."""
    for tag in TAGS:
        yield from (
            f"{link}&{tag}",
            f"{link}?{tag}",
            f"{tag}&{link}",
            f"{link}&amp;{tag}",
            link.replace("&", f"&{tag}&", 1),
        )
        yield percent(f"{link}&{tag}")
    for words in HIGHLIGHTS:
        yield from (link + words, link + "#" + words, percent(link + words), percent(percent(link + words)))


def surrounded(link: str) -> Iterator[str]:
    """Punctuation of the sentence in which it stands, as it is and as browsers encode it."""
    for behind in BEHIND:
        yield link + behind
        if not behind.isascii():
            yield link + percent(behind, ASCII)
    for before, after in ("()", "<>", "“”", "«»", "„“", "（）", "「」", "**", "__", '""'):
        yield f"{before}{link}{after}"


def escaped(link: str) -> Iterator[str]:
    """As HTML writes it, once and twice."""
    for sign in ("&amp;", "&AMP;", "&amp;amp;", "&#38;", "&#x26;", "&amp;#38;"):
        yield link.replace("&", sign)
    yield from (link.replace("=", "&#61;"), link.replace("=", "&#x3D;"), link.replace("-", "&#45;"))


def in_other_letters(link: str) -> Iterator[str]:
    """Capitals, full width, dashes of a word processor, marks that nobody sees."""
    yield from (link.upper(), link.title(), link.capitalize())
    yield from (link.replace("-", dash) for dash in "‐‑‒–—−－")
    yield "".join(chr(ord(letter) + 0xFEE0) for letter in link)
    yield link.replace("=", "＝").replace("&", "＆")
    for number, (start, end) in enumerate(places(link)):
        mark = ZERO_WIDTH[number % len(ZERO_WIDTH)]
        yield from (start + mark + end, percent(start + mark + end, ASCII))


def quoted_printable(link: str) -> Iterator[str]:
    """As a mail carries it."""
    yield from (link.replace("=", "=3D"), link.replace("=", "=3d"))
    yield from (f"{start}=\r\n{end}" for start, end in places(link) if not end.startswith("="))


def wrapped(link: str) -> Iterator[str]:
    """Broken into lines of 72 to 78 columns; and of the whole only what stands on the first."""
    for width in range(72, 79):
        at = width - len(PLACE)
        for between in ("\n", "\r\n", "\n ", "%0A", "%0D%0A", "%20", " ", "\n> ", "=\r\n", "=", "-\n"):
            yield link[:at] + between + link[at:]
        yield link[:at]


def spaced(link: str) -> Iterator[str]:
    """A space or a new line within."""
    for start, end in places(link):
        yield from (start + between + end for between in (" ", "%20", "\n", "\u00a0", "%C2%A0", "+"))
    yield from (
        link.replace("&", " &"),
        link.replace("&", "& "),
        link.replace("=", " = "),
        link.replace("&", "&\n"),
    )


def trimmed(link: str) -> Iterator[str]:
    """Cut at either end, up to the last letter; and what was shortened to be shown."""
    for at in range(1, len(link)):
        yield from (link[:at], link[at:])
        if at % 5 == 0:
            yield from (
                link[:at] + "…",
                link[:at] + "...",
                link[:at] + ".",
                link[: at // 2] + "…" + link[at:],
            )


def misread(link: str) -> Iterator[str]:
    """Decoded though it was not encoded, or without its signs, or with a letter too few, too many or another."""
    yield re.sub("=([0-9A-F]{2})", lambda hit: chr(int(hit[1], 16)), link)
    yield from (
        link.replace("&", ""),
        link.replace("=", ""),
        link.replace("&", "", 1),
        link.replace("-", ""),
        link * 2,
    )
    yield from (
        f"{link}&{link}",
        f"{link}{link[4:]}",
        link.replace("&", "\u0026\u0026"),
        f"{link}1",
        f"{link}&x=1",
    )
    for at, letter in enumerate(link):
        if letter.isalnum():
            other = "1" if letter == "7" else "7" if letter.isdigit() else "o" if letter == "a" else "a"
            yield from (
                link[:at] + link[at + 1 :],
                link[:at] + other + link[at + 1 :],
                link[:at] + letter + link[at:],
            )


HARMLESS: tuple[Rule, ...] = (encoded, tagged, surrounded, escaped, in_other_letters)
"""Nothing is lost: the example opens."""
HARMFUL: tuple[Rule, ...] = (quoted_printable, wrapped, spaced, trimmed, misread)
"""Something may be lost: the example opens, or the damage is told."""
