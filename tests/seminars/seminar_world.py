"""A row behind each address of seminars, for the tests that open them all."""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from city.models import Department
from events.links import token_for
from events.models import Registration
from seminars.links import ask_token
from seminars.models import EvaluationAsk, ReportFile, Seminar, Session
from tests.seminars.factories import (
    ConclusionFactory,
    MaterialFileFactory,
    QuestionFactory,
    SessionChoiceFactory,
    SessionFactory,
    SpeakerPortraitFactory,
)

# Everybody, also without an account; what is private has a secret in its address.
PUBLIC = {
    "seminars:seminars", "seminars:feed", "seminars:seminar", "seminars:session",
    "seminars:practical", "seminars:print", "seminars:poster", "seminars:portrait",
    "seminars:questions", "seminars:question_rows", "seminars:question_screen",
    "seminars:questions_by_link", "seminars:question_rows_by_link",
    "seminars:question_support_by_link", "seminars:sign_up", "seminars:signed_up_already",
    "seminars:registration", "seminars:registration_change", "seminars:registration_cancel",
    "seminars:registration_ics", "seminars:lessons", "seminars:conclusions", "seminars:since",
    "seminars:report", "seminars:report_pdf", "seminars:material", "seminars:evaluate",
}  # fmt: skip
# The pages that a cache in front may keep (tests/test_headers.py).
KEPT = {
    "seminars:seminars", "seminars:feed", "seminars:seminar", "seminars:session",
    "seminars:practical", "seminars:print", "seminars:poster", "seminars:portrait",
    "seminars:questions", "seminars:question_rows", "seminars:question_screen",
    "seminars:lessons", "seminars:conclusions", "seminars:since", "seminars:report",
    "seminars:report_pdf", "seminars:material",
    "seminars:signed_up_already",
}  # fmt: skip
# A person with an account.
OWN = {"seminars:question_support"}
# The pages with a form, where a visitor gets a cookie (tests/test_headers.py).
FORMS = {
    "seminars:sign_up", "seminars:registration_change", "seminars:registration_cancel",
    "seminars:questions_by_link", "seminars:question_rows_by_link", "seminars:evaluate",
}  # fmt: skip
# The steps of who runs a seminar, in the administration and on the portal.
DESK = {
    "seminars:desk", "seminars:desk_questions", "seminars:desk_question_mark",
    "seminars:desk_question_hide",
}  # fmt: skip
STEPS = {
    "publish", "cancel", "copy", "collect", "message", "session_cancel", "session_wall",
    "conclusion", "status", "material", "material_remove", "report", "texts",
}  # fmt: skip


@dataclass
class SeminarWorld:
    """A seminar with a session; what else stands below it by the name of its page."""

    session: Session
    place: Registration
    numbers: dict[str, Any] = field(default_factory=dict)

    def values_for(self, name: str) -> dict[str, Any]:
        seminar = self.session.seminar
        word = name.partition(":")[2]
        values = {
            "pk": seminar.pk,
            "object_id": seminar.pk,
            "slug": seminar.slug,
            "number": self.session.pk,
            "token": token_for(self.place),
        }
        return values | self.numbers.get(word, {})


def publish_report(seminar: Seminar) -> None:
    """Give the seminar a report with its PDF, before it is held."""
    seminar.report, seminar.report_published_at = "Det gik godt.", timezone.now()
    seminar.asked_at = timezone.now()
    seminar.save()
    file = ReportFile(
        seminar=seminar, original_name="rapport.pdf", content_type="application/pdf", size=4,
        sha256="0" * 64, uploaded_at=timezone.now(), status=ReportFile.Status.READY,
    )  # fmt: skip
    file.file.save("rapport.pdf", ContentFile(b"%PDF"), save=True)


def make_seminar(department: Department) -> SeminarWorld:
    session = SessionFactory(few=True, takes_questions=True, seminar__department=department)
    question = QuestionFactory(session=session)
    place = SessionChoiceFactory(session=session).place
    portrait = SpeakerPortraitFactory(speaker__seminar=session.seminar)
    of_question = {"question": question.number, "token": token_for(place)}
    names = (
        "questions_by_link", "question_rows_by_link", "question_support_by_link",
        "question_support", "desk_question_mark", "desk_question_hide",
    )  # fmt: skip
    numbers: dict[str, Any] = dict.fromkeys(names, of_question)
    conclusion = ConclusionFactory(seminar=session.seminar)
    material = MaterialFileFactory(material__seminar=session.seminar).material
    ask = EvaluationAsk.objects.create(seminar=session.seminar, email="karl@example.dk")
    publish_report(session.seminar)
    numbers |= {
        "seminars_seminar_status": {"number": conclusion.pk},
        "material": {"number": material.pk},
        "seminars_seminar_material_remove": {"number": material.pk},
        "evaluate": {"token": ask_token(ask)},
    }
    return SeminarWorld(session, place, numbers | {"portrait": {"number": portrait.speaker_id}})
