"""The data for programs: `site/data/v1/`, as JSON, CSV and FHIR, with a feed of changes to numbers.

The form of version 1 is fixed by the JSON Schemas in docs/data/v1/, and by check.py, which is published beside them;
another form gets another folder.
"""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from calculator import __version__
from calculator.protocol import protocol_ids
from calculator.regimen import Phase, Protocol, Range, Timing
from calculator.render.as_data import as_data as schedule_as_data
from calculator.render.sheet import BYTE_ORDER_MARK, harmless
from calculator.render.words import phase_words
from scripts.clinics.short_links import address_of
from scripts.content.catalogue import first_example
from scripts.content.edition import Edition, edition
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import site_language
from scripts.content.reviews import Reviewer, as_data, reviewers
from scripts.content.statement_ids import kept, statements
from scripts.content.statements import Statement
from scripts.open_data.codes import medicine, way
from scripts.open_data.feed import feed
from scripts.open_data.fhir import not_said, plan
from scripts.open_data.fhir_r4 import as_r4
from scripts.paths import SCRIPTS
from scripts.site import Site

LICENCE = "CC-BY-4.0"
TERMS = "https://creativecommons.org/licenses/by/4.0/"

type Json = dict[str, Any]


def envelope(schema: str, ours: Edition) -> Json:
    """What stands at the head of every JSON file."""
    return {
        "$schema": f"{schema}.schema.json",
        "notice": site_language().say("data.notice"),
        "licence": LICENCE,
        "version": __version__,
        "publisher": ours.publisher,
    }


def edition_data(ours: Edition) -> Json:
    """What is particular to this copy. Empty: it has no public address, no contact, or nobody has reviewed it."""
    return {
        "address": ours.site_url,
        "contact": ours.contact,
        "language": site_language().tag,
        "clinical_reviewer": named(reviewers(statements().values())),
        "emergency": [
            {
                "where": one.where,
                "countries": list(one.countries),
                "number": one.number,
                "also": one.also,
                "advice": one.advice,
            }
            for one in ours.numbers
        ],
    }


def protocol_data(one: Protocol, ours: Edition) -> Json:
    """A protocol as its file states it. Numbers are pairs [low, high], because sources give ranges."""
    source, short = sources()[one.source.id], address_of(one.id)
    return {
        "id": one.id,
        "address": short.short(ours) if short else "",
        "title": one.title,
        "plain": one.plain,
        "country": one.country,
        "jurisdiction": one.jurisdiction,
        "kind": one.kind,
        "drug": one.drug,
        "population": {
            "text": one.population.text,
            "lang": one.population.lang,
            "plain": one.population.plain,
        },
        "judgement": list(one.judgement),
        "notes": [*one.notes, *one.source_notes],
        "source": {
            "id": source.id,
            "title": source.title,
            "author": source.author,
            "issued": source.issued,
            "url": source.url,
            "seen": source.seen,
            "accessed": source.accessed,
            "place": one.source.place,
            "also": list(one.source.also),
        },
        "review": {
            "checked_on": one.review.checked_on.isoformat(),
            "next_review": one.review.next_review.isoformat(),
            "checked_by": one.review.checked_by,
            "clinical_reviewer": reviewed_by(one),
        },
        "phases": [phase_data(phase) for phase in one.phases],
    }


def phase_data(phase: Phase) -> Json:
    """One phase; what the source does not say is absent."""
    made: Json = {
        "name": phase.name,
        "role": str(phase.role),
        "dose_micrograms": pair(phase.dose),
        "route": list(phase.route),
        "timing": timing_data(phase.timing) if phase.timing else None,
        "days": list(phase.days) or None,
        "either": {
            name: {
                "timing": timing_data(way.timing),
                **({"dose_micrograms": pair(way.dose)} if way.dose else {}),
            }
            for name, way in (phase.either or {}).items()
        }
        or None,
        "count": pair(phase.injections) if phase.injections else None,
        "bounds": pair(phase.bounds) if phase.bounds else None,
        "bounds_unit": str(phase.bounds_unit) if phase.bounds_unit else None,
        "weeks": list(phase.weeks) if phase.weeks else None,
        "until": phase.until or None,
        "only_if": phase.only_if or None,
    }
    return {key: value for key, value in made.items() if value is not None}


def timing_data(timing: Timing) -> Json:
    """How often. `our_days` are ours: the source says only how many in each period."""
    made: Json = {
        "frequency": pair(timing.frequency),
        "period": pair(timing.period),
        "unit": str(timing.unit),
        "period_is_minimum": timing.period_is_minimum,
    }
    if timing.spread:
        made["our_days"] = {str(n): list(days) for n, days in timing.spread.items()}
    return made


def pair(range: Range) -> list[int]:
    """Low and high."""
    return [range.low, range.high]


def schedule_data(one: Protocol) -> Json:
    """The example that stands on the pages: day numbers, and which end of each open thing it shows."""
    return {"example": True, **schedule_as_data(first_example(one), site_language())}


def protocols_csv(everyone: Iterable[Protocol], ours: Edition) -> str:
    """One line a phase."""
    language = site_language()
    rows: list[list[object]] = [
        ["notice", "protocol", "country", "title", "drug", "phase", "micrograms_low", "micrograms_high", "route",
         "timing", "until", "only_if", "source", "edition", "checked_on", "clinical_reviewer"]
    ]  # fmt: skip
    statement, between = language.say("data.statement"), language.say("data.or")
    for one in everyone:
        source = sources()[one.source.id]
        rows += [
            [statement, one.id, one.country, one.title, one.drug, phase.name, phase.dose.low,
             phase.dose.high, between.join(phase.route), phase_words(phase, language), phase.until, phase.only_if,
             source.short, source.issued, one.review.checked_on.isoformat(), reviewed_by(one)]
            for phase in one.phases
        ]  # fmt: skip
    return as_csv(rows)


def schedules_csv(everyone: Iterable[Protocol]) -> str:
    """One line an injection of the example."""
    mark = site_language().say("csv.example")
    rows: list[list[object]] = [
        ["example", "protocol", "injection", "day", "about", "phase", "micrograms_low", "micrograms_high",
         "how this day is counted", "ours"]
    ]  # fmt: skip
    for one in everyone:
        for row in schedule_data(one)["administrations"]:
            dose = row["dose_micrograms"]
            low, high = dose if isinstance(dose, list) else (dose, dose)
            rows.append(
                [mark, one.id, row["number"], row["day"], "about" if row["about"] else "", row["phase"], low,
                 high, row["because"], " ".join(row["ours"])]
            )  # fmt: skip
    return as_csv(rows)


def as_csv(rows: list[list[object]]) -> str:
    """RFC 4180, in letters that every spreadsheet shows, with cells that none runs."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return BYTE_ORDER_MARK + out.getvalue()


def files(ours: Edition) -> dict[str, str]:
    """Every file by its name below data/v1/."""
    say = site_language().say
    everyone = [protocol(id) for id in protocol_ids()]
    said = [one for one in everyone if not not_said(one)]
    left_out = {one.id: not_said(one) for one in everyone if not_said(one)}
    made: dict[str, Any] = {
        "protocols.json": envelope("protocols", ours)
        | {"edition": edition_data(ours), "protocols": [protocol_data(one, ours) for one in everyone]},
        "schedules.json": envelope("schedules", ours)
        | {"schedules": [schedule_data(one) for one in everyone]},
        "statements.json": envelope("statements", ours)
        | {"statements": [statement_data(one) for one in statements().values()]},
        "fhir/index.json": {
            "notice": say("data.notice"),
            "licence": LICENCE,
            "fhirVersion": "5.0.0",
            "said": [f"{one.id}.json" for one in said],
            "not_said": left_out,
            "said_as_text_only": {one.id: texts for one in said if (texts := text_only(one))},
            "left_out_because_ours": [say(f"data.our_{what}") for what in ("days", "examples", "choices")],
        },
    }
    index = {
        "notice": say("data.notice"),
        "licence": LICENCE,
        "codes": say("fhir.codes"),
        "said": [f"{one.id}.json" for one in said],
        "not_said": left_out,
        "said_as_text_only": {one.id: texts for one in said if (texts := text_only(one))},
        "left_out_because_ours": [say(f"data.our_{what}") for what in ("days", "examples", "choices")],
    }
    made |= {"fhir/index.json": index | {"fhirVersion": "5.0.0"}}
    made |= {"fhir-r4/index.json": index | {"fhirVersion": "4.0.1"}}
    for one in said:
        made[f"fhir/{one.id}.json"] = r5 = plan(one, ours)
        made[f"fhir-r4/{one.id}.json"] = as_r4(r5, f"{ours.address}data/v1/fhir-r4/{one.id}.json")
    return {
        **{name: json.dumps(data, ensure_ascii=False, indent=1) + "\n" for name, data in made.items()},
        "protocols.csv": protocols_csv(everyone, ours),
        "schedules.csv": schedules_csv(everyone),
        "check.py": (SCRIPTS / "open_data/check.py").read_text("utf-8"),
        "changes.atom": feed(ours),
        "LICENCE.txt": f"{say('data.notice')}\n\n{say('data.licence', licence=LICENCE, address=TERMS)}\n"
        f"{say('data.credit', site=say('site.name'))}\n{say('fhir.codes')}\n",
    }


def statement_data(one: Statement) -> Json:
    """One clinical statement, since when it has had these words, and how it stands with its reviewers."""
    return {
        "id": one.id,
        "risk": one.risk,
        "heading": one.heading,
        "words": list(one.words),
        "sources": list(one.sources),
        "since": kept()[one.id].since.isoformat(),
        "digest": one.digest,
        "review": as_data(one),
    }


def reviewed_by(one: Protocol) -> str:
    """Who has reviewed all that is said of a schedule; "" while one statement is not reviewed."""
    ours = (each for each in statements().values() if each.protocol == one.id)
    return named(reviewers(ours))


def named(people: Iterable[Reviewer]) -> str:
    """Reviewers as one text."""
    return "; ".join(one.shown for one in people)


def text_only(one: Protocol) -> list[str]:
    """What FHIR carries as words alone: conditions, which no program can work out, and what has no code."""
    said = [words for phase in one.phases for words in (phase.only_if, phase.until) if words]
    named = [medicine(one.drug), *(way(phase.route) for phase in one.phases)]
    return [*said, *dict.fromkeys(concept["text"] for concept in named if "coding" not in concept)]


def open_data(site: Site) -> None:
    """Data for programs."""
    for name, text in files(edition()).items():
        site.write(f"data/v1/{name}", text)
