"""The whole page, by the templates beside this: the one place that imports Jinja."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plantrack.plan.dossier.report import MOST_IN_ATTENTION, Dossier
from plantrack.plan.model import Evidence
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.reports.status import Choice
from plantrack.plan.sentences import Sentence, Value, say
from plantrack.render.addresses import split_addresses
from plantrack.render.dossier.blocks import build_blocks
from plantrack.render.dossier.changes import build_changes
from plantrack.render.dossier.closing import list_definitions, list_unknown
from plantrack.render.dossier.coming import build_coming
from plantrack.render.dossier.english import EnglishOnPaper
from plantrack.render.dossier.opening import draw_time, explain_attention, list_attention, list_facts_of_head, tell_lead
from plantrack.render.dossier.parts import Citations
from plantrack.render.dossier.places import build_breakdown, build_items
from plantrack.render.dossier.results import build_results
from plantrack.render.dossier.style import quote_text, write_colours, write_fonts
from plantrack.render.markup import element, encode_address, escape_markup, join_markup
from plantrack.render.pages.records import Kinds
from plantrack.render.palette import PALETTE, write_dark_rules
from plantrack.render.text import headings
from plantrack.render.text.writer import Writer
from plantrack.tuples import NamedTuple

if TYPE_CHECKING:
    from jinja2 import Environment

# By this a file is known as one that was written here, and may be written anew.
PAGE_MARK = '<meta name="generator" content="plantrack">'
# A sentence of more letters is smaller, so that what needs attention stays on its sheet.
_LONGEST_LEAD = 240
_TEMPLATES = Path(__file__).with_name("templates")

TEXTS: Mapping[str, Sentence] = {
    "report": say("Progress report"),
    "skip": say("To what needs attention"),
    "attention": say("Needs attention"),
    "nothing": say("Nothing needs attention."),
    "who": say("target, who answers"),
    "far": say("actual and goal"),
    "contents": say("On this page"),
    "results": say("Results"),
    "each": say("Each target with a goal"),
    "lines": say("Lines of the drawings"),
    "coming": say("Late and next"),
    "moved": say("What moved"),
    "asked": say("What is asked"),
    "places": say("Where it is"),
    "listed": say("Items"),
    "evidence": say("Evidence"),
    "counted": say("How it is counted"),
    "unknown": say("What is not known"),
    "none": say("Nothing that the page would need."),
}


class Origin(NamedTuple):
    """Of which file the page is, and by what it was made."""

    name: str
    digest: str  # SHA-256 of its bytes, in hexadecimal
    version: str  # of the program
    decided: Evidence  # of the plan itself
    choice: Choice  # which targets are shown


def draw_dossier(dossier: Dossier, kinds: Kinds, origin: Origin, writer: Writer) -> str:
    """Return the page as HTML in the language of a writer; raise UsageError where Jinja is not installed."""
    writer = EnglishOnPaper() if writer.language == "en" else writer
    environment = _open_templates(writer)
    citations, standing, attention = Citations(), dossier.standing, list_attention(dossier)
    more, lead = len(dossier.attention) - MOST_IN_ATTENTION, tell_lead(dossier, origin.choice)
    foot = say("{plan}, as of {day}", plan=standing.plan.title, day=standing.as_of)
    page = {
        "language": writer.language,
        "mark": PAGE_MARK,
        "title": standing.plan.title,
        "document": say("{plan}: progress on {day}", plan=standing.plan.title, day=standing.as_of),
        "text": TEXTS,
        "headings": headings,
        "facts": list_facts_of_head(dossier, origin.decided, origin.choice),
        "time": draw_time(standing),
        "lead": lead,
        "lead_is_long": sum(len(writer.write(part.text)) for part in lead) > _LONGEST_LEAD,
        "has_targets": bool(standing.targets),
        "attention": attention,
        "explained": explain_attention(attention),
        "more": say("And {number} more, see the results.", number=more) if more > 0 else "",
        "results": build_results(dossier, origin.choice, citations),
        "blocks": build_blocks(dossier, citations, writer),
        "coming": build_coming(dossier, kinds, citations),
        "moved": build_changes(dossier, kinds, citations),
        "breakdown": build_breakdown(dossier, kinds),
        "items": build_items(dossier, kinds, citations),
        "definitions": list_definitions(dossier),
        "unknown": list_unknown(dossier),
        # The evidence is complete once all else is there.
        "sources": citations.list_sources(),
        "origin": [
            say("Made of {name} by plantrack {version}.", name=origin.name, version=origin.version),
            say("SHA-256 of that file: {digest}", digest=origin.digest),
        ],
        "light": write_colours("light"),
        "dark": write_colours("dark"),
        "dark_rules": write_dark_rules(),
        "quiet": PALETTE["quiet"].light,
        "fonts": write_fonts(),
        "foot": quote_text(writer.write(foot)),
    }
    return environment.get_template("page.html").render(page)


def _open_templates(writer: Writer) -> "Environment":
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError as error:
        hint = say('pip install "plantrack[page]"')
        raise UsageError(Problem(say("a page needs Jinja2"), hint)) from error

    def write_text(value: Any) -> Any:
        """Return what a template meets as text that is only text; what is markup already stays so."""
        return value if hasattr(value, "__html__") else Markup(escape_markup(writer.write(value)))

    def begin(value: Value) -> Any:
        if type(value) is str:
            # An id, as the plan writes it.
            return write_text(value)
        text = writer.write(value)
        return write_text(text[:1].upper() + text[1:])

    def write_date(value: str) -> Any:
        return write_text(writer.write_date(value))

    def link(value: Value) -> Any:
        parts = (
            element("a", escape_markup(one.text), href=encode_address(one.text))
            if one.is_address
            else escape_markup(one.text)
            for one in split_addresses(writer.write(value))
        )
        return Markup(join_markup(*parts))

    def write_small(value: Value) -> Any:
        return write_text(writer.write_small(value) if isinstance(writer, EnglishOnPaper) else writer.write(value))

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=write_text,
        undefined=StrictUndefined,
        # Each template is drawn once: to make it faster takes longer than that.
        optimized=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {"begin": begin, "date": write_date, "link": link, "small": write_small}
    environment.filters.update(filters)
    return environment
