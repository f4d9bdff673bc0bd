"""Tests with readers on pages: tasks to read out, rows of the sheet, scores, all results, and those of one page."""

from collections.abc import Sequence

from calculator.render.markup import Markup, element, join
from scripts.content.front_matter import front_matter
from scripts.content.leaflets import leaflets
from scripts.content.phrases import figures, plain_date, say_html, site_language
from scripts.content.reader_tests import WAYS, ReaderTest, Task, reader_tests, tasks
from scripts.content.reading_scores import SCALES, grades, of_page, of_paper
from scripts.pages.clinic_lists import handout_of
from scripts.pages.page_links import to, to_address
from scripts.paths import DOCS


def tried(page: str, everything: str) -> Markup:
    """What the end of a page says of the last test on a phone and of the last on paper; nothing if there was none.

    `page` is its Markdown file below docs/, `everything` the address of all results as seen from it.
    """
    about = [one for one in reader_tests() if page in one.pages]
    last = [next((one for one in about if one.on == way), None) for way in WAYS]
    link = element("a", site_language().say("tried.all"), href=everything)
    return join(
        *(
            element("p", summary(one), " ", own_task(one, one.pages[page]), " ", link)
            for one in last
            if one is not None
        )
    )


def summary(one: ReaderTest) -> Markup:
    """How many readers, and how many tasks all of them did."""
    return say_html(
        f"tried.{one.on}",
        day=plain_date(one.day),
        readers=site_language().say("tried.readers", n=one.readers),
        tasks=site_language().say("tried.tasks", n=len(one.done), done=one.by_all),
    )


def own_task(one: ReaderTest, task: str) -> Markup:
    """How many readers did the task of one page."""
    return say_html("tried.own", done=one.done[task], readers=one.readers)


def reader_tasks() -> Markup:
    """The tasks as they are read out, each with what counts as success and where the answer stands."""
    return element("ol", *(element("li", spoken(one)) for one in tasks()), class_="tasks")


def spoken(one: Task) -> Markup:
    """One task."""
    file = DOCS / one.page
    title = str(front_matter(file.read_text("utf-8"))["title"]) if file.is_file() else one.short
    page = element("a", title, href=to(one.page))
    on_paper = leaflets()[one.page].title if one.page in leaflets() else one.short
    handout = element("a", on_paper, href=to_address(handout_of().get(one.page, "handout/")))
    return join(
        element("blockquote", element("p", say_html("tried.ask", ask=one.ask))),
        element("p", say_html("tried.done_html", done=one.done)),
        element(
            "p",
            say_html("tried.where_html", page=page, handout=handout),
        ),
    )


def reader_sheet() -> Markup:
    """The rows of the sheet: a task, whether it was done, and space to write."""
    line = element("span", class_="write-line")
    rows = [
        (f"{number}. {one.short}", site_language().say("tried.yes_no"), line)
        for number, one in enumerate(tasks(), start=1)
    ]
    return table("tried_sheet", ("task", "alone", "stuck"), rows)


def reader_scores() -> Markup:
    """The scores of the pages of the tasks, and of handouts as a kind."""
    rows = [
        (
            element("a", one.short, href=to(one.page)),
            *(
                site_language().say("tried.percent", number=of_page(one.page)[scale].percent)
                for scale in SCALES
            ),
            *(
                site_language().say("tried.grades", kincaid=figures(kincaid, 1), fog=figures(fog, 1))
                for kincaid, fog in (grades("pages", one.page), grades("handouts", one.page))
            ),
        )
        for one in tasks()
    ]
    paper = {
        scale: site_language().say("tried.percent", number=of_paper("topic")[scale].percent)
        for scale in SCALES
    }
    return join(
        table("tried_scores", ("page", *SCALES, "grade", "grade_paper"), rows),
        element("p", say_html("tried_scores.paper", **paper)),
    )


def results() -> Markup:
    """Every test with what came of each task; that there is none, as long as there is none."""
    if not reader_tests():
        return element("p", element("strong", say_html("tried.nobody")))
    names = {one.id: one for one in tasks()}
    return join(
        *(
            element(
                "section",
                element("p", summary(one)),
                element("p", say_html("tried.by", name=one.ran_by, commit=one.commit)),
                table(
                    "tried_results",
                    ("task", "readers"),
                    [
                        (names[id].short, say_html("tried.of", done=count, readers=one.readers))
                        for id, count in one.done.items()
                    ],
                ),
            )
            for one in reader_tests()
        )
    )


def table(name: str, columns: tuple[str, ...], rows: Sequence[Sequence[str]]) -> Markup:
    """A table whose first column heads each row, in cards on a phone; its words are the phrases under its name."""
    heads = [site_language().say(f"{name}.{column}") for column in columns]
    lines = (
        element(
            "tr",
            element("th", first, scope="row", data_label=heads[0]),
            *(element("td", cell, data_label=head) for cell, head in zip(rest, heads[1:], strict=True)),
        )
        for first, *rest in rows
    )
    return element(
        "table",
        element("caption", site_language().say(f"{name}.caption")),
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", *lines),
        class_="cards",
    )
