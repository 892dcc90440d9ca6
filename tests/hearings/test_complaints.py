from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps

from hearings import reference
from hearings.complaints import Complaint, complaints_of, last_days_to_complain
from hearings.models import HearingKind
from tests.hearings.factories import HearingFactory, HearingKindFactory

pytestmark = pytest.mark.django_db
GUIDANCE = "Du kan klage til nævnet."


def decided(*kinds, at=datetime(2026, 12, 1, 10, tzinfo=UTC)):
    return HearingFactory(decided=True, kinds=kinds, decision_published_at=at)


def test_the_last_day_is_the_day_of_publication_and_the_days_of_the_kind():
    hearing = decided(HearingKindFactory(complaint_days=28, complaint_guidance=GUIDANCE))

    assert complaints_of(hearing) == [Complaint(GUIDANCE, date(2026, 12, 29))]


def test_the_day_is_counted_in_the_municipalitys_calendar():
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    kind = HearingKindFactory(complaint_days=28, complaint_guidance=GUIDANCE)

    assert complaints_of(decided(kind, at=late))[0].last_day == date(2026, 12, 29)


def test_the_same_guidance_is_given_once():
    kinds = [HearingKindFactory(complaint_guidance=text) for text in ("Klag her.", "", "Klag her.")]

    assert [row.text for row in complaints_of(decided(*kinds))] == ["Klag her."]


def test_without_days_or_before_the_decision_there_is_no_day():
    without = HearingKindFactory(complaint_guidance=GUIDANCE)
    with_days = HearingKindFactory(complaint_days=28, complaint_guidance="Klag.")
    undecided = HearingFactory(closed=True, kinds=[with_days])

    assert complaints_of(decided(without)) == [Complaint(GUIDANCE)]
    assert complaints_of(undecided) == [Complaint("Klag.")]
    assert last_days_to_complain(undecided, datetime(2026, 12, 1, tzinfo=UTC)) == [
        date(2026, 12, 29)
    ]


def test_plans_can_be_complained_of_for_28_days():
    days = dict(HearingKind.objects.values_list("code", "complaint_days"))

    assert {code for code, count in days.items() if count == 28} == {
        "kommuneplan",
        "kommuneplantillaeg",
        "lokalplan",
        "lokalplan-mindre",
    }
    assert set(days.values()) == {0, 28}


def test_an_older_installation_gets_the_same_values_and_keeps_what_staff_wrote():
    wanted = list(HearingKind.objects.order_by("pk").values())
    HearingKind.objects.update(complaint_days=0, white_paper_days=56)
    HearingKind.objects.filter(code="budget").update(white_paper_days=21)
    HearingKind.objects.filter(code="lokalplan").update(complaint_guidance="")
    migration = import_module("hearings.migrations.0005_plan_kinds_know_their_complaint_days")

    migration.fill(apps, None)

    kinds = {kind["code"]: kind for kind in HearingKind.objects.order_by("pk").values()}
    assert kinds["budget"]["white_paper_days"] == 21
    assert kinds["lokalplan"]["complaint_days"] == 0
    changed = {"budget", "lokalplan"}
    assert [kinds[row["code"]] for row in wanted if row["code"] not in changed] == [
        row for row in wanted if row["code"] not in changed
    ]


def test_a_second_load_of_the_kinds_changes_nothing():
    HearingKind.objects.filter(code="lokalplan").update(complaint_days=14)

    reference.load()

    assert HearingKind.objects.get(code="lokalplan").complaint_days == 14
