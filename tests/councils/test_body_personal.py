"""What is known of a member, and what is forgotten: the elected stay on record, others do not."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from city.models import Area
from core.files import inspect_upload
from councils.models import CouncilEvent, Member, Portrait
from councils.mypage import seats_of_person
from councils.personal import forget, personal_data_of
from councils.search_rows import search_sources
from councils.services import end_membership, seat_member
from councils.services.members import set_portrait
from councils.sitemap_rows import sitemap_rows
from tests.accounts.factories import UserFactory
from tests.core import samples
from tests.councils.factories import (
    BodyFactory,
    MemberFactory,
    MembershipFactory,
    SeatFactory,
    SeatGroupFactory,
)

pytestmark = pytest.mark.django_db


def a_member(**fields) -> Member:
    return MemberFactory(
        **{
            "name": "Gerda Gran", "party": "Ældre Sagen", "text": "Mig", "email": "g@example.org",
            "gender": "woman", "birth_year": 1950, "user": UserFactory(),
            "area": Area.objects.first(), **fields,
        }
    )  # fmt: skip


def seated(member: Member, **body):
    now = timezone.now()
    seat = SeatFactory(group=SeatGroupFactory(body=BodyFactory(**body)))
    return seat_member(seat, member, starts_at=now - timedelta(days=9), by=None, at=now)


def test_a_member_gets_all_that_is_known_of_them():
    member = a_member()
    row = seated(member, name="Ældrerådet")

    known = personal_data_of(member.user)

    assert known["member"]["name"] == "Gerda Gran"
    assert known["member"]["birth_year"] == 1950
    assert known["member"]["memberships"][0]["body"] == "Ældrerådet"
    assert known["member"]["memberships"][0]["from"] == row.starts_at.isoformat()
    json.dumps(known)


def test_of_a_citizen_member_the_name_goes_also_out_of_the_history(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    member = a_member()
    row = seated(member)
    now = timezone.now()
    picture = inspect_upload(SimpleUploadedFile("gerda.png", samples.image("PNG")))
    set_portrait(member, picture, credit="Bo", by=None, at=now)
    end_membership(row, reason="Flyttet", by=None, at=now)

    forget(member.user)

    member.refresh_from_db()
    assert (member.name, member.user, member.birth_year, member.area) == ("", None, None, None)
    assert member.is_hidden
    assert not Portrait.objects.exists()
    assert not CouncilEvent.objects.filter(note__contains="Gerda").exists()
    page = client.get(row.body.get_absolute_url()).content.decode()
    assert "Gerda" not in page
    assert client.get(reverse("councils:member", args=[member.pk, "x"])).status_code == 404


@pytest.mark.parametrize("trait", ["municipal_council", "committee"])
def test_who_was_elected_keeps_the_name_and_nothing_that_was_voluntary(client, trait):
    member = a_member()
    row = seated(member, **{trait: True})

    forget(member.user)

    member.refresh_from_db()
    assert (member.name, member.party) == ("Gerda Gran", "Ældre Sagen")
    assert (member.user, member.gender, member.text, member.email) == (None, "", "", "")
    assert "Gerda Gran" in client.get(row.body.get_absolute_url()).content.decode()


def test_somebody_who_is_no_member_is_forgotten_without_a_trace():
    seated(a_member())

    forget(UserFactory())

    assert Member.objects.get().name == "Gerda Gran"


def test_min_side_shows_the_seats_of_now_in_one_question(django_assert_num_queries):
    member = a_member()
    for number in range(3):
        MembershipFactory(member=member, body__name=f"Råd {number}")
    MembershipFactory(member=member, former=True)

    with django_assert_num_queries(1):
        found = seats_of_person(member.user)

    assert [row.body.name for row in found] == ["Råd 0", "Råd 1", "Råd 2"]


@pytest.mark.parametrize("hide", ["is_protected", "protected account", "hidden body"])
def test_who_is_hidden_is_in_neither_search_nor_sitemap(hide):
    shown, hidden = a_member(name="Anna Asp"), a_member(name="Gemt Gran")
    seated(shown)
    row = seated(hidden)
    if hide == "is_protected":
        hidden.is_protected = True
        hidden.save()
    elif hide == "protected account":
        hidden.user.protected = True
        hidden.user.save()
    else:
        row.body.is_published = False
        row.body.save()

    now = timezone.now()
    source = next(source for source in search_sources() if source.name == "member")

    assert list(source.public(now)) == [shown]
    assert [found.title for found in source.rows([shown.pk, hidden.pk], now)] == ["Anna Asp"]
    members = [each.path for each in sitemap_rows(now) if "/medlem/" in each.path]
    assert members == [shown.get_absolute_url()]
