"""What the migrations do to rows that are there already."""

from importlib import import_module

import pytest
from django.apps import apps

from hearings.models import Response
from hearings.services.telling import by_address, tell_each
from notifications.models import Message
from tests.hearings.factories import ChangeFactory, HearingFactory, ResponseFactory
from tests.notifications.factories import MessageFactory

pytestmark = pytest.mark.django_db

migration = import_module("notifications.migrations.0002_message_keys_hold_no_addresses")


def hide_addresses() -> None:
    migration.hide_addresses(apps, None)


def keys() -> list[str | None]:
    return list(Message.objects.order_by("pk").values_list("dedup_key", flat=True))


@pytest.mark.parametrize(
    ("old", "kind", "version"),
    [
        ("hearings.hearing_decided:{pk}::{address}", "hearings.hearing_decided", ""),
        ("hearings.deadline_extended:{pk}:extension-3:{address}", "hearings.deadline_extended",
         "extension-3"),
        ("hearings.change_done:{pk}:{address}", "hearings.change_done", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["ea@example.dk", "Ea.Bonde+1@Example.dk"])
def test_an_old_key_becomes_the_one_that_the_same_news_has_today(old, kind, version, address):
    hearing = HearingFactory(closed=True)
    about = ChangeFactory(hearing=hearing) if kind == "hearings.change_done" else hearing
    ResponseFactory(hearing=hearing, email=address)
    MessageFactory(sent=True, dedup_key=old.format(pk=about.pk, address=address.casefold()))

    hide_addresses()
    [key] = keys()
    tell_each(about, kind, by_address(Response.objects.all()), version=version)

    assert "@" not in key
    assert keys() == [key]


def test_news_that_has_been_written_with_both_keys_keeps_one():
    hearing = HearingFactory(closed=True)
    ResponseFactory(hearing=hearing, email="ea@example.dk")
    old = f"hearings.hearing_decided:{hearing.pk}::ea@example.dk"
    MessageFactory(sent=True, dedup_key=old)
    tell_each(hearing, "hearings.hearing_decided", by_address(Response.objects.all()))
    new = keys()[1]

    hide_addresses()

    assert keys() == [None, new]


def test_other_keys_stay_and_every_batch_is_reached(monkeypatch):
    monkeypatch.setattr(migration, "ROWS", 2)
    others = ["hearings.receipt:7:1", "fejl@", None, None]
    for key in others:
        MessageFactory(dedup_key=key)
    for number in range(5):
        MessageFactory(dedup_key=f"hearings.hearing_decided:{number}::ea@example.dk")

    hide_addresses()
    once = keys()
    hide_addresses()

    assert keys() == once
    assert once[:4] == others
    assert not any("@" in key for key in once[4:])
    assert len(set(once[4:])) == 5
