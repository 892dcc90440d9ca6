"""An event for search engines."""

from core.languages import ORIGINAL
from core.pictures import picture_path
from core.structured_data import Thing, absolute, authority, line, moment, thing
from events.models import Event

_STATUS = "https://schema.org/Event"
_MODE = "https://schema.org/{}EventAttendanceMode"


def of_event(event: Event) -> Thing:
    """Return the event as its page shows it to everybody."""
    return thing(
        "Event",
        name=line(event.title),
        description=line(event.text),
        startDate=moment(event.starts_at),
        endDate=moment(event.ends_at),
        eventStatus=_STATUS + ("Cancelled" if event.is_cancelled else "Scheduled"),
        eventAttendanceMode=_MODE.format(_mode(event)),
        location=_places(event),
        maximumAttendeeCapacity=event.capacity if event.takes_sign_up else None,
        image=absolute(picture_path("event", event.pk)),
        organizer=authority(),
        inLanguage=ORIGINAL,
        url=absolute(event.get_absolute_url()),
    )


def _places(event: Event) -> Thing | list[Thing]:
    places = []
    if event.place:
        places.append(thing("Place", name=line(event.place), address=line(event.place)))
    if event.online_url:
        # The link itself is for those who come.
        places.append(thing("VirtualLocation", url=absolute(event.get_absolute_url())))
    return places[0] if len(places) == 1 else places


def _mode(event: Event) -> str:
    if not event.online_url:
        return "Offline"
    return "Mixed" if event.place else "Online"
