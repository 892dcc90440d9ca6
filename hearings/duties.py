"""What waits for a case worker or moderator: a constant number of questions, however many cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role, departments_of
from core.clock import end_of_day, format_date, local_date
from core.duties import Duty
from hearings.answer_clock import clock_of, over_the_promise
from hearings.models import Hearing, HearingTranslation, Objection, Response
from hearings.models.hearing_lists import STAFF_WHO_READ_RESPONSES
from hearings.overdue import open_changes, without_white_paper
from hearings.party_duties import carried_duties, party_duties, statement_duties
from hearings.white_paper_duties import white_paper_duties

if TYPE_CHECKING:
    from accounts.models import User

SOON = timedelta(days=14)
# What a citizen who objects may expect; overdue after that.
OBJECTION_DAYS = 14


def duties_of(user: User, at: datetime | None = None) -> list[Duty]:
    """Return what waits in the hearings of a person's departments, earliest deadline first."""
    at = at or timezone.now()
    mine = Hearing.objects.filter(
        department__in=departments_of(user, Role.CASE_WORKER, Role.MODERATOR)
    )
    cases = Hearing.objects.filter(department__in=departments_of(user, Role.CASE_WORKER))
    found = [
        *_unread(_with_counts(mine), at),
        *_held(_with_counts(cases), at),
        *_objected(user, at),
        *_to_publish(cases, at),
        *_to_treat(cases, at),
        *white_paper_duties(user, at),
        *_to_decide(cases, at),
        *_to_translate(cases),
        *_white_papers(user, at),
        *_promises(user, at),
        *statement_duties(user, at),
        *party_duties(cases, at),
        *carried_duties(cases, at),
    ]
    return sorted(found, key=lambda duty: duty.order)


def _with_counts(hearings: QuerySet[Hearing]) -> QuerySet[Hearing]:
    waiting = Q(responses__status=Response.Status.RECEIVED)
    held = Q(responses__files__is_held=True, responses__files__removed_at=None)
    return hearings.published().annotate(
        unread=Count("responses", filter=waiting, distinct=True),
        held=Count("responses__files", filter=held, distinct=True),
    )


def _unread(hearings: QuerySet[Hearing], at: datetime) -> Iterable[Duty]:
    for hearing in hearings.filter(unread__gt=0):
        yield Duty(
            title=ngettext(
                "%(count)d svar skal læses igennem: %(hearing)s",
                "%(count)d svar skal læses igennem: %(hearing)s",
                hearing.unread,
            )
            % {"count": hearing.unread, "hearing": hearing.title},
            url=_answers(hearing, status__exact=Response.Status.RECEIVED),
            text=ngettext(
                "Ingen andre kan se det, før det er godkendt.",
                "Ingen andre kan se dem, før de er godkendt.",
                hearing.unread,
            ),
            deadline=hearing.closes_at - timedelta(minutes=1),
            is_overdue=hearing.closes_at <= at,
        )


def _held(hearings: QuerySet[Hearing], at: datetime) -> Iterable[Duty]:
    for hearing in hearings.filter(held__gt=0):
        yield Duty(
            title=ngettext(
                "%(count)d bilag er holdt tilbage: %(hearing)s",
                "%(count)d bilag er holdt tilbage: %(hearing)s",
                hearing.held,
            )
            % {"count": hearing.held, "hearing": hearing.title},
            url=_answers(hearing, held="yes"),
            text=ngettext(
                "Se på det, og frigiv det, eller lad det blive.",
                "Se på dem, og frigiv dem, eller lad dem blive.",
                hearing.held,
            ),
            deadline=hearing.closes_at - timedelta(minutes=1),
            is_overdue=hearing.closes_at <= at,
        )


def _objected(user: User, at: datetime) -> Iterable[Duty]:
    """An objection waits for those who did not decline the response themselves."""
    departments = departments_of(user, *STAFF_WHO_READ_RESPONSES)
    waiting = Objection.objects.waiting().filter(response__hearing__department__in=departments)
    others = waiting.exclude(declined_by=user.pk).select_related("response__hearing")
    for objection in others:
        deadline = objection.made_at + timedelta(days=OBJECTION_DAYS)
        yield Duty(
            title=_("Afgør indsigelsen til svar nr. %(number)d: %(hearing)s")
            % {
                "number": objection.response.number,
                "hearing": objection.response.hearing.title,
            },
            url=reverse("admin:hearings_objection_change", args=[objection.pk]),
            text=_("Afsenderen er uenig i, at svaret ikke bliver lagt ud."),
            deadline=deadline,
            is_overdue=deadline <= at,
        )


def _to_publish(hearings: QuerySet[Hearing], at: datetime) -> Iterable[Duty]:
    drafts = hearings.filter(status=Hearing.Status.DRAFT, opens_at__lte=at + SOON)
    for hearing in drafts:
        yield Duty(
            title=_("Offentliggør: %(hearing)s") % {"hearing": hearing.title},
            url=reverse("admin:hearings_hearing_change", args=[hearing.pk]),
            text=_("Høringen er stadig en kladde. Datoen for åbningen er %(day)s.")
            % {"day": format_date(hearing.opens_at)},
            deadline=hearing.opens_at,
            is_overdue=hearing.opens_at <= at,
        )


def _to_treat(hearings: QuerySet[Hearing], at: datetime) -> Iterable[Duty]:
    """Responses to closed hearings that have neither a point nor are outside the subject."""
    waiting = Response.objects.counted().untreated().filter(hearing__in=hearings.closed(at))
    rows = waiting.order_by("hearing").values_list(
        "hearing", "hearing__title", "hearing__closes_at"
    )
    for pk, title, closes_at, count in rows.annotate(count=Count("pk")):
        yield Duty(
            title=ngettext(
                "%(count)d svar mangler behandling: %(hearing)s",
                "%(count)d svar mangler behandling: %(hearing)s",
                count,
            )
            % {"count": count, "hearing": title},
            url=reverse("hearings:desk", args=[pk]),
            text=_("Giv hvert svar en pointe, eller sæt det uden for emnet."),
            waits_since=closes_at,
        )


def _to_decide(hearings: QuerySet[Hearing], at: datetime) -> Iterable[Duty]:
    for hearing in hearings.answered(at):
        answered_at = hearing.white_paper_published_at or hearing.closes_at
        days = (at - answered_at).days
        yield Duty(
            title=_("Mangler beslutning: %(hearing)s") % {"hearing": hearing.title},
            url=reverse("admin:hearings_hearing_change", args=[hearing.pk]),
            text=ngettext(
                "Hvidbogen blev udgivet for %(days)d dag siden. De, der har svaret, venter.",
                "Hvidbogen blev udgivet for %(days)d dage siden. De, der har svaret, venter.",
                days,
            )
            % {"days": days},
            waits_since=answered_at,
        )


def _white_papers(user: User, at: datetime) -> Iterable[Duty]:
    """For managers: answers that wait for a white paper, two weeks before the promised day on.

    Who writes it has the duty to write it.
    """
    mine = Hearing.objects.filter(department__in=departments_of(user, Role.MANAGER))
    soon = local_date(at + SOON)
    for hearing in without_white_paper(mine, at).filter(white_paper_due_on__lte=soon):
        clock = clock_of(hearing, at)
        yield Duty(
            title=_("Hvidbog lovet: %(hearing)s") % {"hearing": hearing.title},
            url=reverse("hearings:promised"),
            text=over_the_promise(clock.over) if clock.is_late else _("Alle kan se dagen."),
            deadline=_last_minute(clock.promised_on),
            is_overdue=clock.is_late,
        )


def _promises(user: User, at: datetime) -> Iterable[Duty]:
    """Changes that were promised for a day that has gone, or comes within two weeks."""
    for row in open_changes(user, at, due_by=local_date(at + SOON)):
        yield Duty(
            title=_("Lovet ændring: %(change)s") % {"change": Truncator(row.change.text).chars(80)},
            url=reverse("hearings:promised"),
            text=row.change.hearing.title,
            deadline=_last_minute(row.change.due_on),
            is_overdue=row.days_over > 0,
        )


def _last_minute(day: date | None) -> datetime | None:
    return end_of_day(day) - timedelta(minutes=1) if day else None


def _to_translate(hearings: QuerySet[Hearing]) -> Iterable[Duty]:
    """A translation that is older than the Danish, while people still read it to take part."""
    names: dict[Hearing, list[str]] = {}
    for translation in HearingTranslation.objects.filter(hearing__in=hearings.running()).outdated():
        names.setdefault(translation.hearing, []).append(translation.language_name)
    for hearing, languages in names.items():
        yield Duty(
            title=_("En oversættelse er ældre end den danske tekst: %(hearing)s")
            % {"hearing": hearing.title},
            url=reverse("admin:hearings_hearing_change", args=[hearing.pk]) + "#translations",
            text=_("Det gælder %(languages)s. Læserne får at vide, at den danske er nyere.")
            % {"languages": ", ".join(languages)},
            deadline=hearing.closes_at - timedelta(minutes=1),
        )


def _answers(hearing: Hearing, **filters: str) -> str:
    pairs = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{reverse('admin:hearings_response_changelist')}?hearing={hearing.pk}&{pairs}"
