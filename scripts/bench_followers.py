"""The rows of scripts/bench_delivery.py: a hearing, its followers, a mail to each of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.mail import send_mail

from hearings.models import Hearing
from notifications.kinds import get_kind
from notifications.models import Channel, Message, Preference, Subscriber
from scripts.bench_data import make_hearing
from scripts.bench_measure import drop_database, make_database

KIND = "hearings.next_hearing_published"
CHUNK = 1000


@contextmanager
def prepared_mails(count: int) -> Iterator[Callable[[str], None]]:
    """Make a database with so many waiting mails; give what asks for one more, at once."""
    make_database()
    try:
        write_mails(make_hearing(1), count)
        yield ask_for_a_password
    finally:
        drop_database()


def write_mails(hearing: Hearing, count: int) -> None:
    lane = get_kind(KIND).lane
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        subscribers = Subscriber.objects.bulk_create(
            Subscriber(email=f"foelger{n}@example.dk", confirmed_at=hearing.published_at)
            for n in numbers
        )
        # Wherever people choose how they are told, these have chosen a mail at once.
        Preference.objects.bulk_create(
            Preference(subscriber=subscriber, kind=KIND, channel=Channel.AT_ONCE)
            for subscriber in subscribers
        )
        Message.objects.bulk_create(
            Message(
                kind=KIND,
                lane=lane,
                subscriber=subscriber,
                about_model=hearing._meta.label_lower,
                about_pk=str(hearing.pk),
                dedup_key=f"bench:{subscriber.pk}",
            )
            for subscriber in subscribers
        )


def ask_for_a_password(subject: str) -> None:
    send_mail(subject, "https://localhost/", None, ["asta@example.dk"])
