"""Doors for the worker. Only beat knocks; every task may run twice, and two at a time."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from notifications import delivery, housekeeping, services
from notifications.models import Message


@shared_task(name="notifications.relay_immediate")
def relay_immediate() -> None:
    delivery.relay(Message.Lane.IMMEDIATE, seconds=settings.MAIL_RUN_SECONDS)


@shared_task(name="notifications.relay_bulk")
def relay_bulk() -> None:
    delivery.relay(Message.Lane.IMMEDIATE, Message.Lane.BULK, seconds=settings.MAIL_RUN_SECONDS)


@shared_task(name="notifications.expand")
def expand() -> None:
    services.expand_announcements(seconds=settings.MAIL_RUN_SECONDS)


@shared_task(name="notifications.make_digests")
def make_digests() -> None:
    services.make_digests(at=timezone.now())


@shared_task(name="notifications.free_stale_claims")
def free_stale_claims() -> None:
    delivery.free_stale_claims()


@shared_task(name="notifications.heartbeat")
def heartbeat() -> None:
    housekeeping.record_heartbeat()


@shared_task(name="notifications.tidy")
def tidy() -> None:
    housekeeping.tidy()
