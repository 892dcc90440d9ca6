"""Answering a hearing on behalf of an approved organisation; everybody else writes a name."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import services as accounts
from accounts.exceptions import MayNotAct
from core.tokens import new_stamp
from hearings import services
from hearings.links import token_for
from hearings.models import Response, ResponseDraft
from hearings.published import shown_about
from tests.accounts.factories import OrganisationFactory, UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.forms import filled_in

pytestmark = pytest.mark.django_db
REFUSED = "Du kan ikke længere handle for den organisation. Vælg igen."


def logged_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def stamp_for(hearing) -> str:
    return new_stamp(f"answer-{hearing.pk}", at=timezone.now() - timedelta(minutes=5))


def write(client, hearing, **values):
    """Send the form; return the page it led to, which asks whether all is right."""
    path = reverse("hearings:write", args=[hearing.number, hearing.slug])
    return client.post(path, filled_in(stamp_for(hearing)) | values, follow=True)


def send(client, hearing):
    key = ResponseDraft.objects.get().key
    path = reverse("hearings:send", args=[hearing.number, hearing.slug, key])
    return client.post(path, follow=True)


def edited(response, **values):
    return {
        "stamp": new_stamp(f"edit-{response.pk}", at=timezone.now()),
        "text": "Bevar træerne, alle sammen.",
        "sender_kind": response.sender_kind,
        "on_behalf_of": response.on_behalf_of,
        "name": response.name,
        "email": response.email,
        **values,
    }


def answer_of(person, organisation, hearing=None) -> Response:
    return ResponseFactory(
        hearing=hearing or HearingFactory(),
        person=person,
        organisation=organisation,
        sender_kind="association",
        on_behalf_of=organisation.name,
    )


def end(organisation, person) -> None:
    accounts.leave(organisation.members.get(user=person), at=timezone.now())


def test_the_choice_stands_only_where_there_is_one():
    hearing, member, other = HearingFactory(), UserFactory(), UserFactory()
    mine = OrganisationFactory(name="Aftenkoret", members=[member], asking=[other])
    OrganisationFactory(name="Morgenkoret", members=[UserFactory()])
    path = reverse("hearings:write", args=[hearing.number, hearing.slug])

    shown = [client.get(path).content.decode() for client in (Client(), logged_in(other))]
    form = logged_in(member).get(path).context["form"]

    assert not any('name="organisation"' in page for page in shown)
    assert list(form.fields["organisation"].queryset) == [mine]


@pytest.mark.parametrize(
    ("kind", "sender"),
    [
        ("association", "association"),
        ("interest_organisation", "association"),
        ("company", "company"),
        ("authority", "authority"),
    ],
)
def test_an_answer_on_behalf_is_the_organisations(kind, sender):
    hearing, person = HearingFactory(), UserFactory()
    organisation = OrganisationFactory(kind=kind, members=[person])
    client = logged_in(person)

    check = write(client, hearing, organisation=organisation.pk)
    send(client, hearing)

    response = Response.objects.get()
    assert "godkendt organisation" in check.content.decode()
    assert response.organisation == organisation
    assert (response.sender_kind, response.on_behalf_of) == (sender, organisation.name)
    assert response.public_name == organisation.name
    assert "godkendt organisation" in shown_about(response)


def test_a_name_that_anybody_may_write_is_not_called_approved():
    hearing, organisation = HearingFactory(), OrganisationFactory()

    write(Client(), hearing, sender_kind="association", on_behalf_of=organisation.name)
    send(Client(), hearing)

    response = Response.objects.get()
    assert (response.on_behalf_of, response.organisation) == (organisation.name, None)
    assert "godkendt" not in shown_about(response)


def test_a_protected_person_is_not_told_by_their_organisation():
    person = UserFactory()
    response = answer_of(person, OrganisationFactory(name="Aftenkoret", members=[person]))
    response.is_protected = True

    assert response.public_name == ""
    assert "godkendt" not in shown_about(response)


@pytest.mark.parametrize("who", ["visitor", "stranger", "asker", "former"])
def test_nobody_else_speaks_for_an_organisation(who):
    hearing, person = HearingFactory(), UserFactory()
    organisation = OrganisationFactory(asking=[person] if who == "asker" else [])
    if who == "former":
        accounts.ask_to_act(organisation, by=person, at=timezone.now())
        end(organisation, person)
    client = Client() if who == "visitor" else logged_in(person)

    page = write(client, hearing, organisation=organisation.pk)

    form = page.context["form"]
    assert list(form.errors["organisation"]) == [REFUSED]
    assert form["text"].value() == "Bevar træerne."
    assert not Response.objects.exists()


def test_a_right_that_ended_after_the_check_is_asked_again_and_the_text_is_kept():
    hearing, person = HearingFactory(), UserFactory()
    organisation = OrganisationFactory(members=[person])
    client = logged_in(person)
    write(client, hearing, organisation=organisation.pk)
    end(organisation, person)

    page = send(client, hearing)

    assert REFUSED in page.content.decode()
    assert "Bevar træerne." in page.content.decode()
    assert not Response.objects.exists()


def test_the_service_asks_again_under_the_lock(monkeypatch):
    hearing, person = HearingFactory(), UserFactory()
    organisation = OrganisationFactory(members=[person])
    client = logged_in(person)
    write(client, hearing, organisation=organisation.pk)
    submit = services.submit_draft

    def ended_meanwhile(*args, **kwargs):
        end(organisation, person)
        return submit(*args, **kwargs)

    monkeypatch.setattr(services, "submit_draft", ended_meanwhile)
    page = send(client, hearing)

    assert "Du kan ikke længere handle for" in page.content.decode()
    assert "Bevar træerne." in page.content.decode()
    assert not Response.objects.exists()


def test_the_sender_changes_the_answer_by_the_link_while_the_right_lasts():
    person = UserFactory()
    organisation = OrganisationFactory(members=[person])
    response = answer_of(person, organisation)
    path = reverse("hearings:edit", args=[token_for(response)])

    form = Client().get(path).context["form"]
    Client().post(path, edited(response, organisation=organisation.pk))

    response.refresh_from_db()
    assert form["organisation"].value() == organisation.pk
    assert response.organisation == organisation
    assert response.current_version.text == "Bevar træerne, alle sammen."


def test_a_link_shows_no_other_organisation_of_its_sender():
    person = UserFactory()
    response = answer_of(person, OrganisationFactory(members=[person]))
    OrganisationFactory(name="Hemmelig forening", members=[person])

    page = Client().get(reverse("hearings:edit", args=[token_for(response)]))

    assert "Hemmelig forening" not in page.content.decode()


def test_who_lost_the_right_is_told_and_may_go_on_without_the_mark():
    person = UserFactory()
    organisation = OrganisationFactory(name="Aftenkoret", members=[person])
    response = answer_of(person, organisation)
    end(organisation, person)
    path = reverse("hearings:edit", args=[token_for(response)])

    told = Client().get(path).content.decode()
    refused = Client().post(path, edited(response, organisation=organisation.pk))
    response.refresh_from_db()
    unchanged = response.organisation
    Client().post(path, edited(response))

    response.refresh_from_db()
    assert "Du kan ikke længere handle for Aftenkoret" in told
    assert list(refused.context["form"].errors["organisation"]) == [REFUSED]
    assert (unchanged, response.organisation) == (organisation, None)
    assert response.on_behalf_of == "Aftenkoret"


def test_the_service_lets_nobody_change_an_answer_who_lost_the_right():
    person = UserFactory()
    organisation = OrganisationFactory(members=[person])
    response = answer_of(person, organisation)
    end(organisation, person)
    answer = services.Submission(
        text="Ny", name=response.name, organisation=organisation, on_behalf_of=organisation.name
    )

    with pytest.raises(MayNotAct):
        services.edit_response(response, answer=answer, by=None, at=timezone.now())
