from django.db import migrations
from django.utils import timezone

KINDS = (
    ("åbent hus", "open_house"),
    ("borgermøde", "citizens_meeting"),
    ("byvandring", "walk"),
    ("workshop", "workshop"),
    ("værksted", "workshop"),
)


def make_events(apps, schema_editor):
    meetings = apps.get_model("hearings", "HearingMeeting").objects.filter(event=None)
    now = timezone.now()
    for meeting in list(meetings.select_related("hearing")):
        meeting.event = _event_of(apps, meeting, now)
        meeting.save(update_fields=["event"])


def _event_of(apps, meeting, now):
    """A draft stays one; what is still to come of a hearing that was taken back is cancelled."""
    hearing, title = meeting.hearing, meeting.title.lower()
    is_off = hearing.status == "withdrawn" and meeting.ends_at > now
    shown = "cancelled" if is_off else "published"
    event = apps.get_model("events", "Event").objects.create(
        kind=next((kind for word, kind in KINDS if word in title), "meeting"),
        status="draft" if hearing.status == "draft" else shown,
        title=meeting.title,
        text=meeting.text or "",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place or "Rådhuset",
        department_id=hearing.department_id,
        is_owned=True,
        cancelled_reason=(hearing.withdrawn_reason or "–") if is_off else "",
        published_at=None if hearing.status == "draft" else hearing.published_at or now,
        created_at=hearing.created_at,
        created_by_id=hearing.created_by_id,
    )
    event.areas.set(hearing.areas.all())
    event.topics.set(hearing.topics.all())
    apps.get_model("events", "EventRecord").objects.create(
        event=event, action="created", at=now, note=f"hearings.hearingmeeting {meeting.pk}"
    )
    return event


def write_back(apps, schema_editor):
    """Give the meetings their own words again, and let go of the events."""
    for meeting in apps.get_model("hearings", "HearingMeeting").objects.exclude(event=None):
        for name in ("title", "starts_at", "ends_at", "place", "text"):
            setattr(meeting, name, getattr(meeting.event, name))
        meeting.title = meeting.title[:120]
        meeting.event = None
        meeting.save()


class Migration(migrations.Migration):
    dependencies = [("hearings", "0012_meetings_may_leave_their_words_to_events")]

    operations = [migrations.RunPython(make_events, write_back)]
