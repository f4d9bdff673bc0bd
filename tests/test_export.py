"""The data for programs say what the protocols say, in the form that is promised."""

import codecs
import csv
import io
import itertools
import json
import os
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from fhir.resources.plandefinition import PlanDefinition
from fhir.resources.R4B.plandefinition import PlanDefinition as PlanDefinitionR4B

from calculator.protocol import protocol, protocol_ids
from calculator.regimen import Phase, Range, Unit
from scripts import build
from scripts.content.edition import FILE, read_edition
from scripts.content.phrases import site_language
from scripts.open_data.check import faults
from scripts.open_data.export import files
from scripts.open_data.feed import ATOM, NoHistory, changes, compare, feed
from scripts.open_data.fhir import not_said, plan
from scripts.paths import ROOT
from scripts.site import Site

OURS = read_edition(FILE.read_text("utf-8"), "https://b12.example.org/")
SAID = [id for id in protocol_ids() if not not_said(protocol(id))]


@cache
def made() -> dict[str, str]:
    return files(OURS)


@cache
def form(name: str) -> dict[str, Any]:
    """The JSON Schema that is published beside a file."""
    found: dict[str, Any] = json.loads((ROOT / f"docs/data/v1/{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def has_form(name: str, data: object) -> bool:
    """Whether a program that leaves `format` aside, as most do, finds the data in order."""
    return jsonschema.Draft202012Validator(form(name)).is_valid(data)


@pytest.mark.parametrize("name", ["protocols", "schedules", "statements"])
def test_json_has_the_form_that_is_promised(name: str) -> None:
    jsonschema.Draft202012Validator(form(name)).validate(json.loads(made()[f"{name}.json"]))


def test_the_form_takes_each_day_that_there_is_and_no_other() -> None:
    day_alone = {"$ref": "#/$defs/day", "$defs": form("protocols")["$defs"]}
    takes = jsonschema.Draft202012Validator(day_alone).is_valid
    for year in (1900, 1999, 2000, 2026, 2028, 2099):
        for month, day in itertools.product(range(14), range(33)):
            text = f"{year}-{month:02}-{day:02}"
            assert takes(text) == is_day(text), text
    for text in (
        "",
        "2026-11",
        "2026-11-2",
        "2026-11-22 ",
        "22-11-2026",
        "20261122",
        "2026-11-22T00:00",
        "soon",
    ):
        assert not takes(text), text


def is_day(text: str) -> bool:
    """Whether the calendar has this day."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("review", "checked_on"), "2026-11-31"),
        (("review", "next_review"), "2027-02-29"),
        (("review", "next_review"), ""),
        (("source", "accessed"), "2026-02-30"),
        (("source", "accessed"), "2026-13"),
        (("source", "accessed"), "lately"),
        (("source", "issued"), "2021-04-31"),
        (("source", "issued"), "2021-00"),
        (("source", "issued"), "21"),
    ],
)
def test_the_form_refuses_a_date_that_is_none(place: tuple[str, str], value: str) -> None:
    data = json.loads(made()["protocols.json"])
    data["protocols"][0][place[0]][place[1]] = value
    assert not has_form("protocols", data)


SPOILED: list[tuple[str, list[str | int], object]] = [
    ("protocols", ["protocols", 0, "phases", 0, "dose_micrograms"], [1000, 500]),
    ("protocols", ["protocols", 0, "phases", 0, "timing", "period"], [3, 2]),
    ("protocols", ["protocols", 0, "phases", 0, "timing", "frequency"], [2, 1]),
    ("protocols", ["protocols", 0, "phases", 0, "count"], [8, 6]),
    ("protocols", ["protocols", 0, "phases", 0, "bounds"], [2, 1]),
    ("protocols", ["protocols", 0, "phases", 0, "weeks"], [4, 3]),
    ("protocols", ["protocols", 0, "phases", 0, "days"], [1, 7, 3]),
    ("protocols", ["protocols", 0, "phases", 0, "timing", "our_days", "3"], [1, 5, 3]),
    ("protocols", ["protocols", 0, "review", "next_review"], "2026-11-01"),
    ("schedules", ["schedules", 0, "administrations", 0, "dose_micrograms"], [1000, 500]),
    ("schedules", ["schedules", 0, "administrations", 0, "number"], 2),
    ("schedules", ["schedules", 0, "administrations", 1, "day"], 9000),
    ("protocols", ["protocols", 0, "phases", 0, "timing", "our_days", "3"], [1, 3]),
    ("protocols", ["protocols", 0, "phases", 0, "dose_micrograms"], [1000]),
    ("protocols", ["protocols", 0, "phases", 0, "dose_micrograms"], [1000, "2000"]),
    ("protocols", ["protocols", 0, "phases", 0, "days"], 7),
    ("protocols", ["protocols", 0, "review"], {"checked_on": "2026-11-01"}),
    ("protocols", ["protocols", 0, "phases"], [{"name": "loading"}, {"name": "loading"}]),
    ("schedules", ["schedules", 0, "administrations"], [{}]),
]


@pytest.mark.parametrize(("name", "place", "value"), SPOILED)
def test_what_json_schema_cannot_compare_is_refused_by_the_check_beside_it(
    name: str, place: list[str | int], value: object, tmp_path: Path
) -> None:
    """As who reuses the data runs it: the published file alone, on the published data."""
    (tmp_path / "check.py").write_text(made()["check.py"], "utf-8")
    command = [sys.executable, "-I", "check.py", "data.json"]
    whole = json.loads(made()[f"{name}.json"])
    for data, refused in ((whole, False), (spoiled(whole, place, value), True)):
        (tmp_path / "data.json").write_text(json.dumps(data), "utf-8")
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == refused, done.stdout + done.stderr
        assert not done.stderr
        assert len(done.stdout.splitlines()) == refused
        whole_place = "$" + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in place)
        if refused:
            file, where, _ = done.stdout.split(": ", 2)
            assert file == "data.json"
            assert whole_place.startswith(where) and where.count(".") >= 2, "the line leads elsewhere"


@pytest.mark.parametrize("text", ["", "{", '{"days": [1], "days": [2, 1]}', "[" * 100_000, "\ufeff{}"])
def test_the_check_tells_of_a_file_that_it_cannot_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "check.py").write_text(made()["check.py"], "utf-8")
    (tmp_path / "data.json").write_text(text, "utf-8")
    command = [sys.executable, "-I", "check.py", "data.json", "no-such.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert [line[: line.index(":")] for line in done.stdout.splitlines()] == ["data.json", "no-such.json"]


def test_the_check_finds_no_fault_in_any_published_file_and_one_in_a_list_with_a_protocol_twice() -> None:
    for name in ("protocols", "schedules", "statements"):
        data = json.loads(made()[f"{name}.json"])
        assert list(faults(data)) == []
        data[name].append(data[name][0])
        assert [one.partition(":")[0] for one in faults(data)] == [f"$.{name}"]


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("protocols", ["protocols", 0, "title"], " "),
        ("protocols", ["protocols", 0, "drug"], ""),
        ("protocols", ["protocols", 0, "source", "url"], "javascript:alert(1)"),
        ("protocols", ["protocols", 0, "review", "checked_on"], "2026-11-22\n"),
        ("protocols", ["protocols", 0, "phases", 0, "route"], ["", ""]),
        ("protocols", ["protocols", 0, "phases", 0, "bounds_unit"], "d"),
        ("protocols", ["edition", "emergency", 0, "number"], "the night line"),
        ("schedules", ["schedules", 0, "protocol"], ""),
        ("statements", ["statements", 0, "since"], "2026-02-30"),
        ("statements", ["statements", 0, "review", "agreed"], [{"by": "A", "on": "2026-13-01"}]),
    ],
)
def test_the_form_refuses_texts_that_say_nothing_and_days_that_are_none(
    name: str, place: list[str | int], value: object
) -> None:
    data = json.loads(made()[f"{name}.json"])
    assert has_form(name, data)
    assert not has_form(name, spoiled(data, place, value))


def spoiled(data: Any, place: list[str | int], value: object) -> Any:
    """The data with one value in another's place."""
    if not place:
        return value
    first, *rest = place
    if isinstance(first, int):
        return [*data[:first], spoiled(data[first], rest, value), *data[first + 1 :]]
    return {**data, first: spoiled(data.get(first, {}), rest, value)}


def test_every_protocol_is_there_with_its_numbers() -> None:
    data = {one["id"]: one for one in json.loads(made()["protocols.json"])["protocols"]}
    assert list(data) == list(protocol_ids())
    for id, one in data.items():
        doses = [[phase.dose.low, phase.dose.high] for phase in protocol(id).phases]
        assert [phase["dose_micrograms"] for phase in one["phases"]] == doses
        assert one["address"].startswith("https://b12.example.org/s/")


def test_csv_and_json_agree() -> None:
    rows = list(csv.DictReader(io.StringIO(made()["schedules.csv"])))
    schedules = json.loads(made()["schedules.json"])["schedules"]
    days = [(one["protocol"], row["day"]) for one in schedules for row in one["administrations"]]
    assert [(row["protocol"], int(row["day"])) for row in rows] == days
    phases = list(csv.DictReader(io.StringIO(made()["protocols.csv"])))
    assert len(phases) == sum(len(protocol(id).phases) for id in protocol_ids())


@pytest.mark.parametrize("name", ["protocols", "schedules"])
def test_excel_reads_every_letter_of_a_csv(name: str) -> None:
    """Without a byte order mark Excel takes a CSV for Windows-1252 in western Europe and America."""
    data = made()[f"{name}.csv"].encode()
    assert data.startswith(codecs.BOM_UTF8), "titles hold plain letters today, and may hold others tomorrow"
    read = data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(read, newline="")))
    said = [row.get("title") or row["how this day is counted"] for row in rows]
    if name == "protocols":
        assert said == [one.title for one in map(protocol, protocol_ids()) for _ in one.phases]
    else:
        schedules = json.loads(made()["schedules.json"])["schedules"]
        assert said == [row["because"] for one in schedules for row in one["administrations"]]


def test_every_file_says_what_it_is_not() -> None:
    for name, text in made().items():
        if name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(text)))[1:]
            assert {row[0] for row in rows} <= {"EXAMPLE", "published statement, not a plan"}, name
        elif name.startswith("fhir") and not name.endswith("/index.json"):
            assert "It is not a plan for anybody" in json.loads(text)["purpose"], name
        elif name not in ("changes.atom", "check.py"):  # a list of changes, and a program
            assert site_language().say("data.notice") in text, name


# --- FHIR ------------------------------------------------------------------------------------------


every_said = pytest.mark.parametrize("id", SAID)


@every_said
def test_fhir_is_valid_in_both_releases(id: str) -> None:
    """R4B, which the library knows, is R4 but for a few resources; of PlanDefinition it only adds to the subject."""
    r5, r4 = (json.loads(made()[f"{folder}/{id}.json"]) for folder in ("fhir", "fhir-r4"))
    PlanDefinition.model_validate(r5)
    PlanDefinitionR4B.model_validate(r4)
    with pytest.raises(ValueError, match="linkId"):
        PlanDefinitionR4B.model_validate(r5)


@every_said
def test_fhir_loses_nothing(id: str) -> None:
    """Read back from FHIR alone, every phase has the numbers and conditions of the protocol file."""
    one = protocol(id)
    wanted = [as_said(phase) for phase in one.phases]
    assert read_back(json.loads(made()[f"fhir/{id}.json"]), "linkId") == wanted
    assert read_back(json.loads(made()[f"fhir-r4/{id}.json"]), "id") == wanted


@every_said
def test_every_phase_in_fhir_comes_after_the_one_before_it_or_after_the_first(id: str) -> None:
    names = [phase.name for phase in protocol(id).phases]
    for folder, link, target in (("fhir", "linkId", "targetId"), ("fhir-r4", "id", "actionId")):
        actions = json.loads(made()[f"{folder}/{id}.json"])["action"]
        assert [action[link] for action in actions] == names
        for before, action in itertools.pairwise(actions):
            assert action["relatedAction"][0][target] in {before[link], names[0]}


@every_said
def test_fhir_words_of_conditions_claim_no_language_that_r4_has(id: str) -> None:
    """R4's own JSON Schema knows three languages of expressions, and programs made from it stop at another."""
    for action in json.loads(made()[f"fhir-r4/{id}.json"])["action"]:
        for condition in action.get("condition", []):
            assert set(condition["expression"]) == {"_language", "expression"}


# ATC as in FDA's records of the substances (openFDA, 2025-09-19), HL7's as in v3-RouteOfAdministration 2018-08-12.
CODES = {
    "hydroxocobalamin": ("http://www.whocc.no/atc", "B03BA03"),
    "cyanocobalamin": ("http://www.whocc.no/atc", "B03BA01"),
    "mecobalamin": ("http://www.whocc.no/atc", "B03BA05"),
    "intramuscular": ("http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration", "IM"),
}


@every_said
@pytest.mark.parametrize("folder", ["fhir", "fhir-r4"])
def test_a_medicine_and_a_single_route_have_their_code_and_what_the_source_leaves_open_has_none(
    id: str, folder: str
) -> None:
    one, data = protocol(id), json.loads(made()[f"{folder}/{id}.json"])
    routes = {words: phase.route for phase in one.phases for words in [" or ".join(phase.route)]}
    for defined in data["contained"]:
        concepts: list[tuple[dict[str, Any], tuple[str, ...]]]
        concepts = [(defined["productCodeableConcept"], (one.drug,))]
        concepts += [(given["route"], routes[given["route"]["text"]]) for given in defined["dosage"]]
        for concept, said in concepts:
            coded = [(code["system"], code["code"]) for code in concept.get("coding", [])]
            assert coded == [CODES[word] for word in said if len(said) == 1 and word in CODES], concept
        assert defined["productCodeableConcept"]["text"] == one.drug
    assert "whocc.no/use_of_atc_ddd" in data["copyright"], "a code of WHO's stands without its terms"


@every_said
def test_fhir_says_its_version_and_keeps_its_identifier_when_the_site_moves(id: str) -> None:
    moved = read_edition(FILE.read_text("utf-8"), "https://moved.example.com/b12/")
    here, there = json.loads(made()[f"fhir/{id}.json"]), plan(protocol(id), moved)
    assert here["version"] == protocol(id).review.checked_on.isoformat()
    assert {defined["version"] for defined in here["contained"]} == {here["version"]}
    assert here["identifier"] == there["identifier"] == json.loads(made()[f"fhir-r4/{id}.json"])["identifier"]
    assert here["url"] != there["url"]
    for folder in ("fhir", "fhir-r4"):
        address = f"https://b12.example.org/data/v1/{folder}/{id}.json"
        assert json.loads(made()[f"{folder}/{id}.json"])["url"] == address


def test_no_two_plans_have_one_identifier() -> None:
    found = [json.loads(made()[f"fhir/{id}.json"])["identifier"][0]["value"] for id in SAID]
    assert len(set(found)) == len(SAID)


def test_what_fhir_cannot_say_is_listed_and_not_exported() -> None:
    index, twin = (json.loads(made()[f"{folder}/index.json"]) for folder in ("fhir", "fhir-r4"))
    assert (index.pop("fhirVersion"), twin.pop("fhirVersion")) == ("5.0.0", "4.0.1")
    assert index == twin
    assert index["said"] == [f"{id}.json" for id in SAID]
    assert sorted([*index["not_said"], *SAID]) == list(protocol_ids())
    for id in index["not_said"]:
        assert f"fhir/{id}.json" not in made()
        assert f"fhir-r4/{id}.json" not in made()
        with pytest.raises(ValueError, match="shortest gap"):
            plan(protocol(id), OURS)


def as_said(phase: Phase) -> dict[str, Any]:
    """What the source says of a phase: our own days are not part of it."""
    ways = {name: (way.timing, way.dose or phase.dose) for name, way in (phase.either or {}).items()}
    if phase.timing:
        ways = {"": (phase.timing, phase.dose)}
    return {
        "name": phase.name,
        "role": str(phase.role),
        "until": phase.until,
        "only_if": phase.only_if,
        "route": " or ".join(phase.route),
        "days": phase.days,
        "dose": phase.dose if phase.days else None,
        "ways": {name: (t.frequency, t.period, t.unit, dose) for name, (t, dose) in ways.items()},
        "count": phase.injections,
        "length": length(phase),
        "from_week": phase.weeks[0] if phase.weeks and phase.weeks[0] > 1 else None,
    }


def length(phase: Phase) -> tuple[int, int | None, Unit] | None:
    """How long: low, high (None: at least), unit."""
    if phase.weeks:
        weeks = phase.weeks[1] - phase.weeks[0] + 1
        return weeks, weeks, Unit.WEEK
    if not phase.bounds:
        return None
    least = phase.until and phase.bounds.fixed
    return phase.bounds.low, None if least else phase.bounds.high, phase.bounds_unit or Unit.WEEK


def read_back(data: dict[str, Any], link: str) -> list[dict[str, Any]]:
    """What each phase says; `link` is the key of an action's name."""
    defined = {f"#{one['id']}": one["dosage"][0] for one in data["contained"]}
    return [read_action(action, defined, link) for action in data["action"]]


def read_action(action: dict[str, Any], defined: dict[str, Any], link: str) -> dict[str, Any]:
    told = {one["kind"]: one["expression"]["expression"] for one in action.get("condition", [])}
    parts = action.get("action", [])
    listed = action.get("selectionBehavior") == "all"
    leaves = parts or [action]
    dosages = [defined[leaf["definitionCanonical"]] for leaf in leaves]
    days = tuple(int(part[link].rpartition("-")[2]) for part in parts) if listed else ()
    offsets = tuple(
        days[0] + part["relatedAction"][0]["offsetDuration"]["value"] if "relatedAction" in part else days[0]
        for part in parts
        if listed
    )
    assert offsets == days
    repeats = [dosage["timing"]["repeat"] for dosage in dosages if "timing" in dosage]
    names = [part[link].partition(".")[2] for part in parts] if not listed else []
    ways = zip(names or [""], repeats, dosages, strict=False) if repeats else ()
    after = action.get("relatedAction", [{}])[0].get("offsetDuration")
    return {
        "name": action[link],
        "role": action["title"],
        "until": told.get("stop", ""),
        "only_if": told.get("applicability", ""),
        "route": dosages[0]["route"]["text"],
        "days": days,
        "dose": dose(dosages[0]) if listed else None,
        "ways": {
            name: (pair(r, "frequency"), pair(r, "period"), Unit(r["periodUnit"]), dose(dosage))
            for name, r, dosage in ways
        },
        "count": pair(repeats[0], "count") if repeats and "count" in repeats[0] else None,
        "length": read_length(repeats[0]) if repeats else None,
        "from_week": after["value"] + 1 if after and after["value"] else None,
    }


def pair(repeat: dict[str, Any], name: str) -> Range:
    return Range(repeat[name], repeat.get(f"{name}Max", repeat[name]))


def dose(dosage: dict[str, Any]) -> Range:
    amount = dosage["doseAndRate"][0]
    if "doseQuantity" in amount:
        return Range(amount["doseQuantity"]["value"], amount["doseQuantity"]["value"])
    return Range(amount["doseRange"]["low"]["value"], amount["doseRange"]["high"]["value"])


def read_length(repeat: dict[str, Any]) -> tuple[int, int | None, Unit] | None:
    if fixed := repeat.get("boundsDuration"):
        return fixed["value"], fixed["value"], Unit(fixed["code"])
    if found := repeat.get("boundsRange"):
        high = found.get("high")
        return found["low"]["value"], high["value"] if high else None, Unit(found["low"]["code"])
    return None


# --- the feed --------------------------------------------------------------------------------------

BEFORE = '[[phases]]\nname = "loading"\ndose = 1000\ncount = 6\n'


def test_feed_tells_a_change_of_a_number() -> None:
    assert compare(BEFORE, BEFORE.replace("1000", "500")) == ("loading.dose: 1000 became 500",)
    assert compare(BEFORE, BEFORE + "count_max = 8\n") == ("loading.count_max: not given became 8",)
    assert compare("", BEFORE) == ("This schedule was added.",)
    assert compare(BEFORE, "") == ("This schedule was taken out.",)


def test_feed_is_silent_about_words() -> None:
    assert compare(BEFORE, 'plain = "Other words."\n' + BEFORE) == ()


def test_feed_reads_history_newest_first() -> None:
    file = "calculator/protocols/x.toml"
    texts = {"b^": BEFORE, "b": BEFORE.replace("6", "7"), "a^": "", "a": BEFORE}

    def ask(command: str, *words: str) -> str:
        if command == "log":
            return f"\x1eb 2026-12-01T00:00:00+00:00\n\n{file}\n\x1ea 2026-11-22T00:00:00+00:00\n\n{file}\n"
        return texts[words[0].partition(":")[0]]

    found = changes(ask)
    assert [(one.when[:10], one.lines) for one in found] == [
        ("2026-12-01", ("loading.count: 6 became 7",)),
        ("2026-11-22", ("This schedule was added.",)),
    ]


def test_feed_is_atom() -> None:
    """What RFC 4287 asks of a feed and of each entry: id, title, updated, an author; no id twice."""
    root = ElementTree.fromstring(made()["changes.atom"].encode())
    assert root.tag == f"{{{ATOM}}}feed"
    for part in (root, *root.iter(f"{{{ATOM}}}entry")):
        for name in ("id", "title", "updated"):
            element = part.find(f"{{{ATOM}}}{name}")
            assert element is not None
            assert element.text
    assert root.find(f"{{{ATOM}}}author/{{{ATOM}}}name") is not None
    ids = [entry.findtext(f"{{{ATOM}}}id") for entry in root.iter(f"{{{ATOM}}}entry")]
    assert len(ids) == len(set(ids))


def test_the_feed_and_its_entries_keep_their_ids_when_the_site_moves_to_another_host() -> None:
    """A reader of feeds would take each for new, and show every old change again."""
    moved = read_edition(FILE.read_text("utf-8"), "https://moved.example.com/b12/")
    there = ElementTree.fromstring(files(moved)["changes.atom"].encode())
    here = ElementTree.fromstring(made()["changes.atom"].encode())
    ids = [[one.text for one in root.iter(f"{{{ATOM}}}id")] for root in (here, there)]
    assert ids[0] == ids[1]
    assert all(str(one).startswith("urn:uuid:") for one in ids[0])
    links = [{one.get("href", "")[:20] for one in root.iter(f"{{{ATOM}}}link")} for root in (here, there)]
    assert links == [{"https://b12.example."}, {"https://moved.exampl"}], "links must follow the site"


PROTOCOL = 'title = "Made up"\n'


def sh(folder: Path, *words: str) -> None:
    """One command, with nothing of this machine's git settings that a commit needs."""
    who = {
        f"GIT_{role}_{key}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    env = os.environ | who | {"GIT_COMMITTER_DATE": "2026-11-22T10:00:00+01:00"}
    subprocess.run(words, cwd=folder, env=env, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository in which one schedule was added, then its dose changed."""
    folder = tmp_path_factory.mktemp("repository")
    sh(folder, "git", "init", "--quiet")
    file = folder / "calculator" / "protocols" / "x.toml"
    file.parent.mkdir(parents=True)
    for text in (PROTOCOL + BEFORE, PROTOCOL + BEFORE.replace("1000", "500")):
        file.write_text(text, "utf-8")
        sh(folder, "git", "add", ".")
        sh(folder, "git", "commit", "--quiet", "--message", "Change")
    return folder


def test_every_whole_clone_gives_the_same_feed_and_a_shallow_one_stops_the_build(
    repository: Path, tmp_path: Path
) -> None:
    """A shallow clone would tell readers that a schedule was added when its dose was changed."""
    whole = feed(OURS, repository)
    assert "loading.dose: 1000 became 500" in whole
    assert "This schedule was added." in whole
    sh(tmp_path, "git", "clone", "--quiet", repository.as_uri(), "clone")
    assert feed(OURS, tmp_path / "clone") == whole
    sh(tmp_path, "git", "clone", "--quiet", "--depth=1", repository.as_uri(), "shallow")
    with pytest.raises(NoHistory, match=r"this git clone is shallow\. Run: git fetch --unshallow$"):
        feed(OURS, tmp_path / "shallow")
    sh(tmp_path / "shallow", "git", "fetch", "--quiet", "--unshallow")
    assert feed(OURS, tmp_path / "shallow") == whole


def test_an_archive_gives_a_feed_that_says_why_it_lists_nothing(repository: Path, tmp_path: Path) -> None:
    """Wherever it is unpacked: a folder of somebody else's git clone has a history, but not ours."""
    texts = []
    for place in (tmp_path / "by-itself", repository / "calculator"):
        texts.append(feed(OURS, place))
    assert texts[0] == texts[1]
    assert site_language().say("feed.no_history") in texts[0]
    assert "<entry>" not in texts[0]


def test_a_clone_that_git_cannot_read_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with pytest.raises(NoHistory, match="git cannot read it here"):
        feed(OURS, tmp_path)


def test_the_build_stops_with_one_plain_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("scripts.build.Site", lambda: Site(tmp_path, tmp_path))
    monkeypatch.setattr("scripts.open_data.feed.git", lambda *words, root: "true\n")
    monkeypatch.setattr(sys, "argv", ["build", "open_data"])
    assert build.main() == 1
    told = capsys.readouterr().err.strip()
    assert told.startswith("STOP: ")
    assert told.endswith("Run: git fetch --unshallow")
    assert "\n" not in told
    assert not list(tmp_path.iterdir()), "half the data was written"


def test_the_published_feed_lists_every_schedule_and_none_twice_as_new() -> None:
    """The feed of this very repository: each schedule there is was added once."""
    entries = list(ElementTree.fromstring(made()["changes.atom"]).iter(f"{{{ATOM}}}entry"))
    if not (ROOT / ".git").exists():
        assert site_language().say("feed.no_history") in made()["changes.atom"]
        return
    added = [
        one.findtext(f"{{{ATOM}}}title")
        for one in entries
        if one.findtext(f"{{{ATOM}}}content", "").startswith("This schedule was added")
    ]
    assert len(added) >= len(protocol_ids())
