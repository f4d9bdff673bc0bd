"""On a schedule stand only the checks that its country, its medicine and its group of people share, and no dates."""

import re
from html import unescape

import pytest

from calculator.protocol import protocol_ids
from calculator.strict import BadData
from scripts.content.check_fit import fit, read_fit, standing, within
from scripts.content.checks import checks, read_checks
from scripts.content.checks_in_words import checks_for
from scripts.content.in_language import protocol, sources
from scripts.content.phrases import site_language
from scripts.content.reader import whole
from scripts.paths import DATA

SPEAKS_OF = {
    "bdpm-lavoisier-2021": ("FR", "cyanocobalamin"),
    "brisdoc-b12": ("GB", ""),
    "cobalin-h-precautions-2018": ("GB", "hydroxocobalamin"),
    "cohemin": ("FI", "hydroxocobalamin"),
    "nasgp-ng239-2024": ("GB", ""),
    "nhs-hydroxocobalamin-injection": ("GB", "hydroxocobalamin"),
    "nhs-lothian-refhelp-b12": ("GB", ""),
    "nhs-lothian-refhelp-tests": ("GB", ""),
    "us-label-cyanocobalamin-globalrph": ("US", "cyanocobalamin"),
    "us-label-hydroxocobalamin": ("US", "hydroxocobalamin"),
    "vitarubin": ("CH", "cyanocobalamin"),
    "vitarubin-depot": ("CH", "hydroxocobalamin"),
}
"""The country of each source, and the medicine if it is about one."""
PREVENTS = r"proph|profyl|profil|prevent|préven|forebygg|would become low"
GROUPS_SAY = {
    "pernicious anaemia": r"pernic|perniz|pernisi|Biermer",
    "anaemia": r"anaemia|Anämie",
    "deficiency": "",  # any lack: every schedule that treats one
    "prevention": PREVENTS,
}
"""How the words of a population name a group."""
PAIRS = [(id, check, named) for id in protocol_ids() for check, named in standing(id).items()]
every_pair = pytest.mark.parametrize(("id", "check", "named"), PAIRS, ids=lambda value: str(value))
every_protocol = pytest.mark.parametrize("id", protocol_ids())


def people(id: str) -> str:
    """For whom a schedule is, in its source's words and in ours."""
    return f"{protocol(id).population.text} {protocol(id).population.plain}"


def shown(id: str) -> str:
    """The list on the page of a schedule, as words."""
    return unescape(re.sub(r"<[^>]+>", " ", checks_for(protocol(id), site_language())))


# --- examples, each worked out from the sources by hand


@pytest.mark.parametrize("id", ["uk-bnf-hydroxocobalamin-no-neuro", "uk-smpc-hydroxocobalamin-neuro"])
def test_a_uk_schedule_shows_what_uk_sources_check_and_nothing_of_other_countries(id: str) -> None:
    assert standing(id) == {
        "blood-before-the-first-injection": ("brisdoc-b12",),
        "potassium-at-the-start": ("cobalin-h-precautions-2018",),
        "review-at-3-months": ("nasgp-ng239-2024",),
        "symptoms-each-time": ("nhs-hydroxocobalamin-injection",),
    }
    for other in ("US label", "French", "Finnish", "pregnancy", "tablets"):
        assert other not in shown(id)


def test_the_us_labels_show_their_own_checks() -> None:
    assert list(standing("us-label-cyanocobalamin-pa")) == [
        "which-tests-before", "potassium-first-48-hours", "counts-on-days-5-to-7",
        "iron-and-folate-if-no-answer", "diagnosis-if-no-answer", "stomach-tests-when-indicated",
    ]  # fmt: skip
    assert list(standing("us-label-hydroxocobalamin")) == ["potassium-first-48-hours-hydroxocobalamin"]
    assert standing("us-kuzminski-1998-trial") == {}, (
        "a trial is not the label, nor its people those of the label"
    )


def test_the_french_schedule_shows_the_two_checks_of_the_french_licence_text() -> None:
    assert standing("fr-cyanocobalamin-malabsorption") == {
        "potassium-first-2-days": ("bdpm-lavoisier-2021",),
        "blood-and-nerves-throughout": ("bdpm-lavoisier-2021",),
    }


def test_local_guidance_stands_with_its_own_formulary_only() -> None:
    lothian = {"nhs-lothian-refhelp-tests", "nhs-lothian-refhelp-b12"}
    where = {id for id, _, named in PAIRS if lothian & set(named)}
    assert where == {"uk-scot-east-hydroxocobalamin-neuro", "uk-scot-east-hydroxocobalamin-no-neuro"}


@pytest.mark.parametrize(
    "id",
    [
        "review-at-1-month", "yearly-after-weight-loss-surgery", "after-changing-to-tablets-sweden",
        "after-changing-to-tablets-norway", "level-rechecked", "level-not-rechecked",
    ],
)  # fmt: skip
def test_checks_for_others_and_checks_on_which_sources_differ_stand_on_no_schedule(id: str) -> None:
    assert id in checks()
    assert id not in {check for _, check, _ in PAIRS}


def test_only_the_sources_that_belong_to_a_schedule_are_named_there() -> None:
    assert "Cobalin-H" in shown("uk-bnf-hydroxocobalamin-neuro")
    assert "Cohemin" in shown("fi-cohemin-hydroxocobalamin-neuro")
    assert "Cobalin-H" not in shown("fi-cohemin-hydroxocobalamin-neuro")


# --- every schedule with every check on it


def test_there_are_pairs_to_look_at() -> None:
    assert len(PAIRS) >= 30
    assert {source for _, _, named in PAIRS for source in named} == set(SPEAKS_OF)


@every_pair
def test_country_and_medicine_of_each_source_are_those_of_the_schedule(
    id: str, check: str, named: tuple[str, ...]
) -> None:
    for source in named:
        country, drug = SPEAKS_OF[source]
        assert protocol(id).country == country, f"{check} of {source} stands on {id}"
        assert drug in ("", protocol(id).drug), f"{check} of {source} stands on {id}"


@every_pair
def test_the_group_of_the_check_is_named_by_the_population_of_the_schedule(
    id: str, check: str, named: tuple[str, ...]
) -> None:
    wanted = checks()[check].fits
    anaemia = [GROUPS_SAY["pernicious anaemia"]] if "anaemia" in wanted else []  # it lies within
    says = [*anaemia, *(GROUPS_SAY[group] for group in wanted)]
    assert any(re.search(pattern, people(id), re.I) for pattern in says), (
        f"{check} is for {wanted}: {people(id)}"
    )


@pytest.mark.parametrize("id", fit().groups)
def test_the_groups_of_a_schedule_are_those_that_its_population_names(id: str) -> None:
    for group in fit().groups[id]:
        assert re.search(GROUPS_SAY[group], people(id), re.I), f"{id} is not for {group}: {people(id)}"


@every_protocol
def test_nothing_stands_on_a_schedule_for_prevention_unless_its_source_speaks_of_prevention(id: str) -> None:
    if re.search(PREVENTS, people(id), re.I):
        assert [check for check in standing(id) if "prevention" not in checks()[check].fits] == []
        assert "otassium" not in shown(id)


def test_a_schedule_to_treat_and_to_prevent_counts_as_one_for_prevention() -> None:
    assert not within(("anaemia", "prevention"), ("anaemia", "deficiency"))
    assert within(("anaemia", "prevention"), ("prevention",))


def test_schedules_for_prevention_are_there_to_be_looked_at() -> None:
    assert sum(bool(re.search(PREVENTS, people(id), re.I)) for id in protocol_ids()) >= 7


@every_protocol
def test_a_list_says_when_what_and_who_and_never_a_date(id: str) -> None:
    words = shown(id)
    assert bool(words) == bool(standing(id))
    for check, named in standing(id).items():
        assert checks()[check].what in words
        assert checks()[check].plain in words
        assert checks()[check].group in words
        for source in named:
            assert sources()[source].short in words
    assert ("Your clinic decides" in words) == bool(words)
    months = "|".join(site_language().month(number) for number in range(1, 13))
    assert not re.search(rf"\b\d+ (?:{months})\b|in this example", words)
    assert not re.search(r"\b(you must|you should|your test)\b", words, re.I)


def test_a_time_that_the_source_gives_in_hours_is_said_in_hours() -> None:
    assert "In the first 48 hours: Potassium" in re.sub(r"\s+", " ", shown("us-label-cyanocobalamin-pa"))


# --- the file


def refused(section: str, key: str, value: object) -> str:
    """What is told when one entry of check-fit.toml is another."""
    tables = whole("check-fit")
    tables[section][key] = value
    with pytest.raises(BadData) as caught:
        read_fit(tables)
    return str(caught.value)


LABEL = {"country": "US", "drug": "hydroxocobalamin", "reaches": ["us-label-hydroxocobalamin"]}


@pytest.mark.parametrize(
    ("section", "key", "value", "told"),
    [
        ("schedules", "us-label-hydroxocobalamin", ["everybody"], "schedules.us-label-hydroxocobalamin: must be of"),
        ("schedules", "us-label-hydroxocobalamin", [], "must name at least one group"),
        ("schedules", "us-kuzminski-1998-trial", ["deficiency"], "schedules.us-kuzminski-1998-trial: is reached by"),
        ("sources", "nobody", LABEL, "sources.nobody: no source has this name"),
        ("sources", "us-label-cyanocobalamin", LABEL, "sources.us-label-cyanocobalamin: no check in"),
        ("sources", "us-label-hydroxocobalamin", {**LABEL, "country": "FR"}, "reaches: us-label-hydroxocobalamin is"),
        ("sources", "us-label-hydroxocobalamin", {**LABEL, "drug": "mecobalamin"}, "us-label-hydroxocobalamin is of"),
        ("sources", "us-label-hydroxocobalamin", {**LABEL, "drugs": ""}, "hydroxocobalamin.drugs: no such key here"),
        ("sources", "us-label-hydroxocobalamin", {**LABEL, "reaches": ["x"]}, "no protocol has 'x' as its source"),
        (
            "sources", "us-label-hydroxocobalamin", {**LABEL, "reaches": ["kuzminski-1998"]},
            "schedules.us-kuzminski-1998-trial: is missing",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_file_and_key(section: str, key: str, value: object, told: str) -> None:
    assert told in refused(section, key, value)
    assert refused(section, key, value).startswith("docs/_data/check-fit.toml: ")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('fits = ["deficiency"]', 'fits = ["everybody"]', "fits: must be of"),
        (
            'opposes = ["level-rechecked"]',
            'opposes = ["level-rechecked"]\nfits = ["deficiency"]',
            "sources differ",
        ),
    ],
)
def test_a_check_that_cannot_fit_is_refused(old: str, new: str, told: str) -> None:
    text = (DATA / "checks.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(BadData, match=rf"docs/_data/checks\.toml:\d+: .*{told}"):
        read_checks(text.replace(old, new, 1))
