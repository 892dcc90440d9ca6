"""800 people sign up within 60 seconds for 100 seats, over the network: of an event, of a seminar.

Each of those for the seminar chooses a session of 30 seats, too.

Runs in the environment that scripts/bench.py gives it. The load comes from this machine too, so
compare the ratios, not the figures.
"""

import http.client
import os
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import django

for _name in ("CACHE_URL", "REDIS_URL"):
    os.environ.pop(_name, None)
# Each visitor has an address of their own, as a proxy would tell; the server takes this over.
os.environ["TRUSTED_PROXIES"] = "1"
django.setup()

from django.conf import settings  # noqa: E402  (after the set-up)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from city.models import Department  # noqa: E402
from core.tokens import new_stamp  # noqa: E402
from events.invariants import violations  # noqa: E402
from events.models import Event  # noqa: E402
from notifications.models import Message  # noqa: E402
from scripts.bench_measure import drop_database, make_database, server  # noqa: E402
from scripts.bench_search import percentile  # noqa: E402
from seminars.models import Session  # noqa: E402
from seminars.services.programme import add_day, add_session  # noqa: E402
from seminars.services.seminars import create_seminar, publish_seminar  # noqa: E402
from seminars.slots import slots_of  # noqa: E402

PEOPLE = 800
SEATS = 100
SEATS_IN_SESSION = 30
SECONDS = int(os.environ.get("SECONDS", "60"))
# So often a form is sent twice, as by a double click.
DOUBLED = 10
WORKERS = 24


def make_event() -> Event:
    now = timezone.now()
    department, _made = Department.objects.get_or_create(name="Plan, By og Miljø")
    return Event.objects.create(
        kind=Event.Kind.CITIZENS_MEETING,
        status=Event.Status.PUBLISHED,
        title="Borgermøde om Kanalens Kvarter",
        starts_at=now + timedelta(days=14),
        ends_at=now + timedelta(days=14, hours=2),
        place="Musikteatret",
        department=department,
        published_at=now,
        takes_sign_up=True,
        capacity=SEATS,
    )


@dataclass(frozen=True)
class Asked:
    """Where the crowd signs up, and what its form holds besides name and address."""

    event: Event
    path: str
    stamp: str
    fields: dict[str, int]


def at_the_event() -> Asked:
    event = make_event()
    path = reverse("events:sign_up", args=[event.pk, event.slug])
    return Asked(event, path, f"sign-up-{event.pk}", {})


def at_the_seminar() -> Asked:
    """Make a seminar of one day with a session, by the services that staff use."""
    now = timezone.now()
    by = User.objects.create(email="leder@example.dk", public_name="Lise Leder", is_staff=True)
    department, _made = Department.objects.get_or_create(name="Plan, By og Miljø")
    seminar = create_seminar(
        title="Hvem mangler?", lead="Et seminar.", text="Om alt.", practical="Kom i god tid.",
        accessibility="Elevator.", contact="Lise Leder", department=department, by=by, at=now,
    )  # fmt: skip
    starts_at = (now + timedelta(days=60)).replace(hour=9, minute=0, second=0, microsecond=0)
    day = add_day(
        seminar, starts_at=starts_at, ends_at=starts_at + timedelta(hours=8),
        place="Musikteatret", capacity=SEATS, by=by, at=now,
    )  # fmt: skip
    first = starts_at + timedelta(hours=1)
    session = add_session(
        day, kind="workshop", title="Papirværksted", starts_at=first,
        ends_at=first + timedelta(hours=1), place="Lokale 3", capacity=SEATS_IN_SESSION,
        by=by, at=now,
    )  # fmt: skip
    publish_seminar(seminar, by=by, at=now)
    (slots,) = slots_of([day], timezone.now())
    path = reverse("seminars:sign_up", args=[seminar.pk, seminar.slug])
    fields = {slots.slots[0].name: session.pk}
    return Asked(day.event, path, f"seminar-sign-up-{seminar.pk}", fields)


class Crowd:
    """Visitors with the cookie and the token of one form, each with a stamp and an address."""

    def __init__(self, asked: Asked, port: int) -> None:
        client = Client()
        page = client.get(asked.path).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        self.token, self.asked, self.port = token[1], asked, port
        cookie = client.cookies[settings.CSRF_COOKIE_NAME]
        self.cookie = f"{settings.CSRF_COOKIE_NAME}={cookie.value}"

    def form(self, number: int) -> str:
        stamp = new_stamp(self.asked.stamp, at=timezone.now() - timedelta(minutes=1))
        return urlencode({
            "csrfmiddlewaretoken": self.token,
            "stamp": stamp,
            "name": f"Karl Kløver {chr(97 + number % 26)}",
            "email": f"karl{number}@example.dk",
            "people": 1,
            **self.asked.fields,
        })  # fmt: skip

    def send(self, number: int, form: str) -> tuple[int, float]:
        """Return the status, and the milliseconds that it took."""
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Host": f"localhost:{self.port}",
            "X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}",
        }
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        started = time.perf_counter()
        link.request("POST", self.asked.path, form, headers)
        status = link.getresponse().status
        link.close()
        return status, (time.perf_counter() - started) * 1000


def storm(crowd: Crowd) -> tuple[list[tuple[int, float]], float]:
    """Send all forms, evenly over the time; return the answers, and the seconds it took."""
    begun, sent = time.perf_counter(), []
    with ThreadPoolExecutor(WORKERS) as pool:
        for number in range(PEOPLE):
            form = crowd.form(number)
            times = 2 if number % DOUBLED == 0 else 1
            sent += [pool.submit(crowd.send, number, form) for _time in range(times)]
            wanted = begun + (number + 1) * SECONDS / PEOPLE
            time.sleep(max(0.0, wanted - time.perf_counter()))
    return [each.result() for each in sent], time.perf_counter() - begun


def print_storm(asked: Asked, answers: list[tuple[int, float]], taken: float) -> None:
    event = asked.event
    event.refresh_from_db()
    times = [ms for _status, ms in answers]
    statuses = [row.status for row in event.registrations.order_by("number")]
    in_order = statuses == ["confirmed"] * SEATS + ["waiting"] * (PEOPLE - SEATS)
    wrong = [text for text, rows in violations().items() if rows.exists()]
    print(f"\n{PEOPLE} sign-ups in {taken:.0f} s ({len(answers)} requests) for {SEATS} seats:")
    print(f"answers {dict(Counter(status for status, _ms in answers))};")
    print(f"{dict(Counter(statuses))}, in the order of arrival: {'yes' if in_order else 'NO'};")
    print(f"{event.taken} seats taken, {Message.objects.count()} mails written;")
    for session in Session.objects.filter(day__event=event).select_related("event"):
        waiting = session.event.registrations.waiting().count()
        print(f"its session: {session.event.taken} seats taken, {waiting} wait;")
    print(f"p50 {percentile(times, 50):.0f} ms, p95 {percentile(times, 95):.0f} ms")
    print(f"not true any more: {', '.join(wrong) or 'nothing'}")


def main() -> None:
    port = int(os.environ["PORT"])
    print(f"\nsign-ups on {connection.vendor} …", flush=True)
    make_database()
    try:
        for ask in (at_the_event, at_the_seminar):
            asked = ask()
            Message.objects.all().delete()
            print("load average", *(round(load, 1) for load in os.getloadavg()))
            with server(port):
                print_storm(asked, *storm(Crowd(asked, port)))
    finally:
        drop_database()


if __name__ == "__main__":
    main()
