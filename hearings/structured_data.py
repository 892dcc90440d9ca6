"""A hearing for search engines: the page, what it is about, how to answer, the meetings."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from core.languages import ORIGINAL
from core.pictures import picture_path
from core.structured_data import Thing, absolute, authority, line, moment, thing
from events.structured_data import of_event
from hearings.models import Hearing, HearingMeeting, WhitePaper


def of_hearing(hearing: Hearing, at: datetime) -> list[Thing]:
    """Return the page and the meetings to come; of a draft, nothing.

    Reads `areas.all()` and `meetings.all()`, so that a page may prefetch them.
    """
    if not hearing.is_published:
        return []
    page = thing(
        "WebPage",
        name=line(hearing.title),
        description=line(hearing.lead),
        url=absolute(hearing.get_absolute_url()),
        inLanguage=ORIGINAL,
        datePublished=moment(hearing.published_at),
        primaryImageOfPage=absolute(picture_path("hearing", hearing.number)),
        publisher=authority(),
        about=thing(
            "Thing",
            name=line(hearing.formal_title or hearing.title),
            identifier=hearing.case_number,
        ),
        contentLocation=[thing("Place", name=area.name) for area in hearing.areas.all()],
        potentialAction=_answer(hearing) if hearing.is_open(at) else None,
    )
    coming = [row for row in hearing.meetings.all() if row.ends_at > at and not row.is_cancelled]
    is_on = hearing.status == Hearing.Status.PUBLISHED
    return [page, *(_meeting(hearing, meeting) for meeting in coming if is_on)]


def of_white_paper(paper: WhitePaper) -> list[Thing]:
    """Return a published version as a report about the hearing."""
    hearing = paper.hearing
    return [
        thing(
            "Report",
            name=line(_("Hvidbog: %(title)s") % {"title": hearing.title}),
            description=line(paper.summary),
            url=absolute(paper.get_absolute_url()),
            inLanguage=ORIGINAL,
            version=str(paper.version),
            datePublished=moment(paper.published_at),
            publisher=authority(),
            about=thing(
                "Thing",
                name=line(hearing.formal_title or hearing.title),
                identifier=hearing.case_number,
            ),
            isBasedOn=absolute(hearing.get_absolute_url()),
        )
    ]


def _answer(hearing: Hearing) -> Thing:
    address = reverse("hearings:write", args=[hearing.number, hearing.slug])
    return thing(
        "ReplyAction",
        name=_("Svar på høringen"),
        target=absolute(address),
        startTime=moment(hearing.opens_at),
        endTime=moment(hearing.closes_at),
    )


def _meeting(hearing: Hearing, meeting: HearingMeeting) -> Thing:
    return {
        **of_event(meeting.event),
        "description": line(meeting.text) or line(hearing.title),
        "image": absolute(picture_path("hearing", hearing.number)),
    }
