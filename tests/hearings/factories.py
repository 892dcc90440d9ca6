"""Hearings and answers in every state, named by state."""

from datetime import timedelta

import factory
from django.utils import timezone

from comments.models import Thread
from core.clock import local_date, start_of_day
from core.languages import digest_of
from events.models import Event
from hearings.models import (
    Change,
    ConsultedParty,
    DecisionStep,
    Hearing,
    HearingDocument,
    HearingKind,
    HearingMeeting,
    HearingTranslation,
    Objection,
    Response,
    ResponseVersion,
    Statement,
    WhitePaper,
)
from hearings.white_paper.frozen import frozen_content
from notifications.models import Feed
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.councils.factories import BodyFactory
from tests.events.factories import EventFactory


def days_from_now(days: int):
    return start_of_day(local_date(timezone.now()) + timedelta(days=days))


class HearingKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HearingKind

    code = factory.Sequence(lambda n: f"slags-{n}")
    name = "Forslag til lokalplan"
    legal_basis = "Planloven § 24, stk. 5"
    minimum_days = 28


class HearingFactory(factory.django.DjangoModelFactory):
    """An open hearing, unless a trait says otherwise."""

    class Meta:
        model = Hearing
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(status=Hearing.Status.DRAFT, published_at=None)
        open = factory.Trait()
        coming = factory.Trait(
            opens_at=factory.LazyFunction(lambda: days_from_now(7)),
            closes_at=factory.LazyFunction(lambda: days_from_now(42)),
        )
        closed = factory.Trait(
            opens_at=factory.LazyFunction(lambda: days_from_now(-60)),
            closes_at=factory.LazyFunction(lambda: days_from_now(-20)),
        )
        answered = factory.Trait(
            closed=True, white_paper_published_at=factory.LazyFunction(timezone.now)
        )
        decided = factory.Trait(
            closed=True,
            status=Hearing.Status.DECIDED,
            decided_on=factory.LazyFunction(lambda: local_date(timezone.now())),
            decision="Planen er vedtaget med to ændringer.",
        )
        withdrawn = factory.Trait(
            status=Hearing.Status.WITHDRAWN, withdrawn_reason="Forslaget tegnes om."
        )

    title = factory.Sequence(lambda n: f"Lokalplan 9.{n}")
    lead = "Kommunen vil gøre plads til nye boliger."
    brief_what = "En ny lokalplan."
    brief_why = "Der mangler boliger."
    brief_who = "Naboerne."
    brief_influence = "beplantning\nstier"
    brief_decided = "at der bygges"
    brief_next = "Alle svar samles i en hvidbog."
    deciding_body = "Kommunalbestyrelsen"
    case_number = "01.02.05-P16-9-26"
    department = factory.SubFactory(DepartmentFactory)
    contact_phone = "00 00 00 00"
    contact_email = "plan@example.dk"
    opens_at = factory.LazyFunction(lambda: days_from_now(-14))
    closes_at = factory.LazyFunction(lambda: days_from_now(15))
    published_at = factory.SelfAttribute("opens_at")
    status = Hearing.Status.PUBLISHED
    delete_personal_data_on = factory.LazyFunction(
        lambda: local_date(timezone.now()) + timedelta(days=1000)
    )
    feed = factory.LazyFunction(Feed.objects.create)
    thread = factory.LazyAttribute(
        lambda hearing: (
            Thread.objects.create(department=hearing.department) if hearing.department.pk else None
        )
    )

    @factory.post_generation
    def kinds(self, create, extracted, **_kwargs):
        if create:
            self.kinds.set(extracted if extracted is not None else [HearingKindFactory()])


class ResponseFactory(factory.django.DjangoModelFactory):
    """A received answer that nobody has read, unless a trait says otherwise."""

    class Meta:
        model = Response
        skip_postgeneration_save = True

    hearing = factory.SubFactory(HearingFactory)
    number = factory.LazyAttribute(lambda response: response.hearing.next_response_number())
    name = "Asta Æblegren"
    email = factory.Sequence(lambda n: f"asta{n}@example.dk")
    received_at = factory.LazyAttribute(
        lambda response: min(timezone.now(), response.hearing.opens_at + timedelta(days=1))
    )

    text = "Lad poppelrækken stå."
    approved = False
    declined = False
    withdrawn = False

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        text = kwargs.pop("text")
        steps = {name: kwargs.pop(name) for name in ("approved", "declined", "withdrawn")}
        response = super()._create(model_class, *args, **kwargs)
        response.add_version(text, by=None, at=response.received_at)
        if steps["approved"]:
            response.approve(at=timezone.now())
        if steps["declined"]:
            response.decline(reason="Svaret handler om noget andet.", by=UserFactory(staff=True))
        if steps["withdrawn"]:
            response.withdraw(at=timezone.now())
        return response


class ObjectionFactory(factory.django.DjangoModelFactory):
    """An objection that waits, to a response that somebody declined."""

    class Meta:
        model = Objection

    response = factory.SubFactory(ResponseFactory, declined=True)
    text = "Svaret handler om forslaget."
    decline_reason = factory.SelfAttribute("response.decline_reason")
    declined_by = factory.SelfAttribute("response.declined_by")


class ResponseVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ResponseVersion

    response = factory.SubFactory(ResponseFactory)
    number = factory.LazyAttribute(lambda version: version.response.versions.count() + 1)
    text = "En ny tekst."


MEETING_WORDS = ("title", "starts_at", "ends_at", "place", "text")


class HearingMeetingFactory(factory.django.DjangoModelFactory):
    """An open house in three days; its words go to its event, which follows the hearing."""

    class Meta:
        model = HearingMeeting
        exclude = MEETING_WORDS

    hearing = factory.SubFactory(HearingFactory)
    title = "Åbent hus"
    starts_at = factory.LazyFunction(lambda: days_from_now(3) + timedelta(hours=17))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=1))
    place = "Kantinen, Rådhuset"
    text = ""
    event = factory.SubFactory(
        EventFactory,
        **{name: factory.SelfAttribute(f"..{name}") for name in MEETING_WORDS},
        kind=Event.Kind.OPEN_HOUSE,
        status=factory.LazyAttribute(
            lambda event: (
                Event.Status.PUBLISHED
                if event.factory_parent.hearing.is_published
                else Event.Status.DRAFT
            )
        ),
        department=factory.SelfAttribute("..hearing.department"),
        is_owned=True,
    )


class HearingDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HearingDocument

    hearing = factory.SubFactory(HearingFactory)
    title = "Forslag til lokalplan 9.9"
    original_name = "lokalplan.pdf"
    content_type = "application/pdf"
    size = 1000
    sha256 = "0" * 64
    uploaded_at = factory.LazyFunction(timezone.now)
    file = factory.django.FileField(data=b"%PDF-1.4 test", filename="lokalplan.pdf")


class HearingTranslationFactory(factory.django.DjangoModelFactory):
    """A translation of the Danish as it is now, unless `outdated` says otherwise."""

    class Meta:
        model = HearingTranslation

    class Params:
        outdated = factory.Trait(original_digest="0" * 32)

    hearing = factory.SubFactory(HearingFactory)
    language = "ar"
    title = "المخطط المحلي 9.9"
    lead = "تريد البلدية إفساح المجال لمساكن جديدة."
    brief_what = "مخطط محلي جديد."
    brief_why = "هناك نقص في المساكن."
    brief_who = "الجيران."
    brief_influence = "الأشجار\nالممرات"
    brief_decided = "سيجري البناء"
    brief_next = "تُجمع الردود كلها."
    original_digest = factory.LazyAttribute(
        lambda translation: digest_of(translation.hearing.translated_texts())
    )
    translated_at = factory.LazyFunction(timezone.now)


class DecisionStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DecisionStep

    hearing = factory.SubFactory(HearingFactory)
    position = factory.Sequence(int)
    body = "Økonomiudvalget"
    created_by = factory.SubFactory(UserFactory)


class ConsultedPartyFactory(factory.django.DjangoModelFactory):
    """A body that was asked two days ago and has not answered, unless a trait says otherwise."""

    class Meta:
        model = ConsultedParty

    class Params:
        outside = factory.Trait(
            body=None, name="Danske Handicaporganisationer", email="dh@example.dk"
        )
        answered = factory.Trait(
            status=ConsultedParty.Status.ANSWERED, ended_at=factory.LazyFunction(timezone.now)
        )
        no_remarks = factory.Trait(
            status=ConsultedParty.Status.NO_REMARKS, ended_at=factory.LazyFunction(timezone.now)
        )
        taken_back = factory.Trait(
            status=ConsultedParty.Status.TAKEN_BACK, ended_at=factory.LazyFunction(timezone.now)
        )

    hearing = factory.SubFactory(HearingFactory)
    body = factory.SubFactory(BodyFactory)
    due_on = factory.LazyFunction(lambda: local_date(timezone.now()) + timedelta(days=28))
    asked_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=2))
    asked_by = factory.SubFactory(UserFactory, staff=True)


class StatementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Statement

    party = factory.SubFactory(ConsultedPartyFactory, answered=True)
    text = "Rådet ønsker rampe ved indgangen."
    agreed_at = "mødet 3. marts 2027"


class ChangeFactory(factory.django.DjangoModelFactory):
    """A change that is promised for a day to come, unless a trait says otherwise."""

    class Meta:
        model = Change

    class Params:
        overdue = factory.Trait(
            due_on=factory.LazyFunction(lambda: local_date(timezone.now()) - timedelta(days=9))
        )
        done = factory.Trait(
            status=Change.Status.DONE,
            ended_on=factory.LazyFunction(lambda: local_date(timezone.now())),
            note="Træerne er plantet.",
        )

    hearing = factory.SubFactory(HearingFactory, decided=True)
    text = "Poppelrækken bliver stående"
    place = "§ 7.3"
    department = factory.SelfAttribute("hearing.department")
    due_on = factory.LazyFunction(lambda: local_date(timezone.now()) + timedelta(days=90))
    created_by = factory.SubFactory(UserFactory)


class WhitePaperFactory(factory.django.DjangoModelFactory):
    """A published version with the desk's words of now; the hearing's stage is left alone."""

    class Meta:
        model = WhitePaper

    hearing = factory.SubFactory(HearingFactory, closed=True)
    version = 1
    status = WhitePaper.Status.PUBLISHED
    summary = "Svarene vil bevare træerne."
    asked = "Naboerne"
    author = factory.SubFactory(UserFactory)
    approver = factory.SubFactory(UserFactory)
    approved_at = factory.LazyFunction(timezone.now)
    published_at = factory.LazyFunction(timezone.now)
    content = factory.LazyAttribute(
        lambda paper: frozen_content(
            paper.hearing, WhitePaper(hearing=paper.hearing, summary=paper.summary)
        )
    )
