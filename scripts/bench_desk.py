"""Measure the desk of treatment at 20 and at 5,000 responses, on the database that is configured.

Asks the views in this process: what is measured is the work of one request, without a server.
"""

import statistics
import sys
import time
from collections.abc import Iterator

import django

django.setup()

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.roles import Role  # noqa: E402
from accounts.services import grant_role  # noqa: E402
from hearings.models import Hearing, Mention, Point, Theme  # noqa: E402
from hearings.services import treatment  # noqa: E402
from scripts.bench_data import make_hearing  # noqa: E402
from scripts.bench_measure import drop_database, make_database  # noqa: E402

SAMPLES, WARM_UP = 20, 3
SIZES = (20, 5000)
THEMES, POINTS_PER_THEME = 20, 10


def main() -> None:
    print("making the database …", flush=True)
    make_database()
    try:
        person = case_worker()
        client = at_work(person)
        print(f"\n{connection.vendor}\n{'page':<34}{'queries':>8}{'median ms':>11}{'kB':>8}")
        for size in SIZES:
            for label, path in pages(treated_hearing(size, by=person), size):
                measure(client, f"{label}, {size} responses", path)
    finally:
        drop_database()


def case_worker() -> User:
    return User.objects.create(email="maaler@example.dk", full_name="Måle Målesen", is_staff=True)


def treated_hearing(size: int, *, by: User) -> Hearing:
    """Make a hearing in which every second response says a point, of 200 under 20 themes."""
    hearing = make_hearing(size)
    grant_role(by, Role.CASE_WORKER, by=None, department=hearing.department)
    points = make_points(hearing, by)
    responses = hearing.responses.select_related("current_version").order_by("number")
    Mention.objects.bulk_create(
        Mention(
            point=points[place % len(points)],
            response=response,
            version=response.current_version,
            start=0,
            end=60,
            created_by=by,
        )
        for place, response in enumerate(responses[::2])
    )
    for theme in hearing.themes.all()[::2]:
        treatment.write_answer(
            hearing, theme=theme, seen_revision=0, remark="Det ser vi på.", outcome="noted",
            by=by, at=timezone.now(),
        )  # fmt: skip
    connection.cursor().execute("ANALYZE")
    return hearing


def make_points(hearing: Hearing, by: User) -> list[Point]:
    themes = Theme.objects.bulk_create(
        Theme(hearing=hearing, title=f"Tema {n}", position=n) for n in range(THEMES)
    )
    return Point.objects.bulk_create(
        Point(
            hearing=hearing,
            theme=themes[n % THEMES],
            number=n + 1,
            title=f"Pointe {n + 1} om noget, der skal ændres",
            created_by=by,
        )
        for n in range(THEMES * POINTS_PER_THEME)
    )


def pages(hearing: Hearing, size: int) -> Iterator[tuple[str, str]]:
    desk = reverse("hearings:desk", args=[hearing.number])
    yield "desk, what waits", f"{desk}?vis=ubehandlet"
    yield "desk, one of all", f"{desk}?vis=alle&svar={size // 2}"
    yield "desk, search", f"{desk}?vis=alle&q=skoven+bussen"
    yield "themes", reverse("hearings:themes", args=[hearing.number])
    yield "a point", reverse("hearings:point", args=[hearing.number, 1])


def measure(client: Client, label: str, path: str) -> None:
    times = []
    for number in range(WARM_UP + SAMPLES):
        started = time.perf_counter()
        response = client.get(path)
        if number >= WARM_UP:
            times.append(time.perf_counter() - started)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    median, size = statistics.median(times) * 1000, len(response.content) / 1000
    print(f"{label:<34}{len(queries):>8}{median:>11.1f}{size:>8.0f}", flush=True)


def at_work(person: User) -> Client:
    """Return a client whose session has used the second factor."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session, now = client.session, time.time()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": now},
        {"method": "mfa", "type": "totp", "at": now},
    ]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(person.pk)
    session.save()
    return client


if __name__ == "__main__":
    sys.exit(main())
