"""The first sheet: what plan it is, one sentence on how it stands, and what needs attention."""

from collections.abc import Sequence
from datetime import date

from plantrack.plan.arithmetic.status import WORST_FIRST, Status
from plantrack.plan.dossier.report import MOST_IN_ATTENTION, Dossier
from plantrack.plan.model import Evidence
from plantrack.plan.reports.status import Choice, StatusReport, TargetStatus
from plantrack.plan.sentences import Sentence, Value, say, say_counted
from plantrack.render.dossier.parts import Gauge, Sign, find_anchor, measure_gauge, name_titles, sign_status
from plantrack.render.markup import write_coordinate
from plantrack.render.pages.status import word_time
from plantrack.render.palette import USES, Use
from plantrack.render.text import headings
from plantrack.render.text.choice import tell_choice
from plantrack.render.text.numbers import word_goal
from plantrack.render.text.schedule import word_schedule
from plantrack.render.text.standing import name_month, word_actual, word_age, word_distance
from plantrack.render.text.statuses import STYLES, WORDS
from plantrack.render.text.widths import ELLIPSIS
from plantrack.render.text.wording import word_evidence
from plantrack.tuples import NamedTuple

# Of what got worse so many are named.
_MOST_MOVED = 3
_MOST_YEARS, _LONGEST_ASK = 12, 160


class HeadFact(NamedTuple):
    """A line of the head."""

    label: Value
    told: Value


class LeadPart(NamedTuple):
    """A part of the sentence that says how the plan stands."""

    text: Value
    use: Use | None = None  # None: in the colour of the text


class Year(NamedTuple):
    """A year on the bar of the time, and where it begins, in percent of that."""

    name: str
    left: str


class TimeBar(NamedTuple):
    """How much of the time is gone."""

    told: Value
    gone: str  # in percent
    years: Sequence[Year]


class AttentionRow(NamedTuple):
    """A target that needs attention."""

    title: Value
    leads_to: str
    owner: Value
    sign: Sign
    before: Value  # where it stood; empty where nothing is compared
    actual: Value
    rest: Value  # of how many, and of what
    age: Value
    gauge: Gauge | None
    distance: Value
    schedule: Value
    use: Use
    ask: str  # empty: nothing is asked


def list_facts_of_head(dossier: Dossier, decided: Evidence, choice: Choice) -> list[HeadFact]:
    """Return who decided the plan, and about which days and targets the page is."""
    standing, movement = dossier.standing, dossier.movement
    facts = [_tell_decided(decided)]
    facts.append(HeadFact(say("as of"), say("{day}", day=standing.as_of)))
    if movement is not None:
        facts.append(HeadFact(say("changes since"), say("{first}", first=movement.since)))
    if standing.known is not None:
        facts.append(HeadFact(say("as known on"), say("{date}", date=standing.known)))
    lines = tell_choice(choice, len(standing.targets))
    facts += [HeadFact(say("scope"), line.text) for line in lines if not isinstance(line.text, list)]
    return [fact for fact in facts if fact.told != ""]


def _tell_decided(decided: Evidence) -> HeadFact:
    if decided.decision:
        return HeadFact(say("decided"), word_evidence(decided.decision, decided.source))
    if decided.source:
        return HeadFact(headings.SOURCE, decided.source)
    return HeadFact(headings.NOTE, decided.note or "")


def draw_time(report: StatusReport) -> TimeBar:
    """Return how much of the time is gone, and where the years begin."""
    start, end = date.fromisoformat(report.plan.start), date.fromisoformat(report.plan.end)
    days, as_of = (end - start).days, date.fromisoformat(report.as_of)
    told: Value = word_time(report)
    if start <= as_of < end:
        left = say_counted("{count} day is left", "{count} days are left", (end - as_of).days)
        told = say("{gone}, {left}.", gone=told, left=left)
    else:
        told = say("{gone}.", gone=told)
    step = -(-(end.year - start.year + 1) // _MOST_YEARS)
    begins = [(year, max(date(year, 1, 1), start)) for year in range(start.year, end.year + 1, step)]
    years = [Year(str(year), write_coordinate(100 * (day - start).days / days)) for year, day in begins]
    return TimeBar(told, write_coordinate(100 * report.time), years)


def tell_lead(dossier: Dossier, choice: Choice) -> list[LeadPart]:
    """Return how the plan stands, in one sentence, and a second one on what became of that."""
    targets, judged = dossier.standing.targets, dossier.judged
    if not targets:
        return [LeadPart(say("None of the targets is meant.") if choice.is_given else say("The plan has no targets."))]
    if not judged:
        told = say_counted(
            "The target has no goal: it is followed, not judged.",
            "None of the {count} targets has a goal: they are followed, not judged.",
            len(targets),
        )
        return [LeadPart(told), *_tell_moved(dossier)]
    statuses = [target.status for target in judged]
    counted = [(status, statuses.count(status)) for status in WORST_FIRST if status in statuses]
    if len(counted) == 1:
        [(status, count)] = counted
        only, every = say("The only target with a goal "), say("All {count} targets with a goal ", count=count)
        all_of_them = only if count == 1 else every
        phrases = [LeadPart(all_of_them), LeadPart(_word_standing(status, count), USES[STYLES[status]])]
        return [*phrases, LeadPart("."), *_tell_moved(dossier)]
    phrases = [LeadPart(say_counted("Of {count} target with a goal ", "Of {count} targets with a goal ", len(judged)))]
    for place, (status, count) in enumerate(counted):
        if place:
            phrases.append(LeadPart(say(" and ") if place == len(counted) - 1 else ", "))
        told = say("{number} {standing}", number=count, standing=_word_standing(status, count))
        phrases.append(LeadPart(told, USES[STYLES[status]]))
    return [*phrases, LeadPart("."), *_tell_moved(dossier)]


def _word_standing(status: Status, count: int) -> Sentence:
    """Return how so many targets stand, as what a sentence says of them."""
    match status:
        case "missed":
            return say_counted("is missed", "are missed", count)
        case "behind":
            return say_counted("is behind", "are behind", count)
        case "at-risk":
            return say_counted("is at risk", "are at risk", count)
        case "unreported":
            return say_counted("is unreported", "are unreported", count)
        case "no-data":
            return say_counted("has no data", "have no data", count)
        case "met-late":
            return say_counted("was met late", "were met late", count)
        case "on-track":
            return say_counted("is on track", "are on track", count)
        case "open":
            return say_counted("is not due yet", "are not due yet", count)
        case "met":
            return say_counted("is met", "are met", count)
        case "not-started" | "no-goal":
            return say_counted("has not started", "have not started", count)


def _tell_moved(dossier: Dossier) -> list[LeadPart]:
    """Return what got worse, what got better, and what is neither; nothing where nothing is compared."""
    if dossier.movement is None:
        return []
    since, worse, better = dossier.movement.since, dossier.worse, dossier.better
    reported, other = len(dossier.first_reported), len(dossier.otherwise)
    told = []
    if worse and better:
        told.append(
            say(
                " Since {day}, {worse} got worse ({targets}) and {better} got better ({others}).",
                day=since,
                worse=len(worse),
                targets=_name_moved(worse),
                better=len(better),
                others=_name_moved(better),
            )
        )
    elif worse:
        named = _name_moved(worse)
        told.append(say(" Since {day}, {number} got worse: {targets}.", day=since, number=len(worse), targets=named))
    elif better:
        named = _name_moved(better)
        told.append(say(" Since {day}, {number} got better: {targets}.", day=since, number=len(better), targets=named))
    elif reported or other:
        told.append(say(" Since {day}:", day=since))
    else:
        told.append(say(" Since {day} no target changed its status.", day=since))
    if reported:
        told.append(
            say_counted(
                " {count} was first reported in this time.", " {count} were first reported in this time.", reported
            )
        )
    if other:
        told.append(
            say_counted(
                " {count} has another status, which is neither better nor worse.",
                " {count} have another status, which is neither better nor worse.",
                other,
            )
        )
    return [LeadPart(sentence) for sentence in told]


def _name_moved(targets: Sequence[TargetStatus]) -> Value:
    return name_titles(targets, _MOST_MOVED)


def list_attention(dossier: Dossier) -> list[AttentionRow]:
    """Return what needs attention, the worst first, and no more than has room on a sheet."""
    return [_describe_attention(target, dossier) for target in dossier.attention[:MOST_IN_ATTENTION]]


def explain_attention(rows: Sequence[AttentionRow]) -> Value:
    """Return how what needs attention is to be read."""
    gauges = [row.gauge for row in rows if row.gauge is not None]
    if not gauges:
        return say("The worst first.")
    if not any(gauge.planned for gauge in gauges):
        return say("The worst first. The bar goes from the baseline to the goal.")
    return say(
        "The worst first. The bar goes from the baseline to the goal; "
        "its tick is what the plan expected by the day of the figure."
    )


def _describe_attention(target: TargetStatus, dossier: Dossier) -> AttentionRow:
    return AttentionRow(
        title=target.title,
        leads_to=find_anchor(target.id),
        owner=target.owner or "",
        sign=sign_status(target.status),
        before=_tell_before(target, dossier),
        actual=word_actual(target),
        rest=_word_rest(target),
        age=word_age(target) if target.has_news or target.actual is None else headings.BASELINE,
        gauge=measure_gauge(target),
        distance=word_distance(target),
        schedule=_tell_since(target),
        use=USES[STYLES[target.status]],
        ask=_cut_ask(target.comment.ask or "") if target.comment is not None else "",
    )


def _tell_since(target: TargetStatus) -> Value:
    """Return since when a target is short of the plan, or what else is to be said of its time."""
    turn, days = target.in_words.turn, target.days
    if turn is not None and days is not None and days < 0 and target.status in ("behind", "at-risk", "missed"):
        return say("since {month}", month=name_month(turn))
    return word_schedule(target)


def _cut_ask(ask: str) -> str:
    """Return what is asked, cut at a word where it is long: its block has all of it."""
    if len(ask) <= _LONGEST_ASK:
        return ask
    return f"{ask[:_LONGEST_ASK].rpartition(' ')[0] or ask[:_LONGEST_ASK]}{ELLIPSIS}"


def _word_rest(target: TargetStatus) -> Value:
    """Return the goal and the unit, behind the actual."""
    goal, unit = word_goal(target), target.unit
    if target.falls:
        return say("goal {goal}", goal=goal) if unit is None else say("{unit}, goal {goal}", unit=unit, goal=goal)
    return say("of {goal}", goal=goal) if unit is None else say("of {goal} {unit}", goal=goal, unit=unit)


def _tell_before(target: TargetStatus, dossier: Dossier) -> Value:
    """Return where a target stood before the time in which it is compared."""
    before = dossier.before.get(target.id)
    if dossier.movement is None or before is None:
        return ""
    since = dossier.movement.since
    if before == target.status:
        return say("as before {day}", day=since)
    return say("{status} before {day}", status=WORDS[before], day=since)
