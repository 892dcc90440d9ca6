"""A row behind each address of events, for the tests that open them all."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from city.models import Department
from events.models import EventFile, Registration
from tests.events.factories import EventFactory, RegistrationFactory

READ = {"events:list", "events:detail", "events:file"}
STEPS = {
    "publish", "cancel", "outcome", "people", "sheet", "telephone", "person_remove", "file_add",
    "file_remove",
}  # fmt: skip


@dataclass
class EventWorld:
    """An event that somebody is signed up for, with a file."""

    registration: Registration
    file: EventFile

    def values_for(self, name: str) -> dict[str, Any]:
        event = self.registration.event
        is_file = "file" in name
        return {
            "pk": event.pk,
            "object_id": event.pk,
            "slug": event.slug,
            "number": self.file.pk if is_file else self.registration.number,
        }


def make_event(department: Department) -> EventWorld:
    event = EventFactory(department=department, takes_sign_up=True)
    file = EventFile(
        event=event, title="Program", original_name="program.pdf", content_type="application/pdf",
        size=4, sha256="0" * 64, uploaded_at=timezone.now(),
    )  # fmt: skip
    file.file.save("program.pdf", ContentFile(b"%PDF"), save=True)
    return EventWorld(RegistrationFactory(event=event), file)
