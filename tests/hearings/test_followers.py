"""What followers are told of each step: the line, where it leads, and to whom."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.clock import local_date
from core.templatetags.dates import long_date
from hearings import services
from hearings.material import Assessed
from hearings.models import Hearing, MaterialChange
from hearings.services.coming import announce_what_comes
from hearings.services.material import tell_of_changes
from hearings.services.staff import change_hearing
from notifications.kinds import all_kinds
from notifications.lines import line_of
from notifications.models import Channel, Message, Notice
from notifications.services import expand_announcements
from notifications.subjects import find_about
from tests.accounts.factories import UserFactory
from tests.hearings.factories import ChangeFactory, HearingFactory, ResponseFactory, days_from_now
from tests.hearings.following import follow
from tests.hearings.papers import answer_to, point_in, published_of
from tests.hearings.test_messages import extend

pytestmark = pytest.mark.django_db


def step(hearing: Hearing, kind: str) -> None:
    by, at = UserFactory(), timezone.now()
    match kind:
        case "deadline_extended":
            extend(hearing, 7)
        case "hearing_withdrawn":
            services.withdraw_hearing(hearing, reason="Tegnes om.", by=by, at=at)
        case "hearing_decided":
            services.decide_hearing(
                hearing,
                on=local_date(at),
                decision="Vedtaget.",
                no_white_paper_reason="Få svar.",
                by=by,
                at=at,
            )
        case "white_paper_published":
            published_of(hearing)
        case "change_done":
            change = ChangeFactory(hearing=hearing, text="Stien bliver lyst op")
            services.finish_change(change, on=local_date(at), note="N", place="P", by=by, at=at)
        case "change_dropped":
            change = ChangeFactory(hearing=hearing, text="Stien bliver lyst op")
            services.drop_change(change, on=local_date(at), reason="For dyrt.", by=by, at=at)
        case "next_hearing_published":
            later = HearingFactory(
                draft=True,
                follows=hearing,
                title="Stadion igen",
                opens_at=days_from_now(1),
                closes_at=days_from_now(50),
            )
            services.publish_hearing(later, by=by, at=at)
        case "opened" | "deadline_near":
            announce_what_comes(at=at)
        case "material_changed":
            hearing.lead = "Et nyt indhold."
            reason = Assessed(
                assessment=MaterialChange.Assessment.MINOR, reason="En fejl i teksten."
            )
            change_hearing(hearing, changed=["lead"], assessed=reason, by=by, at=at)
            tell_of_changes(hearing, by=by, at=at)


LINES = {
    "change_done": ("Nu er det gjort: Stien bliver lyst op", "#gjort"),
    "change_dropped": ("Det bliver alligevel ikke til noget: Stien bliver lyst op", "#gjort"),
    "deadline_extended": ("Fristen er forlænget: du kan svare til og med {last_day}", ""),
    "deadline_near": ("Fristen nærmer sig: du kan svare til og med {last_day}", ""),
    "hearing_decided": ("Kommunalbestyrelsen har truffet en beslutning", ""),
    "hearing_withdrawn": ("Forslaget er trukket tilbage", ""),
    "material_changed": ("Materialet er ændret, efter at høringen åbnede", "changes"),
    "next_hearing_published": (
        "Den næste høring om samme sag er offentliggjort: Stadion igen",
        "next",
    ),
    "opened": ("Høringen er åben: du kan svare til og med {last_day}", ""),
    "white_paper_published": ("Hvidbogen er udgivet med svar på alle pointer", "white_paper"),
}
STATES = {
    "change_done": {"decided": True},
    "change_dropped": {"decided": True},
    "deadline_near": {"closes_at": days_from_now(2)},
    "hearing_decided": {"closed": True},
    "white_paper_published": {"closed": True},
}


def test_every_kind_that_people_choose_is_shown_here():
    chosen = {
        k.code.removeprefix("hearings.")
        for k in all_kinds()
        if k.is_chosen and k.code.startswith("hearings.")
    }

    assert chosen == set(LINES)


@pytest.mark.parametrize("kind", sorted(LINES))
def test_a_follower_gets_a_line_that_leads_there_and_no_mail_of_its_own(kind):
    hearing = HearingFactory(title="Stadion", **STATES.get(kind, {}))
    follower = follow(hearing, "birk@example.dk", Channel.DAILY)
    code = f"hearings.{kind}"

    step(hearing, kind)
    expand_announcements(seconds=30)

    hearing.refresh_from_db()
    notice = Notice.objects.get(kind=code)
    line = line_of(notice, find_about(notice))
    text, place = LINES[kind]
    urls = {
        "changes": hearing.changes_url,
        "white_paper": reverse("hearings:white_paper", args=[hearing.pk, hearing.slug]),
        "next": getattr(hearing.followed_by.first(), "get_absolute_url", str)(),
        "#gjort": f"{hearing.get_absolute_url()}#gjort",
        "": hearing.get_absolute_url(),
    }
    assert line.text == text.format(last_day=long_date(hearing.last_day))
    assert line.url == urls[place]
    assert (notice.subscriber, notice.feed) == (follower, hearing.feed)
    assert not Message.objects.filter(kind=code).exists()


@pytest.mark.parametrize("kind", sorted(LINES.keys() - {"opened"}))
def test_who_answered_is_told_once_and_not_as_a_follower_too(kind):
    hearing = HearingFactory(title="Stadion", **STATES.get(kind, {}))
    follow(hearing, "ASTA@example.dk")
    response = ResponseFactory(hearing=hearing, email="asta@example.dk")
    if kind == "white_paper_published":
        answer_to(point_in(response, title="Bevar træerne"))
    code = f"hearings.{kind}"

    step(hearing, kind)
    expand_announcements(seconds=30)

    assert not Notice.objects.filter(kind=code).exists()
    direct = Message.objects.filter(kind=code)
    assert [row.email for row in direct] == ([] if kind == "deadline_near" else ["asta@example.dk"])
