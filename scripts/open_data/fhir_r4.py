"""The same PlanDefinition for FHIR R4, which most systems read. Nothing is lost.

Two keys have other names: R5 calls an action `linkId`, R4 gives it an `id`; a related action is `targetId` there and
`actionId` here. R4 wants a language of each expression, and its JSON Schema knows none for words. So it is said to be
absent, and why: https://hl7.org/fhir/R4/plandefinition.html, https://hl7.org/fhir/R4/extension-data-absent-reason.html
"""

from typing import Any

from scripts.open_data.fhir import Json

NAMES = {"linkId": "id", "targetId": "actionId"}
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
NO_LANGUAGE: Json = {"_language": {"extension": [{"url": ABSENT, "valueCode": "not-applicable"}]}}


def as_r4(plan: Json, url: str) -> Json:
    """The R4 twin of an R5 PlanDefinition, at an address of its own."""
    twin: Json = in_r4(plan)
    return {**twin, "url": url}


def in_r4(value: Any) -> Any:
    """A part of it, however deep, as R4 spells it."""
    if isinstance(value, list):
        return [in_r4(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("language") == "text/plain":
        return {**NO_LANGUAGE, "expression": value["expression"]}
    return {NAMES.get(key, key): in_r4(one) for key, one in value.items()}
