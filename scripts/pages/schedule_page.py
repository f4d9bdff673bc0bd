"""The page of one example: everything a reader needs is printed here, and Python only puts their own dates on it.

The parts that dates change come from the engine's own answer, so that they are the same to the byte when the reader's
browser asks for them.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from itertools import groupby
from typing import Any

from calculator.answer import answer
from calculator.choices import Choice, open_choices
from calculator.course import make_course
from calculator.regimen import Protocol
from calculator.render.choices import choice_legend, choice_words
from calculator.render.markup import Markup, element, join
from calculator.render.qr import qr
from calculator.render.urgent import urgent
from calculator.render.words import dose_words
from scripts.clinics.short_links import address_of
from scripts.content.catalogue import address, offered, variants
from scripts.content.checks_in_words import checks_for
from scripts.content.edition import edition
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import site_code, site_language, tie
from scripts.content.reference import reference, route_words, source_link
from scripts.pages.page_links import to, to_address
from scripts.runtime.pack import pack
from scripts.site import Site


def say(key: str, **values: object) -> str:
    """A phrase in the edition's language."""
    return site_language().say(key, **values)


def request(id: str, choices: Mapping[str, str]) -> str:
    """What the page asks the engine, and a browser again before it says that it is ready."""
    return json.dumps({"ask": "page", "language": site_code(), "protocol": id, "choices": choices})


def article(id: str, choices: Mapping[str, str]) -> Markup:
    """The page of a published schedule with these choices, from its name to its source."""
    one = protocol(id)
    asked = request(id, choices)
    answered = answer(asked)
    parts = {name: Markup(html) for name, html in json.loads(answered)["html"].items()}
    return join(
        way_back(one, choices),
        element("h1", tie(one.plain.rstrip("."))),
        origin(one, choices),
        signs(),
        *(options(one, choice, choices) for choice in open_choices(one) if choice.key in choices),
        element(
            "injection-calculator",
            part("example", parts),
            own_dates(part("form", parts)),
            element(
                "section",
                element("h2", say("schedule.keep")),
                keeping(one, part("keep", parts)),
                class_="keep",
            ),
            element("div", folded("why", part("why", parts)), *explained(one), class_="folds"),
            element("script", Markup(files(id)), type="application/json", data_files=True),
            *(
                element("template", words, data_say=key)
                for key, words in site_language().phrases["say"].items()
            ),
            data_state="idle",
            data_search_exclude=True,
            data_request=asked,
            data_golden=sha256(answered.encode()).hexdigest(),
            **where_python_is(Site()),
        ),
    )


def way_back(one: Protocol, choices: Mapping[str, str]) -> Markup:
    """On paper: a code that leads back to this very example, with its short address where it has one.

    Empty in a copy without a public address: it would lead nowhere. A browser, which knows the address that it is at,
    puts the code of dated examples here.
    """
    ours, short = edition(), address_of(one.id)
    made: list[Markup] = []
    if ours.site_url and short and choices == one.examples[0].choices:
        typed = short.short(ours)
        made = [qr(typed, site_language()), element("p", typed.partition("://")[2])]
    elif ours.site_url:  # the foot of the page has the address
        made = [qr(ours.site_url + address(one.id, choices), site_language())]
    return element("div", *made, class_="print-only way-back", data_part="code", data_search_exclude=True)


def signs() -> Markup:
    """The signs that cannot wait: the gravest in a sentence, all of them a press away, and on paper."""
    line = element(
        "summary",
        say("schedule.urgent"),
        " ",
        element("strong", say("schedule.urgent_call")),
        " ",
        element("span", say("schedule.urgent_all")),
    )
    return element("details", line, urgent(site_language()), class_="urgent-line", data_search_exclude=True)


def origin(one: Protocol, choices: Mapping[str, str]) -> Markup:
    """Where it is from and for whom, the medicine with the amounts that this page shows, and the source."""
    source = sources()[one.source.id]
    shown = make_course(one, {"choices": choices}).stretches
    doses = [words for words, _ in groupby(dose_words(stretch.dose, site_language()) for stretch in shown)]
    words = say(
        "schedule.medicine",
        route=route_words(one, site_language()),
        dose=site_language().list(doses, "then"),
    )
    edition = say("schedule.edition", short=source.short, issued=site_language().published(source.issued))
    return element(
        "div",
        element("p", element("strong", one.title), data_compare=True),
        element("p", tie(words), data_compare=True),
        element("p", edition, " ", source_link(source, site_language()), data_compare=True),
        class_="origin",
    )


def options(one: Protocol, choice: Choice, choices: Mapping[str, str]) -> Markup:
    """One thing the source leaves open, as links to the pages that show it otherwise."""
    name = f"open-{choice.key.replace('.', '-')}"
    links = []
    for value in offered(choice, one):
        here = value == choices[choice.key]
        shown = element("span", say("schedule.shown_now"), class_="visually-hidden") if here else None
        link = element(
            "a",
            choice_words(choice, value, site_language()),
            shown,
            href=to_address(address(one.id, neighbour(one, choices, choice.key, value))),
            aria_current="true" if here else None,
        )
        links.append(element("li", link))
    ours = ends_are_ours(choice)
    return element(
        "nav",
        element("p", choice_legend(choice, site_language()), id=name),
        element("p", ours, class_="hint") if ours else None,
        element("ul", *links),
        class_="options",
        aria_labelledby=name,
    )


def ends_are_ours(choice: Choice) -> str:
    """That an end of what is offered is ours, where the source gives none; else ""."""
    timing = choice.phase.timing
    if choice.what == "period" and timing and timing.period_is_minimum:
        return say("schedule.gap_ours")
    return say("schedule.length_ours") if choice.what == "until" else ""


def neighbour(one: Protocol, choices: Mapping[str, str], key: str, value: str) -> dict[str, str]:
    """The choices with one of them changed; what that opens up is as in the protocol's own first example."""
    able = [found for found in variants(one) if found.get(key) == value]
    first = one.examples[0].choices
    return max(
        able, key=lambda found: (len(choices.items() & found.items()), len(first.items() & found.items()))
    )


def part(name: str, parts: Mapping[str, Markup]) -> Markup:
    """A part of the page that dates change."""
    return element("div", parts[name], data_part=name)


def own_dates(form: Markup) -> Markup:
    """The reader's own start date: the form, what Python says meanwhile, and what is said without it."""
    return element(
        "section",
        element("h2", say("schedule.own"), id="own"),
        element("noscript", element("p", say("schedule.no_script"))),
        element("p", say("schedule.too_old"), data_too_old=True, hidden=True),
        element("p", say("schedule.unreached"), class_="unreached"),
        form,
        element("p", say("schedule.idle", total=megabytes()), role="status", tabindex=-1, data_status=True),
        element("progress", hidden=True, aria_hidden="true"),
        class_="own",
    )


def megabytes() -> str:
    """What Python weighs on its way to a browser, to a tenth of a megabyte."""
    return f"{Site().runtime()['wire'] / 1e6:.1f}".replace(".", site_language().phrases["decimal"])


def keeping(one: Protocol, made: Markup) -> Markup:
    """Paper first, then the other ways of keeping it; a place where buttons say what they did; the way to compare."""
    short = address_of(one.id)
    sheet = to_address(f"handout/{short.code}.html") if short else ""
    return join(
        element(
            "div",
            element("button", say("schedule.print"), type="button", data_print=True, class_="second"),
            element("a", say("schedule.handout"), href=sheet, class_="second") if sheet else None,
            made,
            class_="ways",
        ),
        element("p", role="status", data_beside=True),
        element("div", data_part="kept"),
        element(
            "p",
            element(
                "a",
                say("schedule.compare"),
                href=f"{to('compare.md')}#v=1&protocol={one.id}&second=",
                class_="lone",
            ),
        ),
    )


def files(id: str) -> str:
    """The data of this schedule for Python, as it stands in a page: nothing in it may end the script element."""
    return json.dumps(pack([id], site_code()), ensure_ascii=False).replace("<", "\\u003c")


def where_python_is(site: Site) -> dict[str, str]:
    """The calculator's attributes for this build: the folder of Python and its weight."""
    made = site.runtime()
    return {"data_runtime": to("index.md") + made["directory"], "data_size": made["wire"]}


def explained(one: Protocol) -> list[Markup | None]:
    """For whom it is, what stays with the clinic, which checks belong to it, and where it comes from; folded."""
    listed = [element("li", tie(words)) for words in (*one.judgement, *one.notes)]
    return [
        folded("who", whom(one)),
        folded("left_open", element("ul", *listed)) if listed else None,
        # A search for a check finds the page of all checks.
        folded("checks", join(checks_for(one, site_language()), link_to_checks()), data_search_exclude=True),
        folded("source", join(reference(one, site_language()), source_notes(one)), data_source=True),
        element("p", say("schedule.left_off_paper"), class_="print-only", data_search_exclude=True),
    ]


def source_notes(one: Protocol) -> Markup | None:
    """How the source was read, and what other texts say; left off paper."""
    listed = [element("li", words) for words in one.source_notes]
    return element("ul", *listed, class_="source-notes") if listed else None


def whom(one: Protocol) -> Markup:
    """For whom it is: in our words, which a comparison shows too, and in the source's own."""
    own = element("q", one.population.text, lang=one.population.lang)
    return join(
        element("p", one.population.plain, data_compare=True),
        element("p", say("schedule.own_words"), " ", own),
    )


def link_to_checks() -> Markup:
    """The page of all checks."""
    return element(
        "p", element("a", say("schedule.checks_link"), href=to("checks-afterwards.md"), class_="lone")
    )


def folded(name: str, inside: Markup, **attributes: Any) -> Markup:
    """A part that is closed on a screen and open on paper."""
    summary = element("summary", say(f"schedule.{name}"))
    return element("details", summary, inside, class_="fold", **attributes)
