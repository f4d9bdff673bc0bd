"""What sources say is checked around a schedule: a plain list in their words of time, never with a date."""

from calculator.language import Language
from calculator.regimen import Protocol
from calculator.render.markup import Markup, element, join
from calculator.render.words import span_words
from scripts.content.check_fit import standing
from scripts.content.checks import SINCE_START, TREATMENT_DAY, Check, checks
from scripts.content.in_language import sources

ON_PAPER = 2
"""How many of the checks that fit a schedule stand on paper: the first."""


def checks_for(protocol: Protocol, language: Language) -> Markup:
    """The checks whose country and group fit a protocol, in the data's order; "" when none does.

    The language is the edition's, with the words of pages: `site_language()`.
    """
    lines = check_lines(protocol, language)
    if not lines:
        return Markup("")
    return join(element("p", language.say("checks.intro")), element("ul", *lines))


def check_lines(protocol: Protocol, language: Language) -> list[Markup]:
    """The checks whose country and group fit a protocol, each as a line of a list; paper has the first."""
    fitting = enumerate(standing(protocol.id).items())
    return [line(checks()[id], named, language, on_paper=n < ON_PAPER) for n, (id, named) in fitting]


def line(check: Check, named: tuple[str, ...], language: Language, *, on_paper: bool) -> Markup:
    """One check: when, what, for whom, and who of its sources says so here."""
    who = language.say("list.between_sources").join(sources()[id].short for id in named)
    group = language.say("checks.group", group=check.group) if check.group else ""
    words = [
        element("strong", language.say("checks.when", time=time_words(check, language))),
        language.say("checks.line", what=check.what, plain=check.plain),
        group,
        language.say("checks.source", list=who),
    ]
    spaced = [part for word in words if word for part in (word, " ")][:-1]
    return element("li", *spaced, class_=None if on_paper else "not-on-paper")


def time_words(check: Check, language: Language) -> str:
    """ "Days 5 to 7", "8 weeks after the start"; of a check without a number, "Before the first injection"."""
    span, unit = check.span, check.unit
    if check.time:
        return check.time
    if not span or not unit:
        return language.say(f"checks.{check.when.replace(' ', '_')}")
    form = "from" if check.on_from else "one" if span.fixed else "range"
    if check.counts == TREATMENT_DAY:
        return language.say(f"checks.day.{form}", first=span.low, last=span.high)
    kind = "since_start" if check.counts == SINCE_START else "since_tablets"
    return language.say(
        f"checks.{kind}.{'from' if check.on_from else 'at'}", span=span_words(span, unit, language)
    )
