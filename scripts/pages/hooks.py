"""All that MkDocs needs to know of us: mkdocs.yml names this file, and no other script has an `on_...` function.

In the order in which MkDocs calls them: settings and fences, which files are published, each page's Markdown, its HTML,
the templates, the finished page.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from pymdownx.superfences import SuperFencesException

sys.path.insert(0, str(Path(__file__).parents[2]))  # a bare `mkdocs build` does not look here

from calculator.render.markup import Markup, element
from calculator.strict import BadData
from scripts.clinics.illustrated import PICTURE, picture_is_ours, without_picture
from scripts.clinics.short_links import register, report_to
from scripts.content import reviews
from scripts.content.edition import edition
from scripts.content.phrases import escaped, plain_date, say_html, site_language, templates
from scripts.content.statement_places import shown_in, standing_in
from scripts.content.statements import Statement, speaks
from scripts.delivery import csp
from scripts.pages import generated, page_context, search_index
from scripts.pages.citations import BadCitation
from scripts.pages.clinic_lists import handout_of
from scripts.pages.disagreements import BadDisagreement
from scripts.pages.doors import door
from scripts.pages.fences import FENCES, formatter
from scripts.pages.help_cards import BadCare
from scripts.pages.html_cleanup import finished
from scripts.pages.structured_data import structured
from scripts.pages.stylesheet import stylesheet
from scripts.pages.tried_by_readers import tried
from scripts.paths import DOCS

TO_MEND = (SuperFencesException, BadCare, BadCitation, BadDisagreement, BadData)
"""Faults of a page or a data file: their message says where, so nobody needs to see our own code."""
LOG = logging.getLogger("mkdocs.b12")  # below "mkdocs", so that a strict build stops on a warning
WRITTEN_LATER = {"assets/calculator/sw.js", "assets/calculator/worker.js"}
"""Scripts that get a list of files before they are published, elsewhere: offline.py, runtime/build.py."""


def on_config(config: Any) -> Any:
    """Register the fences; give MkDocs and the theme the edition's settings, its language and the security policy."""
    fences = [{"name": name, "class": name, "format": formatter(make)} for name, make in FENCES.items()]
    config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", []).extend(fences)
    ours, say = edition(), site_language().say
    config.site_name, config.site_description = say("site.name"), say("site.about")
    config.site_url = ours.site_url or config.site_url
    config.extra["publisher"] = ours.publisher
    config.extra["feedback_url"] = ours.contact
    config.extra["edition"] = ours
    config.extra["policy"] = csp.policy(header=False)
    config.extra["search"] = search_index.Index()
    config.extra["statements"] = dict[str, list[Statement]]()
    return config


def on_files(files: Files, *, config: Any) -> Files:
    """Of the theme's own files none is published: no page loads them. Of the stylesheet, only the whole."""
    for file in list(files):
        ours = file.abs_src_path and Path(file.abs_src_path).is_relative_to(DOCS)
        part = file.src_uri.startswith("assets/css/")
        strange = file.src_uri == PICTURE and not picture_is_ours()
        if (
            part
            or strange
            or file.src_uri in WRITTEN_LATER
            or (file.src_uri.startswith("assets/") and not ours)
        ):
            files.remove(file)
    files.append(File.generated(config, "assets/site.css", content=stylesheet()))
    for name, content in generated.every_file():
        files.append(File.generated(config, name, content=content))
    files.append(File.generated(config, "search/words.json", content=search_index.words()))
    files.append(File.generated(config, "assets/minisearch.js", content=search_index.library()))
    return files


def on_nav(nav: Navigation, **_: Any) -> Navigation:
    """Doors and groups, which mkdocs.yml names by codes, in words; the code stays beside them."""
    sections = [item for item in nav.items if item.is_section]
    while sections:
        item = sections.pop()
        item.code = item.title
        item.title = site_language().say(f"nav.{item.code}")
        sections += [inside for inside in item.children if inside.is_section]
    return nav


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """Remember where we are, for errors in fences; the page in this edition's words."""
    # The file as it stands on disk, front matter and all.
    source = Path(page.file.abs_src_path).read_text("utf-8") if page.file.abs_src_path else markdown
    page_context.PAGE.set(page_context.Page(f"docs/{page.file.src_uri}", source))
    if not page.meta.get("checked_on"):
        LOG.warning("%s: no checked_on, or front matter that is not YAML (quote a colon).", page.file.src_uri)
    if page.meta.get("variant_of"):
        page.meta["search"] = {"exclude": True}
        page.canonical_url = (
            urljoin(config.site_url or "", page.meta["variant_of"]) if config.site_url else None
        )
    if PICTURE in markdown and not picture_is_ours():
        markdown = without_picture(markdown)
    return edition().localise(markdown, markdown=True)


def on_page_context(context: Any, *, page: Any, config: Any, **_: Any) -> Any:
    """Tell the templates by which door the page stands, where its handout is made, and who has reviewed what on it."""
    name = page.file.src_uri
    return context | {
        "door": door(name, config.nav),
        "handout": handout_of().get(name),
        "reviewed": escaped(reviews.said_of(config.extra["statements"][page.url])),
    }


def on_page_content(html: str, *, page: Any, config: Any, **_: Any) -> str:
    """Run after the Markdown extensions. What the engine made for a page stays as it is, to the byte.

    Of a page below /schedules/ the search finds only the top: the headings below it are the same on all of them.
    """
    name, generated_page = page.file.src_uri, generated.is_generated(page.file.src_uri)
    html = html if generated_page else finished(html)
    config.extra["statements"][page.url] = (
        standing_in(html, page="" if generated_page else name, protocols=shown_in(page.markdown))
        if speaks(name)
        else []
    )
    config.extra["search"].add(page, html, door(name, config.nav), only_top=generated_page)
    return html


def on_env(env: Any, **_: Any) -> Any:
    """Give the templates the words of the edition's language, and what fills their blanks."""
    env.filters["plain_date"] = plain_date
    env.globals |= {
        "say": say_html,
        "element": element,
        "lang": site_language().tag,
        "templates": templates(),
        "codes": sorted(register()),
        "tried": tried,
        "report_to": report_to,
    }
    return env


def on_post_page(output: str, *, page: Any, config: Any, **_: Any) -> str:
    """Put what search engines are told into the page's head. It is data, not a script: no browser runs it."""
    if "checked_on" not in page.meta or "description" not in page.meta:
        return output
    all_of_it = reviews.reviewers(config.extra["statements"][page.url])
    said = structured(page.meta, page.markdown, page.canonical_url, edition(), all_of_it)
    data = json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    script = element("script", Markup(data), type="application/ld+json")
    return output.replace("</head>", f"{script}\n</head>", 1)


def on_post_build(*, config: Any, **_: Any) -> None:
    """What the search looks through, once every page has been read."""
    for name, content in config.extra["search"].files():
        file = Path(config.site_dir) / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, "utf-8")


def on_build_error(*, error: Exception, **_: Any) -> None:
    """What is the writer's to mend is told in one line."""
    if isinstance(error, TO_MEND):
        raise PluginError(str(error)) from None
