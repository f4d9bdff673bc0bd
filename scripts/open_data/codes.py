"""What a FHIR file says of a medicine and a route: words, and a code where one says neither more nor less.

Only code systems are used whose codes anybody may pass on (docs/about/decisions/0029-codes.md). Two codings beside
each other mean one thing said twice, so a choice of routes has none: https://hl7.org/fhir/R5/datatypes.html#CodeableConcept
"""

from typing import Any

from scripts.content.phrases import site_language

ATC = "http://www.whocc.no/atc"
MEDICINES = {"cyanocobalamin": "B03BA01", "hydroxocobalamin": "B03BA03", "mecobalamin": "B03BA05"}
"""WHO's Anatomical Therapeutic Chemical codes by INN. Without one: a source that does not say which cobalamin."""
HL7 = "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration"
ROUTES = {"intramuscular": "IM", "intravenous": "IVINJ", "subcutaneous": "SQ"}
"""HL7's own codes of injections. Without one: "deep subcutaneous", for no code says deep."""

type Json = dict[str, Any]


def medicine(drug: str) -> Json:
    """A medicine as a CodeableConcept."""
    return concept(drug, ATC, MEDICINES.get(drug))


def way(routes: tuple[str, ...]) -> Json:
    """How it is given as a CodeableConcept; the source's choice of several stays in words."""
    code = ROUTES.get(routes[0]) if len(routes) == 1 else None
    return concept(site_language().say("data.or").join(routes), HL7, code)


def concept(words: str, system: str, code: str | None) -> Json:
    """Words, with a code if there is one."""
    return {**({"coding": [{"system": system, "code": code}]} if code else {}), "text": words}
