"""Published vitamin B12 injection protocols in, example schedules out.

A **protocol** is what a source says. A **course** is what the reader chose where the source leaves a choice.
A **schedule** is the dates that follow.

The order of the modules, each importing only from those before it:

    evidence.py    for whom a regimen is, its source, its review, its worked examples
    regimen.py     the nouns: Regimen, Phase, Timing, Range
    keys.py        taking the keys of a table, so that none is left over
    strict.py      reading a data file, each value by its kind, every problem at once
    data.py        the data files beside the code: TOML, or JSON once packed
    source.py      sources.toml -> the register of sources
    dates.py       calendar months: adding them, and how many days they have
    reach.py       how far phases can reach, and whether the next may begin there
    phases.py      the phases of a protocol file
    protocol.py    protocols/*.toml -> Protocol
    choices.py     what a protocol leaves open, and what may be chosen
    problem.py     a named reason why a request cannot be answered
    stretch.py     a phase with every open thing chosen
    course.py      the reader's choices -> Course
    injection.py   one injection of an example, and why it lies on its day
    schedule.py    Course -> Schedule: the only arithmetic
    language.py    languages/<code>/ -> phrases
    spelled.py     the dates that one text can mean
    link.py        a course as a link, and back
    entry.py       what a reader typed -> a start date
    render/        Schedule -> HTML, text, CSV, ... one file per way of showing
    request.py     a request as it came: one JSON object, in a language that there is
    visit.py       what came from the page, made plain
    page.py        what a reader's own dates change on the page of a schedule
    answer.py      one JSON request in, one JSON answer out; never raises
    __main__.py    the same from a terminal

CPython runs these files when the site is built; Pyodide runs the same files in the reader's browser. There is no
clock, no network, no randomness and nothing to install: standard library and TOML only.
"""

__version__ = "0.1.0"
