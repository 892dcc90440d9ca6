"""Signing up on behalf of an approved organisation."""

import pytest
from django.utils import timezone

from accounts import services as accounts
from accounts.exceptions import MayNotAct
from events.models import Registration
from events.services import change_registration, register
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.events.factories import EventFactory
from tests.events.test_signing_up import address, errors_of, logged_in, send

pytestmark = pytest.mark.django_db


def come(event, person, organisation):
    return register(
        event,
        name="Asta",
        email=person.email,
        user=person,
        organisation=organisation.name,
        acts_for=organisation,
        at=timezone.now(),
    )


def test_the_choice_stands_only_for_who_has_one(client):
    event, member = EventFactory(sign_up=True), UserFactory()
    organisation = OrganisationFactory(members=[member])

    shown = [c.get(address(event)).content.decode() for c in (client, logged_in(UserFactory()))]
    form = logged_in(member).get(address(event)).context["form"]

    assert not any('name="acts_for"' in page for page in shown)
    assert list(form.fields["acts_for"].queryset) == [organisation]


def test_who_comes_for_an_organisation_is_written_down_as_that():
    event, person = EventFactory(sign_up=True), UserFactory()
    organisation = OrganisationFactory(name="Aftenkoret", members=[person])

    send(logged_in(person), event, acts_for=organisation.pk)

    row = Registration.objects.get()
    assert (row.acts_for, row.organisation) == (organisation, "Aftenkoret")


def test_nobody_else_comes_for_it(client):
    event, person = EventFactory(sign_up=True), UserFactory()
    organisation = OrganisationFactory(asking=[person])

    pages = [send(c, event, acts_for=organisation.pk) for c in (client, logged_in(person))]

    told = ["Du kan ikke længere handle for den organisation. Vælg igen."]
    assert [errors_of(page)["acts_for"] for page in pages] == [told, told]
    assert not Registration.objects.exists()


def test_the_service_asks_the_right_again():
    event, person = EventFactory(sign_up=True), UserFactory()
    organisation = OrganisationFactory(members=[person])
    accounts.leave(organisation.members.get(), at=timezone.now())

    with pytest.raises(MayNotAct):
        come(event, person, organisation)

    event.refresh_from_db()
    assert (Registration.objects.count(), event.taken) == (0, 0)


def test_a_right_that_ended_meanwhile_stands_beside_the_choice(monkeypatch):
    event, person = EventFactory(sign_up=True), UserFactory()
    organisation = OrganisationFactory(members=[person])

    def refuse(acts_for, *, by):
        raise MayNotAct(acts_for)

    monkeypatch.setattr("events.services.registering.require_right_to_act", refuse)
    page = send(logged_in(person), event, acts_for=organisation.pk, people=2)

    assert "Du kan ikke længere handle for" in errors_of(page)["acts_for"][0]
    assert page.context["form"]["people"].value() == "2"


def test_another_name_is_no_longer_the_approved_ones():
    event, person = EventFactory(sign_up=True), UserFactory()
    organisation = OrganisationFactory(members=[person])
    row = come(event, person, organisation)

    kept = change_registration(row, people=2, at=timezone.now()).acts_for
    changed = change_registration(row, people=2, organisation="Et kor", at=timezone.now())

    assert (kept, changed.acts_for) == (organisation, None)
