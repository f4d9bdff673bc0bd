"""A protocol as a FHIR R5 PlanDefinition, where FHIR can say all that the source says, and why not where it cannot.

A phase becomes an action with a MedicationRequest-like ActivityDefinition: https://hl7.org/fhir/R5/plandefinition.html
What is ours and not the source's (the days on which "3 times a week" is put, the examples) is left out on purpose.
Open ends and conditions are carried as text; no program can work them out, and none should. The address moves with the
site; the identifier stays.
"""

from typing import Any

from calculator.regimen import Phase, Protocol, Range, Timing, Unit
from scripts.content.edition import Edition
from scripts.content.in_language import sources
from scripts.content.phrases import site_language
from scripts.content.reference import source_words
from scripts.content.reviews import reviewers
from scripts.content.statement_ids import statements
from scripts.open_data.codes import medicine, way
from scripts.open_data.feed import FOLDER, urn

UCUM = "http://unitsofmeasure.org"
WORDS = {Unit.DAY: "day", Unit.WEEK: "week", Unit.MONTH: "month", Unit.YEAR: "year"}

type Json = dict[str, Any]


def not_said(one: Protocol) -> list[str]:
    """What of this protocol FHIR cannot say without loss; nothing when it can."""
    return [
        site_language().say("fhir.least_gap", phase=phase.name)
        for phase in one.phases
        if any(timing.period_is_minimum for timing in all_timings(phase))
    ]


def all_timings(phase: Phase) -> list[Timing]:
    """Every timing of a phase, whichever way is taken."""
    if phase.either:
        return [way.timing for way in phase.either.values()]
    return [phase.timing] if phase.timing else []


def plan(one: Protocol, ours: Edition) -> Json:
    """The PlanDefinition. ValueError when FHIR cannot say it all."""
    if not_said(one):
        raise ValueError("; ".join(not_said(one)))
    source = sources()[one.source.id]
    contained: list[Json] = []
    actions = [action(phase, number, one, contained) for number, phase in enumerate(one.phases)]
    artifact: Json = {"type": "derived-from", "display": source_words(source, site_language(), iso=True)}
    if source.url:
        artifact["document"] = {"url": source.url}
    return {
        "resourceType": "PlanDefinition",
        "id": one.id[:64],
        "language": site_language().tag,
        "contained": contained,
        "url": f"{ours.address}data/v1/fhir/{one.id}.json",
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": urn(f"{FOLDER}/{one.id}")}],
        "version": version(one),
        "name": "".join(part.capitalize() for part in one.id.split("-")),
        "title": one.title,
        "status": "active",
        "experimental": True,
        "subjectCodeableConcept": {"text": one.population.text},
        "date": one.review.checked_on.isoformat(),
        "publisher": ours.publisher,
        **people(one, ours),
        "description": one.plain,
        "jurisdiction": [{"coding": [{"system": "urn:iso:std:iso:3166", "code": one.country}]}],
        "purpose": site_language().say("fhir.purpose"),
        "usage": "\n".join(
            f"- {line}" for line in (one.population.plain, *one.judgement, *one.notes, *one.source_notes)
        ),
        "copyright": site_language().say("fhir.copyright", codes=site_language().say("fhir.codes")),
        "lastReviewDate": one.review.checked_on.isoformat(),
        "relatedArtifact": [artifact],
        "action": actions,
    }


def version(one: Protocol) -> str:
    """The day of the last change, which is that of the last comparison with the source."""
    return one.review.checked_on.isoformat()


def people(one: Protocol, ours: Edition) -> Json:
    """Where to report an error, and who has reviewed the schedule; nothing of what there is not."""
    made: Json = {}
    if ours.contact:
        system = "email" if ours.contact.lower().startswith("mailto:") else "url"
        value = ours.contact.partition(":")[2] if system == "email" else ours.contact
        made["contact"] = [{"telecom": [{"system": system, "value": value}]}]
    if people := reviewers(each for each in statements().values() if each.protocol == one.id):
        made["reviewer"] = [{"name": each.shown} for each in people]
    return made


def action(phase: Phase, number: int, one: Protocol, contained: list[Json]) -> Json:
    """One phase as an action: when it starts, when it stops, and what is given."""
    made: Json = {"linkId": phase.name, "title": phase.role}
    conditions = [("applicability", phase.only_if), ("stop", phase.until)]
    told = [
        {"kind": kind, "expression": {"language": "text/plain", "expression": words}}
        for kind, words in conditions
        if words
    ]
    if told:
        made["condition"] = told
    if number:
        made["relatedAction"] = [order(phase, one.phases[number - 1], one.phases[0])]
    if phase.days:
        made["selectionBehavior"] = "all"
        made["action"] = listed_days(phase, one, contained)
    elif phase.either:
        made["selectionBehavior"] = "exactly-one"
        made["action"] = [
            {
                "linkId": f"{phase.name}.{name}",
                "definitionCanonical": gives(
                    f"{phase.name}.{name}", phase, way.dose or phase.dose, way.timing, one, contained
                ),
            }
            for name, way in phase.either.items()
        ]
    else:
        made["definitionCanonical"] = gives(phase.name, phase, phase.dose, phase.timing, one, contained)
    return made


def order(phase: Phase, before: Phase, first: Phase) -> Json:
    """After which phase this one comes; weeks that the source numbers are counted from the first phase's start."""
    if phase.weeks:
        return {
            "targetId": first.name,
            "relationship": "after-start",
            "offsetDuration": duration(phase.weeks[0] - 1, Unit.WEEK),
        }
    return {"targetId": before.name, "relationship": "after-end"}


def listed_days(phase: Phase, one: Protocol, contained: list[Json]) -> list[Json]:
    """A list of days: one action each, counted from day 1."""
    definition = gives(phase.name, phase, phase.dose, None, one, contained)
    first = f"{phase.name}.day-{phase.days[0]}"
    made: list[Json] = []
    for day in phase.days:
        each: Json = {"linkId": f"{phase.name}.day-{day}", "definitionCanonical": definition}
        if day != phase.days[0]:
            offset = duration(day - phase.days[0], Unit.DAY)
            each["relatedAction"] = [
                {"targetId": first, "relationship": "after-start", "offsetDuration": offset}
            ]
        made.append(each)
    return made


def gives(
    name: str, phase: Phase, dose: Range, timing: Timing | None, one: Protocol, contained: list[Json]
) -> str:
    """What is given, as a contained ActivityDefinition; returns the reference to it."""
    id = name.replace(".", "-")
    dosage: Json = {
        "route": way(phase.route),
        "doseAndRate": [amount(dose)],
    }
    if timing:
        dosage["timing"] = {"repeat": repeat(phase, timing)}
    contained.append(
        {
            "resourceType": "ActivityDefinition",
            "id": id,
            "version": version(one),
            "status": "active",
            "experimental": True,
            "kind": "MedicationRequest",
            "intent": "proposal",
            "productCodeableConcept": medicine(one.drug),
            "dosage": [dosage],
        }
    )
    return f"#{id}"


def repeat(phase: Phase, timing: Timing) -> Json:
    """How often and how long, in the source's own units."""
    made: Json = {
        **low_high("frequency", timing.frequency),
        **low_high("period", timing.period),
        "periodUnit": str(timing.unit),
    }
    if phase.injections:
        made |= low_high("count", phase.injections)
    if phase.weeks:
        made["boundsDuration"] = duration(phase.weeks[1] - phase.weeks[0] + 1, Unit.WEEK)
    elif phase.bounds:
        made |= bounds(phase, phase.bounds, phase.bounds_unit or Unit.WEEK)
    return made


def bounds(phase: Phase, length: Range, unit: Unit) -> Json:
    """A length, a range of lengths, or with an open end a least length."""
    if not length.fixed:
        return {"boundsRange": {"low": quantity(length.low, unit), "high": quantity(length.high, unit)}}
    if phase.until:
        return {"boundsRange": {"low": quantity(length.low, unit)}}
    return {"boundsDuration": duration(length.low, unit)}


def low_high(name: str, range: Range) -> Json:
    """A number, with its twin when it is a range."""
    return {name: range.low} | ({} if range.fixed else {f"{name}Max": range.high})


def duration(value: int, unit: Unit) -> Json:
    """So many days, weeks, months or years."""
    return quantity(value, unit)


def quantity(value: int, unit: Unit) -> Json:
    """A number with its UCUM unit."""
    return {"value": value, "unit": WORDS[unit], "system": UCUM, "code": str(unit)}


def amount(dose: Range) -> Json:
    """The amount in micrograms; a range stays a range."""
    low, high = (
        {"value": value, "unit": "microgram", "system": UCUM, "code": "ug"} for value in (dose.low, dose.high)
    )
    return {"doseQuantity": low} if dose.fixed else {"doseRange": {"low": low, "high": high}}
