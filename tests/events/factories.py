"""Events and registrations in every state, named by state."""

from datetime import timedelta

import factory
from django.utils import timezone

from events.models import Event, Registration
from tests.accounts.factories import DepartmentFactory


class EventFactory(factory.django.DjangoModelFactory):
    """A published event in two weeks without sign-up, unless a trait says otherwise."""

    class Meta:
        model = Event

    class Params:
        draft = factory.Trait(status=Event.Status.DRAFT, published_at=None)
        cancelled = factory.Trait(
            status=Event.Status.CANCELLED, cancelled_reason="Salen er oversvømmet."
        )
        held = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))
        )
        sign_up = factory.Trait(takes_sign_up=True)

    kind = Event.Kind.CITIZENS_MEETING
    status = Event.Status.PUBLISHED
    title = factory.Sequence(lambda n: f"Borgermøde {n}")
    text = "Kom og hør om planerne."
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    place = "Kantinen på rådhuset"
    department = factory.SubFactory(DepartmentFactory)
    published_at = factory.LazyFunction(timezone.now)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """Somebody who is signed up; `Event.taken` follows."""

    class Meta:
        model = Registration

    class Params:
        waiting = factory.Trait(status=Registration.Status.WAITING)
        offered = factory.Trait(
            status=Registration.Status.OFFERED,
            offer_expires_at=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=24)),
        )
        cancelled = factory.Trait(
            status=Registration.Status.CANCELLED,
            ended=Registration.Ended.BY_PERSON,
            cancelled_at=factory.LazyFunction(timezone.now),
        )

    event = factory.SubFactory(EventFactory, sign_up=True)
    number = factory.LazyAttribute(lambda row: row.event.next_registration_number())
    name = factory.Sequence(lambda n: f"Karl Kløver {n}")
    email = factory.Sequence(lambda n: f"karl{n}@example.dk")
    email_key = factory.LazyAttribute(lambda row: Registration.key_of(row.email))
    status = Registration.Status.CONFIRMED

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = super()._create(model_class, *args, **kwargs)
        if row.holds_seats:
            row.event.take(row.people)
        return row
