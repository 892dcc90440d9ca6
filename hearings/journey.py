"""Where a response has got to: received, published, treated, answered, decided, done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import format_date, format_moment, local_date
from hearings.models import Change, DecisionStep, Hearing, Point, Response, WhitePaper
from hearings.promises import points_by_answer


@dataclass
class Step:
    """One stop on the way, as the timeline component draws it."""

    title: str
    when: str = ""
    text: str = ""
    date: date | None = None
    is_done: bool = False
    state: str = ""
    content: str = ""
    url: str = ""


@dataclass(frozen=True)
class Standing:
    """What the journey asks of other tables than the response's and the hearing's own."""

    is_treated: bool
    is_answered: bool
    agenda: tuple[DecisionStep, ...]
    changes: tuple[Change, ...]


def journey_of(response: Response, *, at: datetime) -> list[Step]:
    """Return the stops in order; the first that is not done is where the response is now."""
    return journeys_of([response], at=at)[response.pk]


def journeys_of(responses: Iterable[Response], *, at: datetime) -> dict[int, list[Step]]:
    """Return the journey of each response by its key: five questions, however many there are.

    Reads `hearing` of each, so that a page may select it.
    """
    responses = list(responses)
    standings = _standings(responses)
    return {row.pk: _in_state(list(_steps(row, standings[row.pk], at))) for row in responses}


def _in_state(steps: list[Step]) -> list[Step]:
    for step in steps:
        step.state = "done" if step.is_done else ""
    waiting = next((step for step in steps if not step.is_done), None)
    if waiting:
        waiting.state = "now"
    return steps


def _standings(responses: list[Response]) -> dict[int, Standing]:
    keys = [response.pk for response in responses]
    treated = _treated_among(keys)
    prefetch_related_objects([response.hearing for response in responses], "decision_steps")
    changes = _changes_for(keys)
    return {
        response.pk: Standing(
            is_treated=response.pk in treated,
            is_answered=treated.get(response.pk, False),
            agenda=tuple(response.hearing.decision_steps.all()),
            changes=tuple(changes.get(response.pk, ())),
        )
        for response in responses
    }


def _treated_among(keys: list[int]) -> dict[int, bool]:
    """Return the treated ones, and whether a published white paper was approved with their text.

    What came later, or was written again, is in the next version.
    """
    papers = WhitePaper.objects.published().filter(
        hearing=OuterRef("hearing"), approved_at__gte=OuterRef("current_version__created_at")
    )
    rows = Response.objects.filter(pk__in=keys).treated().annotate(is_answered=Exists(papers))
    return dict(rows.values_list("pk", "is_answered"))


class _Said(NamedTuple):
    """A point that the newest text of a response makes."""

    response: int
    point: int
    number: int
    hearing: int
    theme: int
    has_own: bool


def _changes_for(keys: list[int]) -> dict[int, list[Change]]:
    """Return by response the changes that the answers to its points promised: three questions.

    The points are those that `responses_behind` a change makes, to whom its end is told.
    """
    points = Point.objects.filter(
        mentions__response__in=keys,
        mentions__version=F("mentions__response__current_version"),
        hearing__changes__isnull=False,
    )
    own = Exists(Point.objects.filter(pk=OuterRef("pk"), answer__isnull=False))
    fields = ("mentions__response", "pk", "number", "hearing", "theme", "has_own")
    wanted = sorted({_Said(*row) for row in points.annotate(has_own=own).values_list(*fields)})
    hearings = {said.hearing for said in wanted}
    changes = Change.objects.filter(hearing__in=hearings, answer__isnull=False)
    rows = list(changes.select_related("answer"))
    promised = points_by_answer({change.hearing_id for change in rows})
    found: dict[int, list[Change]] = {}
    for said in wanted:
        mine = found.setdefault(said.response, [])
        mine += [row for row in rows if row not in mine and _answers(row, said, promised)]
    return found


def _answers(change: Change, said: _Said, promised: dict[int, set[int]]) -> bool:
    """Tell whether the answer that promised the change is to this point, now or as published.

    A point with an answer of its own has nothing of its theme's, but what was promised is kept.
    """
    answer = change.answer
    if answer is None or change.hearing_id != said.hearing:
        return False
    covers_theme = answer.theme_id == said.theme and not said.has_own
    return (
        answer.point_id == said.point or covers_theme or said.number in promised.get(answer.pk, ())
    )


def _steps(response: Response, standing: Standing, at: datetime) -> Iterator[Step]:
    hearing = response.hearing
    yield Step(
        _("Modtaget"),
        format_moment(response.received_at),
        _("Svar nr. %(number)d") % {"number": response.number},
        local_date(response.received_at),
        is_done=True,
    )
    if response.status == Response.Status.WITHDRAWN:
        yield _ended(_("Trukket tilbage af dig"), response.withdrawn_at)
        return
    yield _reading(response)
    if hearing.status == Hearing.Status.WITHDRAWN:
        yield _ended(_("Forslaget er trukket tilbage"), None)
        return
    if response.status != Response.Status.DECLINED:
        yield from _publishing(response)
    yield from _answering(response, standing, at)
    yield from _agenda(hearing, standing, at)
    yield _decision(hearing)
    yield from _promises(standing)


def _ended(title: str, moment: datetime | None) -> Step:
    if moment is None:
        return Step(title, is_done=True)
    return Step(title, format_moment(moment), date=local_date(moment), is_done=True)


def _reading(response: Response) -> Step:
    if response.status == Response.Status.DECLINED:
        text = _("Det bliver ikke lagt ud, men det tæller med i sagen.")
        return Step(_("Læst igennem"), text=text, is_done=True)
    if response.status == Response.Status.APPROVED and response.approved_at:
        approved = response.approved_at
        return Step(
            _("Læst igennem"), format_date(approved), date=local_date(approved), is_done=True
        )
    return Step(_("Læses igennem"), text=_("En medarbejder læser svaret og bilagene."))


def _publishing(response: Response) -> Iterator[Step]:
    rule = Hearing.PublicationRule(response.hearing.publication_rule)
    if rule == Hearing.PublicationRule.NEVER:
        return
    if response.is_public:
        yield Step(_("Offentliggjort"), is_done=True)
    elif rule == Hearing.PublicationRule.WITH_WHITE_PAPER:
        yield Step(_("Offentliggøres"), text=_("Sammen med hvidbogen."))
    else:
        yield Step(_("Offentliggøres"), text=_("Når det er læst igennem."))


def _answering(response: Response, standing: Standing, at: datetime) -> Iterator[Step]:
    """Treated and answered; what is half done at the desk is not told before the deadline."""
    hearing = response.hearing
    published = hearing.white_paper_published_at
    if hearing.status == Hearing.Status.DECIDED and published is None:
        yield Step(
            _("Behandlet"),
            text=hearing.no_white_paper_reason or _("Sagen blev besluttet uden en hvidbog."),
            content="text" if hearing.no_white_paper_reason else "",
            is_done=True,
        )
        return
    is_over = at >= hearing.closes_at
    if is_over and standing.is_treated:
        yield Step(_("Behandlet"), text=_read_text(response), is_done=True)
    else:
        yield Step(
            _("Behandles"),
            "" if is_over else _("efter %(date)s") % {"date": format_date(hearing.last_day)},
            _("Pointerne i dit svar bliver skrevet ned, så hver af dem kan få et svar."),
            None if is_over else hearing.last_day,
        )
    yield _answered(hearing, standing, published)


def _read_text(response: Response) -> str:
    if response.out_of_scope_version_id == response.current_version_id:
        return _("Dit svar er læst. Det handler om noget andet end forslaget.")
    return _("Pointerne i dit svar er skrevet ned.")


def _answered(hearing: Hearing, standing: Standing, published: datetime | None) -> Step:
    if published and standing.is_answered:
        return Step(
            _("Besvaret i hvidbogen"),
            format_date(published),
            date=local_date(published),
            is_done=True,
            url=reverse("hearings:white_paper", args=[hearing.number, hearing.slug]),
        )
    if published:
        return Step(_("Besvares"), text=_("I den næste version af hvidbogen."))
    due = hearing.white_paper_due_on
    return Step(
        _("Besvares i hvidbogen"),
        _("senest %(date)s") % {"date": format_date(due)} if due else "",
        _("Alle pointer får et svar."),
        due,
    )


def _agenda(hearing: Hearing, standing: Standing, at: datetime) -> Iterator[Step]:
    """The meetings on the way to the decision: on the agenda when one of them has a day."""
    dated = [(step.meets_on, step) for step in standing.agenda if step.meets_on]
    if not dated:
        return
    today = local_date(at)
    met = [(day, step) for day, step in dated if day <= today]
    day, told = met[-1] if met else dated[0]
    yield Step(
        _("Behandlet på et møde") if met else _("På dagsordenen"),
        format_date(day),
        ": ".join(filter(None, [told.body, str(told.get_outcome_display())])),
        day,
        is_done=bool(met) or hearing.decided_on is not None,
        content="text",
        url=told.url,
    )


def _decision(hearing: Hearing) -> Step:
    if hearing.decided_on:
        return Step(
            _("Besluttet"),
            format_date(hearing.decided_on),
            hearing.deciding_body,
            hearing.decided_on,
            is_done=True,
            content="text",
        )
    return Step(_("Besluttes"), hearing.expected_decision, hearing.deciding_body, content="text")


def _promises(standing: Standing) -> Iterator[Step]:
    """What the answers to this response's points promised, when anything was."""
    kept = [row for row in standing.changes if row.status != Change.Status.DROPPED]
    if not kept:
        return
    planned = [row for row in kept if row.status == Change.Status.PLANNED]
    if planned:
        last = max(row.due_on for row in planned)
        when = _("senest %(date)s") % {"date": format_date(last)}
        yield Step(_("Udføres"), when, "; ".join(row.text for row in planned), last, content="text")
        return
    ended = max(row.ended_on for row in kept if row.ended_on)
    text = "; ".join(row.text for row in kept)
    yield Step(_("Udført"), format_date(ended), text, ended, is_done=True, content="text")
