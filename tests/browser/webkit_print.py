"""A program that prints pages with WebKitGTK, whose driver has no command for it, to PDF files without a dialogue.

It is run by Debian's own Python, which has GObject's bindings, on a screen: `xvfb-run -a /usr/bin/python3 ...`. Its
argument is a list in JSON: `address`, `script` to run before printing, `file`, and in mm `paper` and `margins` (above,
right, below, left). It ends with 1 when a page cannot be printed.
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402 - a version is chosen before it is loaded

PATIENCE = 60
"""Seconds for everything."""
left = json.loads(sys.argv[1])
view = WebKit2.WebView()
keep: list[object] = []


def opened(_: object, event: object) -> None:
    """A page is there: choose on it, then print it."""
    if event == WebKit2.LoadEvent.FINISHED:
        script = (
            f"{left[0]['script']}; await document.fonts.ready"  # letters of another width take other lines
        )
        view.call_async_javascript_function(script, -1, None, None, None, None, chosen)


def chosen(_: object, done: object) -> None:
    """The script has run."""
    view.call_async_javascript_function_finish(done)
    job = left.pop(0)
    settings, page = Gtk.PrintSettings(), Gtk.PageSetup()
    settings.set_printer("Print to File")
    settings.set("output-file-format", "pdf")
    settings.set("output-uri", Path(job["file"]).as_uri())
    page.set_paper_size(Gtk.PaperSize.new_custom("own", "own", *job["paper"], Gtk.Unit.MM))
    for side, margin in zip(("top", "right", "bottom", "left"), job["margins"], strict=True):
        getattr(page, f"set_{side}_margin")(margin, Gtk.Unit.MM)
    printing = WebKit2.PrintOperation(web_view=view, print_settings=settings, page_setup=page)
    printing.connect("finished", lambda _: following())
    printing.connect("failed", lambda _, error: sys.exit(f"{job['address']}: {error.message}"))
    printing.print_()
    keep.append(printing)  # it must outlive this function


def following() -> None:
    """The next page, or the end."""
    if left:
        view.load_uri(left[0]["address"])
    else:
        Gtk.main_quit()


window = Gtk.Window()
window.add(view)
window.show_all()
view.connect("load-changed", opened)
GLib.timeout_add_seconds(PATIENCE, Gtk.main_quit)
following()
Gtk.main()
sys.exit(f"{len(left)} not printed" if left else 0)
