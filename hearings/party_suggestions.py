"""Which bodies a hearing ought to ask: by whom it concerns, and by what they must be heard about.

The law lets some councils be heard in all that concerns those they speak for (retssikkerhedsloven
§ 37 a: handicapråd; ældreloven: ældreråd; folkeskoleloven § 44: skolebestyrelser). Which topics
concern whom is written here as data, and a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from core.clock import local_date
from councils.models import Body, Meeting
from hearings.models import Hearing

Concern = Body.Concern

# Slug of a topic (city.reference) -> whom it concerns. A slug that is not here concerns nobody
# in particular.
CONCERNS: Mapping[str, tuple[Concern, ...]] = {
    "boern-og-skole": (Concern.SCHOOLS, Concern.YOUTH, Concern.DISABILITY),
    "omsorg-og-sundhed": (Concern.ELDERLY, Concern.DISABILITY, Concern.VULNERABLE),
    "trafik-og-stier": (Concern.DISABILITY, Concern.ELDERLY),
    "byplan-og-byggeri": (Concern.DISABILITY, Concern.ELDERLY),
    "kultur-og-fritid": (Concern.SPORTS, Concern.YOUTH),
}
# So long a council needs, so that one of its meetings falls within the time.
SHORTEST, LONGEST = timedelta(days=28), timedelta(days=42)
# After the meeting the secretary writes the statement.
TO_WRITE = timedelta(days=3)


@dataclass(frozen=True)
class Suggestion:
    """A body that could be asked: why, when it meets, and until when it then can answer."""

    body: Body
    why: str
    meets_on: date | None
    due_on: date

    @property
    def is_mandatory(self) -> bool:
        return self.body.is_mandatory_party


def suggestions_for(hearing: Hearing, at: datetime) -> list[Suggestion]:
    """Return who ought to be asked and is not, those who must be heard first; four questions."""
    topics = {topic.slug: topic.pk for topic in hearing.topics.all()}
    concerns = {concern for slug in topics for concern in CONCERNS.get(slug, ())}
    asked = set(_asked(hearing))
    coming = Meeting.objects.coming(at).select_related("event")
    bodies = Body.objects.existing(local_date(at)).prefetch_related(
        "topics", Prefetch("meetings", coming, to_attr="coming_meetings")
    )
    found = [
        Suggestion(body, why, *_when(body, at))
        for body in bodies
        if body.pk not in asked and (why := _why(body, concerns, set(topics.values())))
    ]
    return sorted(found, key=lambda row: not row.is_mandatory)


def not_asked_but_must_be(hearing: Hearing, at: datetime) -> list[Body]:
    """Return the bodies that must be heard about what the hearing concerns, and were not asked."""
    slugs = hearing.topics.values_list("slug", flat=True)
    concerns = {concern for slug in slugs for concern in CONCERNS.get(slug, ())}
    if not concerns:
        return []
    known = Body.objects.existing(local_date(at)).filter(
        is_mandatory_party=True, concern__in=concerns
    )
    return list(known.exclude(pk__in=_asked(hearing)))


def warning_of(hearing: Hearing, at: datetime) -> list[str]:
    """Return the sentence about who must be heard and was not asked; nothing when all were."""
    bodies = not_asked_but_must_be(hearing, at)
    if not bodies:
        return []
    names = ", ".join(body.name for body in bodies)
    told = _("Skal høres om det her, men er ikke spurgt: %(names)s. Spørg dem under Høringsparter.")
    return [told % {"names": names}]


def due_day(body: Body | None, at: datetime) -> date:
    """Return until when a body can answer: after its next meeting, when that is near enough."""
    if body is None:
        return local_date(at) + SHORTEST
    body.coming_meetings = list(  # type: ignore[attr-defined]
        body.meetings.coming(at).select_related("event")[:1]
    )
    return _when(body, at)[1]


def _asked(hearing: Hearing) -> list[int]:
    rows = hearing.parties.exclude(status="taken_back").exclude(body=None)
    return [pk for pk in rows.values_list("body", flat=True) if pk]


def _why(body: Body, concerns: set[Concern], topics: set[int]) -> str:
    if body.concern and body.concern in concerns:
        if body.is_mandatory_party:
            return _("Skal høres, når en sag handler om %(whom)s.") % {"whom": _whom(body)}
        return _("Taler for %(whom)s.") % {"whom": _whom(body)}
    is_council = body.kind not in (Body.Kind.MUNICIPAL_COUNCIL, Body.Kind.STANDING_COMMITTEE)
    if is_council and topics & {topic.pk for topic in body.topics.all()}:
        return _("Arbejder med emnet.")
    return ""


def _whom(body: Body) -> str:
    return str(body.get_concern_display())


def _when(body: Body, at: datetime) -> tuple[date | None, date]:
    """Return the day of the next meeting within the time, and the day by which to answer."""
    today = local_date(at)
    days = [local_date(row.event.starts_at) for row in body.coming_meetings]  # type: ignore[attr-defined]
    meets_on = next((day for day in days if day + TO_WRITE <= today + LONGEST), None)
    due_on = today + SHORTEST
    return meets_on, max(due_on, meets_on + TO_WRITE) if meets_on else due_on
