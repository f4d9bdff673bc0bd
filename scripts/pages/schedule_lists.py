"""Ways to a published schedule, each a list of links: countries and patterns, the schedules of one of them, all."""

from calculator.regimen import Protocol
from calculator.render.markup import Markup, element, join
from calculator.render.timeline import timeline
from scripts.content.catalogue import countries, first_example, groups
from scripts.content.phrases import site_language
from scripts.pages.page_links import to_address, to_protocol
from scripts.pages.schedule_names import link


def ways() -> Markup:
    """Every country and every pattern with the number of its schedules."""
    language, lists = site_language(), list[Markup]()
    by_country, every = countries(language), groups(language)
    by_pattern = {name: group for name, group in every.items() if name not in by_country}
    for kind, found in (("country", by_country), ("pattern", by_pattern)):
        items = (way(name, *group) for name, group in found.items())
        lists += [element("h2", language.say(f"lists.{kind}")), element("ul", *items, class_="ways-in")]
    return join(*lists)


def way(name: str, words: str, members: list[Protocol]) -> Markup:
    """One country or pattern."""
    count = site_language().say("lists.count", n=len(members))
    link = element(
        "a", element("span", words), " ", element("small", count), href=to_address(f"schedules/{name}/")
    )
    return element("li", link)


def group(name: str) -> Markup:
    """The schedules of one country or pattern: what each is, where it is from, and its line of marks."""
    _, members = groups(site_language())[name]
    return element("ul", *(row(one) for one in members), class_="schedule-list")


def like(pattern: str) -> Markup:
    """The way to the schedules of one pattern, with their number."""
    folder = f"pattern-{pattern.lower()}"
    name, members = groups(site_language())[folder]
    words = site_language().say("lists.all_of", n=len(members), name=name)
    return element("p", element("a", words, href=to_address(f"schedules/{folder}/"), class_="lone"))


def row(one: Protocol) -> Markup:
    """One schedule."""
    return element(
        "li",
        link(one, to_protocol(one.id)),
        element("div", timeline(first_example(one), site_language()), data_search_exclude=True),
    )


def everyone() -> Markup:
    """Every schedule by country. The ids are addresses: links to `schedules/#<id>` stand on paper."""
    sections = []
    for name, (words, members) in countries(site_language()).items():
        items = (element("li", link(one, to_protocol(one.id)), id=one.id) for one in members)
        sections += [element("h3", words, id=f"country-{name}"), element("ul", *items, class_="following")]
    return join(*sections)


def pair() -> Markup:
    """Two lists to choose from, for compare.js, which lays the printed examples of both one above the other."""
    say = site_language().say
    picks = [pick(name, say(f"compare.{name}")) for name in ("first", "second")]
    return element(
        "compare-schedules",
        element("p", say("compare.needs"), data_needs=True),
        element("div", *picks, data_picks=True, hidden=True),
        element("p", role="status", data_status=True),
        element("div", data_both=True),
        *(
            element("template", say(f"compare.{key}"), data_say=key)
            for key in ("failed", "unknown", "near", "cut", "said", "marks")
        ),
        data_search_exclude=True,
    )


def pick(name: str, label: str) -> Markup:
    """One list of all schedules, by country."""
    sections = [
        element("optgroup", *(option(one) for one in members), label=words)
        for words, members in countries(site_language()).values()
    ]
    nothing = element("option", site_language().say("compare.pick"), value="")
    return element(
        "p",
        element("label", label, for_=name),
        element("select", nothing, *sections, id=name),
        class_="question",
    )


def option(one: Protocol) -> Markup:
    """A schedule in the list: where its page is, what it is, and where it is from."""
    words = site_language().say("schedule.title", plain=one.plain.rstrip("."), title=one.title)
    return element("option", words, value=to_protocol(one.id), data_id=one.id)
