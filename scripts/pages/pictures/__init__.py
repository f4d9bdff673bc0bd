"""Every picture that the build draws from the data, by name. A new one is a file here and a line below."""

from collections.abc import Callable

from calculator.render.markup import Markup
from scripts.pages.pictures import (
    ampoule,
    checks,
    doses,
    gets_in,
    loading,
    responses,
    sheet_code,
    where_given,
)
from scripts.pages.pictures.hero import hero, pair
from scripts.pages.pictures.world import world

PICTURES: dict[str, Callable[[], Markup]] = {
    "hero": hero,
    "two-schedules": pair,
    "world": world,
    "dose-by-country": doses.picture,
    "checks": checks.picture,
    "responses": responses.picture,
    "ampoule": ampoule.picture,
    "where-given": where_given.picture,
    "how-b12-gets-in": gets_in.picture,
    "loading-maintenance": loading.picture,
    "sheet-code": sheet_code.picture,
}
