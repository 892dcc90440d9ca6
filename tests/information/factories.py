"""Texts of information in every state, named by state."""

from datetime import timedelta

import factory
from django.utils import timezone

from city.models import Department
from information.models import (
    Attachment,
    GlossaryTerm,
    Guide,
    News,
    Page,
    PageVersion,
    Plan,
    Publication,
    Right,
    Video,
)
from tests.accounts.factories import DepartmentFactory


def hours_from_now(hours: int):
    return timezone.now() + timedelta(hours=hours)


class PublicationFactory(factory.django.DjangoModelFactory):
    """Public, unless a trait says otherwise."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(status=Publication.Status.DRAFT, public_from=None)
        scheduled = factory.Trait(public_from=factory.LazyFunction(lambda: hours_from_now(48)))
        withdrawn = factory.Trait(status=Publication.Status.WITHDRAWN)

    status = Publication.Status.PUBLISHED
    public_from = factory.LazyFunction(lambda: hours_from_now(-24))
    department = factory.SubFactory(DepartmentFactory)


class NewsFactory(PublicationFactory):
    class Meta:
        model = News
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Nye bænke ved kanalen {n}")
    lead = "Der er sat tolv bænke op."
    body = "<p>De er lavet af egetræ.</p>"


class PlanFactory(PublicationFactory):
    class Meta:
        model = Plan
        skip_postgeneration_save = True

    kind = Plan.Kind.LOKALPLAN
    number = factory.Sequence(lambda n: f"9.{n}")
    title = factory.Sequence(lambda n: f"Boliger ved Skallerne {n}")
    lead = "Planen bestemmer, hvor højt der må bygges."
    adopted_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))


class GuideFactory(PublicationFactory):
    class Meta:
        model = Guide
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"en-plan-{n}")
    question = "en plan, der berører mig"
    title = "Hvad kan jeg gøre ved en plan, der berører mig?"
    lead = "Du kan svare, mens den er i høring."


class RightFactory(PublicationFactory):
    class Meta:
        model = Right
        skip_postgeneration_save = True

    kind = Right.Kind.RIGHT
    title = factory.Sequence(lambda n: f"Ret til at svare på en høring {n}")
    what = "Du må svare på alle høringer."
    for_whom = "Alle."
    legal_basis = "Planloven § 24"
    how = "Skriv dit svar på høringens side."


class AttachmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attachment
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Kanalen {n}")
    alt = "En kanal mellem lave huse."
    file = factory.django.ImageField(filename="kanalen.png", format="PNG")
    original_name = "kanalen.png"
    content_type = "image/png"
    size = 800
    sha256 = factory.Sequence(lambda n: f"{n:064d}")
    width = 100
    height = 100
    uploaded_at = factory.LazyFunction(timezone.now)
    department = factory.SubFactory(DepartmentFactory)


class VideoFactory(PublicationFactory):
    class Meta:
        model = Video
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Hvad er en høring? {n}")
    lead = "En film på et minut."
    transcript = "<p>En høring er en samtale.</p>"
    file = factory.django.FileField(filename="film.webm", data=b"\x1a\x45\xdf\xa3" + bytes(5000))
    original_name = "film.webm"
    content_type = "video/webm"
    size = 5004
    sha256 = factory.Sequence(lambda n: f"{n:064d}")
    uploaded_at = factory.LazyFunction(timezone.now)


class GlossaryTermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GlossaryTerm

    term = factory.Sequence(lambda n: f"hvidbog{n}")
    slug = factory.Sequence(lambda n: f"hvidbog{n}")
    explanation = "Et papir, der samler alle svar."


class PageFactory(factory.django.DjangoModelFactory):
    """A page without a version; use `make_page` for one that says something."""

    class Meta:
        model = Page
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"side-{n}")
    path = factory.LazyAttribute(
        lambda page: f"{page.parent.path}/{page.slug}" if page.parent else page.slug
    )
    parent = None
    department = factory.SubFactory(DepartmentFactory)


class PageVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PageVersion
        skip_postgeneration_save = True

    page = factory.SubFactory(PageFactory)
    number = factory.LazyAttribute(lambda version: version.page.next_version_number())
    title = "Sådan svarer du"
    lead = "Det tager fem minutter."
    body = "<p>Du behøver ikke logge ind.</p>"
    public_from = factory.LazyFunction(lambda: hours_from_now(-24))


def make_page(
    *, public_from=..., department: Department | None = None, parent=None, slug="", **text
) -> Page:
    """Return a public page with one version; `public_from=None` makes a draft."""
    fields = {"department": department} if department else {}
    fields |= {"slug": slug} if slug else {}
    page = PageFactory(parent=parent, **fields)
    moment = {} if public_from is ... else {"public_from": public_from}
    PageVersionFactory(page=page, **moment, **text)
    return page
