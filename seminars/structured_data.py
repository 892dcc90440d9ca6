"""A seminar for search engines: what the page shows everybody."""

from collections.abc import Sequence

from core.languages import ORIGINAL
from core.pictures import picture_path
from core.structured_data import Thing, absolute, authority, line, moment, thing
from seminars.models import Seminar, SeminarDay

_STATUS = "https://schema.org/Event"


def of_seminar(seminar: Seminar, days: Sequence[SeminarDay]) -> list[Thing]:
    """Return a seminar as schema.org knows an educational event; of a draft, nothing."""
    if not seminar.is_published or not days:
        return []
    first, last = days[0].event, days[-1].event
    return [
        thing(
            "EducationEvent",
            name=line(seminar.title),
            description=line(seminar.lead),
            startDate=moment(first.starts_at),
            endDate=moment(last.ends_at),
            eventStatus=_STATUS + ("Cancelled" if seminar.is_cancelled else "Scheduled"),
            location=thing("Place", name=line(first.where), address=line(first.where)),
            isAccessibleForFree=True,
            image=absolute(picture_path("seminar", seminar.pk)),
            organizer=authority(),
            inLanguage=ORIGINAL,
            url=absolute(seminar.get_absolute_url()),
        )
    ]
