"""The calculator as the build prints it: a whole page part before any script runs, and in its place when one fails."""

from calculator import __version__
from calculator.language import Language
from calculator.protocol import protocol
from calculator.render.catalogue import first_example
from calculator.render.example import example
from calculator.render.form import button
from calculator.render.markup import Markup, element
from calculator.render.questions import ask_group


def shell(language: Language, *, protocol_shown: str) -> Markup:
    """The custom element with its first question, one printed example and every sentence that JavaScript may show."""
    shown = protocol(protocol_shown, language.code)
    says = language.phrases["say"]
    return element(
        "injection-calculator",
        element("noscript", element("p", language.say("shell.no_script"))),
        element("p", language.say("shell.unreached"), class_="unreached"),
        element(
            "div",
            element("p", language.say("shell.idle"), role="status", tabindex=-1, data_status=True),
            element(
                "button",
                language.say("shell.stop"),
                type="button",
                class_="second",
                data_stop=True,
                hidden=True,
            ),
            data_stage=True,
        ),
        element(
            "form",
            ask_group({}, {}, language),
            id="calculator-form",
            method="dialog",  # a press before the script is there must send nothing anywhere
            data_form=True,
            novalidate=True,
        ),
        element(
            "div",
            element("h2", language.say("shell.example", title=shown.title)),
            element("p", language.say("shell.about_example")),
            element("p", button(f"sample:{shown.id}", language.say("shell.sample"))),
            example(first_example(shown), language),
            data_result=True,
        ),
        *(element("template", words, data_say=key) for key, words in says.items()),
        data_state="idle",
        data_language=language.code,
        data_version=__version__,
    )
