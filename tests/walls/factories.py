"""Walls and what hangs on them, named by state."""

import uuid

import factory
from django.utils import timezone

from tests.accounts.factories import DepartmentFactory, UserFactory
from walls.models import Heading, Note, Wall, WallColumn, WallPerson


class WallFactory(factory.django.DjangoModelFactory):
    """A wall on which notes are collected, owned by nobody (tests.projects makes owned ones)."""

    class Meta:
        model = Wall

    class Params:
        prioritising = factory.Trait(step=Wall.Step.PRIORITISE)
        concluded = factory.Trait(
            step=Wall.Step.CONCLUDED,
            concluded_at=factory.LazyFunction(timezone.now),
            outcome="Vi begynder med tunnelen ved stationen.",
        )

    title = factory.Sequence(lambda n: f"Væg {n}")
    question = "Hvad gør en tunnel tryg?"
    department = factory.SubFactory(DepartmentFactory)


class WallColumnFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WallColumn

    wall = factory.SubFactory(WallFactory)
    title = factory.Sequence(lambda n: f"Kolonne {n}")
    position = factory.Sequence(lambda n: n)


class HeadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Heading

    column = factory.SubFactory(WallColumnFactory)
    title = factory.Sequence(lambda n: f"Gruppe {n}")


class NoteFactory(factory.django.DjangoModelFactory):
    """A note of a person with an account; the wall's counts follow."""

    class Meta:
        model = Note

    class Params:
        from_paper = factory.Trait(is_from_paper=True, author=None)
        nameless = factory.Trait(author=None)

    column = factory.SubFactory(WallColumnFactory)
    wall = factory.SelfAttribute("column.wall")
    number = factory.LazyAttribute(lambda note: note.wall.next_note_number())
    position = factory.SelfAttribute("number")
    text = factory.Sequence(lambda n: f"Seddel {n}")
    author = factory.SubFactory(UserFactory)
    key = factory.LazyFunction(uuid.uuid4)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        note = super()._create(model_class, *args, **kwargs)
        if note.is_visible:
            note.wall.touch(notes=1)
        return note


class WallPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WallPerson

    wall = factory.SubFactory(WallFactory)
    user = factory.SubFactory(UserFactory)
    budget = factory.SelfAttribute("wall.dots_per_person")
