"""The page of all sources: each with how it was seen and everywhere it is cited; then what was left out."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from calculator.language import Language
from calculator.render.markup import Markup, element, join
from calculator.source import SEEN, Source
from scripts.content.claims import FATES, LeftOut, left_out, unread, used
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import site_language, tie
from scripts.pages.page_links import to, to_protocol, to_source
from scripts.pages.source_usage import Usage, usage


def register() -> Markup:
    """The whole page below its first words."""
    say, cited = site_language().say, usage()
    every = sorted(sources().values(), key=lambda one: site_language().sort_key(one.short))
    current = [one for one in every if not one.superseded_by]
    groups = {letter: list(members) for letter, members in groupby(current, key=letter_of)}
    return join(
        counted(every),
        letters(groups),
        *(group(letter, members, cited) for letter, members in groups.items()),
        element("h2", say("sources.history"), id="history"),
        element("p", say("sources.history_words")),
        listed((one for one in every if one.superseded_by), cited),
        element("h2", say("sources.left_out"), id="left-out"),
        element("p", say("sources.left_out_words", n=len(used()) + len(left_out()), used=len(used()))),
        *(fate(name) for name in FATES),
        element("h3", say("sources.unread"), id="not-read"),
        element(
            "ul", *(element("li", say("sources.unread_line", what=what, why=why)) for what, why in unread())
        ),
    )


def letter_of(one: Source) -> str:
    """The letter under which a source stands, in capitals; "" for figures."""
    return initial(one.short, site_language())


def initial(name: str, language: Language) -> str:
    """The first letter of a name, of the language's own alphabet or without its marks; "" for what is no letter."""
    first = language.bare(name[0].casefold())[0]
    return first.upper() if first.isalpha() else ""


def anchor(letter: str) -> str:
    """The address of a letter on the page."""
    return f"letter-{letter.lower() or '0-9'}"


def shown(letter: str) -> str:
    """A letter as it heads its sources."""
    return letter or site_language().say("sources.figures")


def counted(every: list[Source]) -> Markup:
    """How many there are, and how they were seen."""
    say = site_language().say
    number = Counter(one.seen for one in every)
    lines = [
        element("li", say("sources.seen_line", n=number[seen], seen=say(f"seen.{seen}")))
        for seen in SEEN
        if number[seen]
    ]
    return join(element("p", site_language().say("sources.count", n=len(every))), element("ul", *lines))


def letters(groups: Iterable[str]) -> Markup:
    """Links to the letters."""
    links = [element("li", element("a", shown(letter), href=f"#{anchor(letter)}")) for letter in groups]
    return element(
        "nav",
        element("ul", *links, class_="letters"),
        aria_label=site_language().say("sources.letters"),
    )


def group(letter: str, members: list[Source], cited: dict[str, Usage]) -> Markup:
    """The sources under one letter."""
    return join(element("h2", shown(letter), id=anchor(letter)), listed(members, cited))


def listed(members: Iterable[Source], cited: dict[str, Usage]) -> Markup:
    """Sources one under another."""
    return element("ul", *(entry(one, cited.get(one.id, Usage())) for one in members), class_="register")


def entry(one: Source, used: Usage) -> Markup:
    """One source: what it is, how it was seen, where it is, and where it is cited."""
    say = site_language().say
    newer = sources().get(one.superseded_by)
    replaced = (
        element("p", say("sources.replaced"), " ", element("a", newer.short, href=to_source(newer.id)), ".")
        if newer
        else None
    )
    end = site_language().ended(one.title).removeprefix(one.title)
    title = element("cite", one.title, lang=one.language if one.language != site_language().code else None)
    named = element("a", title, href=one.url, rel="noreferrer") if one.url else title
    about = say("sources.about", author=one.author, issued=site_language().published(one.issued))
    seen = say("sources.seen", seen=say(f"seen.{one.seen}"), accessed=site_language().published(one.accessed))
    return element(
        "li",
        element("h3", one.short),
        element("p", named, f"{end} ", about, " ", element("strong", seen)),
        element("p", tie(one.note)) if one.note else None,
        replaced,
        element("ul", *usage_lines(used), class_="register__usage"),
        id=f"source-{one.id}",
    )


def usage_lines(used: Usage) -> list[Markup]:
    """Where a source is cited, kind by kind; and a line when it is cited nowhere."""
    say = site_language().say
    lines = [
        line("schedules", (element("a", one.title, href=to_protocol(one.id)) for one in used.protocols)),
        line("checks", (f"{one.what} ({one.who})" for one in used.checks)),
        line("facts", used.facts, "sources.between_sentences"),
        line(
            "questions",
            (element("a", one.question, href=question(one.id)) for one in used.questions),
            "sources.between_sentences",
        ),
        line("pages", (element("a", one.title, href=to(one.path)) for one in used.pages)),
        line("left_out_of", (one.what for one in used.left_out)),
    ]
    found = [one for one in lines if one]
    return found if used.anything else [element("li", say("sources.nothing")), *found]


def line(kind: str, parts: Iterable[str], between: str = "sources.between") -> Markup | None:
    """One kind of thing that cites a source."""
    several = [part if isinstance(part, Markup) else tie(part) for part in parts]
    if not several:
        return None
    mixed = [word for part in several for word in (part, site_language().say(between))][:-1]
    return element("li", element("strong", site_language().say(f"sources.{kind}")), " ", *mixed)


def question(id: str) -> str:
    """A disagreement on its own page."""
    return to(f"where-sources-differ.md#{id}")


def fate(name: str) -> Markup:
    """The entries of the evidence with one fate."""
    members = [one for one in left_out() if one.fate == name]
    if not members:
        return Markup("")
    slug = name.replace(" ", "_")
    heading = site_language().say(f"sources.fate.{slug}", n=len(members))
    return join(element("h3", heading), element("ul", *(left_out_line(one) for one in members)))


def left_out_line(one: LeftOut) -> Markup:
    """One entry: what it is, why it is no schedule here, and its sources."""
    links = [element("a", sources()[id].short, href=f"#source-{id}") for id in one.sources]
    same = used().get(one.same_as)
    also = join(" ", element("a", protocol(same).title, href=to_protocol(same)), ".") if same else Markup("")
    mixed = [part for link in links for part in (link, site_language().say("list.between_sources"))][:-1]
    return element(
        "li",
        element("strong", tie(one.what)),
        ". ",
        tie(one.why),
        also,
        join(" ", site_language().say("picture.source"), " ", *mixed, ".") if mixed else None,
    )
