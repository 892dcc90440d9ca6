"""Seminars in every state, named by state."""

import uuid
from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from core.clock import local_date
from events.models import Event
from seminars.models import (
    Conclusion,
    EvaluationText,
    Material,
    Question,
    Seminar,
    SeminarDay,
    SeminarLesson,
    Session,
    SessionChoice,
    Speaker,
    SpeakerPortrait,
    Track,
)
from tests.accounts.factories import DepartmentFactory
from tests.councils.factories import BodyFactory
from tests.events.factories import EventFactory, RegistrationFactory
from tests.projects.factories import LessonFactory


class SeminarFactory(factory.django.DjangoModelFactory):
    """A published seminar with one day in 120 days, unless a trait says otherwise.

    `day=None` makes none; `day__event__…` reaches its event.
    """

    class Meta:
        model = Seminar
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(status=Seminar.Status.DRAFT, published_at=None)
        cancelled = factory.Trait(
            status=Seminar.Status.CANCELLED, cancelled_reason="Salen er oversvømmet."
        )
        held = factory.Trait(
            day__event__starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=730))
        )

    title = factory.Sequence(lambda n: f"Hvem mangler i rummet? {n}")
    status = Seminar.Status.PUBLISHED
    lead = "En dag om dem, vi sjældent hører fra."
    department = factory.SubFactory(DepartmentFactory)
    published_at = factory.LazyFunction(timezone.now)

    day = factory.RelatedFactory("tests.seminars.factories.SeminarDayFactory", "seminar")
    day__event__starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=120))

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        super()._after_postgeneration(instance, create, results)
        if create:
            instance.note_days()


class SeminarDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SeminarDay

    seminar = factory.SubFactory(SeminarFactory, day=None)
    event = factory.SubFactory(
        EventFactory,
        kind=Event.Kind.SEMINAR_DAY,
        title=factory.SelfAttribute("..seminar.title"),
        department=factory.SelfAttribute("..seminar.department"),
        is_owned=True,
        sign_up=True,
        asks_needs=True,
        reminder_days=[14, 2, 0],
        starts_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=120)),
        ends_at=factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=7)),
    )


class TrackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Track

    seminar = factory.SubFactory(SeminarFactory)
    title = factory.Sequence(lambda n: f"Spor {n}")


class SpeakerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Speaker

    seminar = factory.SubFactory(SeminarFactory)
    name = factory.Sequence(lambda n: f"Signe Sø {n}")
    title = "Leder af ungehuset"


class SpeakerPortraitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SpeakerPortrait

    speaker = factory.SubFactory(SpeakerFactory)
    alt = "En smilende kvinde med kort hår"
    original_name = "signe.png"
    content_type = "image/png"
    size = 4
    sha256 = "0" * 64
    uploaded_at = factory.LazyFunction(timezone.now)
    file = factory.LazyFunction(lambda: ContentFile(b"\x89PNG", name="signe.png"))


class SessionFactory(factory.django.DjangoModelFactory):
    """A workshop of an hour that everybody may come to; `few` has ten seats of its own."""

    class Meta:
        model = Session

    class Params:
        few = factory.Trait(event__takes_sign_up=True, event__capacity=10)

    seminar = factory.SubFactory(SeminarFactory)
    day = factory.LazyAttribute(lambda session: session.seminar.days.first())
    kind = Session.Kind.WORKSHOP
    event = factory.SubFactory(
        EventFactory,
        kind=Event.Kind.WORKSHOP,
        title=factory.Sequence(lambda n: f"Værksted {n}"),
        department=factory.SelfAttribute("..seminar.department"),
        is_owned=True,
        is_listed=False,
        reminder_days=[],
        starts_at=factory.LazyAttribute(
            lambda event: event.factory_parent.day.event.starts_at + timedelta(hours=1)
        ),
        ends_at=factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=1)),
        place="Lokale 3",
    )


class SessionChoiceFactory(factory.django.DjangoModelFactory):
    """Somebody with a seat for the day and one in the session."""

    class Meta:
        model = SessionChoice

    session = factory.SubFactory(SessionFactory, few=True)
    place = factory.LazyAttribute(
        lambda choice: RegistrationFactory(event=choice.session.day.event)
    )
    registration = factory.LazyAttribute(
        lambda choice: RegistrationFactory(
            event=choice.session.event,
            name=choice.place.name,
            email=choice.place.email,
            user=choice.place.user,
        )
    )


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    session = factory.SubFactory(SessionFactory, takes_questions=True)
    number = factory.LazyAttribute(lambda row: row.session.next_question_number())
    text = factory.Sequence(lambda n: f"Hvordan fik I de unge med? {n}")
    asked_by = "Karl Kløver"
    key = factory.LazyFunction(uuid.uuid4)


class ConclusionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Conclusion

    class Params:
        done = factory.Trait(
            state=Conclusion.State.DONE,
            status_due_on=None,
            closed_on=factory.LazyFunction(lambda: local_date(timezone.now())),
        )
        due = factory.Trait(
            status_due_on=factory.LazyFunction(
                lambda: local_date(timezone.now() - timedelta(days=3))
            )
        )

    seminar = factory.SubFactory(SeminarFactory, held=True)
    number = factory.LazyAttribute(lambda row: row.seminar.next_conclusion_number())
    text = factory.Sequence(lambda n: f"De unge skal spørges, før der tegnes {n}")
    body = factory.SubFactory(BodyFactory)
    department = factory.SelfAttribute("seminar.department")
    status_due_on = factory.LazyFunction(lambda: local_date(timezone.now() + timedelta(days=150)))


class EvaluationTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EvaluationText

    seminar = factory.SubFactory(SeminarFactory, held=True)
    about = EvaluationText.About.BEST
    text = factory.Sequence(lambda n: f"At vi fik tid til at tale sammen {n}")


class SeminarLessonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SeminarLesson

    seminar = factory.SubFactory(SeminarFactory)
    lesson = factory.SubFactory(LessonFactory)


class MaterialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Material

    seminar = factory.SubFactory(SeminarFactory, held=True)
    title = factory.Sequence(lambda n: f"Oplæg {n}")
