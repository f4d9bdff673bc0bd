"""Where a schedule comes from: the source, how it was seen, who checked it and when."""

from calculator.language import Language
from calculator.regimen import Protocol
from calculator.render.markup import Markup, element, join
from calculator.source import Source, sources
from scripts.content.reviews import said_of
from scripts.content.statement_ids import statements


def reference(protocol: Protocol, language: Language) -> Markup:
    """The source of a protocol, in a few lines."""
    register = sources(language.code)
    source, review = register[protocol.source.id], protocol.review
    checked = language.say(
        "reference.reviewed",
        checked=language.date(review.checked_on, "short"),
        next=language.date(review.next_review, "short"),
        by=language.say("reference.by", by=review.checked_by),
    )
    ours = [one for one in statements().values() if one.protocol == protocol.id]
    also = [register[id].short for id in protocol.source.also]
    beside = [register[id].short for id in protocol.source.beside]
    return join(
        element("p", source_words(source, language), " ", source_link(source, language)),
        element("p", language.say("reference.place", place=protocol.source.place)),
        element("p", language.say("reference.also", list=language.list(also, "and")), class_="also")
        if also
        else None,
        element("p", language.say("reference.beside", list=language.list(beside, "and"))) if beside else None,
        element("p", language.say(f"kind.{protocol.kind}"), ". ", checked, " ", said_of(ours, "schedule")),
    )


def route_words(protocol: Protocol, language: Language) -> str:
    """The medicine, and every way in which the source gives it, in the source's order."""
    routes = dict.fromkeys(route for phase in protocol.phases for route in phase.route)
    ways = language.list([language.say(f"route.{route}") for route in routes])
    return language.say("reference.route", drug=language.say(f"drug.{protocol.drug}"), route=ways)


def source_words(source: Source, language: Language, *, iso: bool = False) -> str:
    """Title, who, when, and how it was seen; dates in words, or as programs write them."""
    when = str if iso else language.published
    return language.say(
        "reference.line",
        title=language.ended(source.title),
        author=source.author,
        issued=when(source.issued),
        seen=language.say(f"seen.{source.seen}"),
        accessed=when(source.accessed),
    )


def source_link(source: Source, language: Language) -> Markup | str:
    """A link to the source, or why there is none."""
    if source.url:
        return element("a", language.say("reference.link"), href=source.url, rel="noreferrer")
    return language.say("reference.no_link", note=source.note)


def population(protocol: Protocol) -> Markup:
    """Who the source says it is for: ours first, then the source's own terms in its own language."""
    who = protocol.population
    return element("p", who.plain, " ", element("q", who.text, lang=who.lang))
