"""60 people look on at a wall of 300 notes, and 10 times a second one of them writes or moves.

Each looks every two seconds, as the page does. Runs in the environment that scripts/bench.py gives
it. The load comes from this machine too, so compare the ratios, not the figures.
"""

import http.client
import os
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import django

for _name in ("CACHE_URL", "REDIS_URL"):
    os.environ.pop(_name, None)
django.setup()

from django.conf import settings  # noqa: E402  (after the set-up)
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from city.models import Department  # noqa: E402
from core.tokens import new_stamp  # noqa: E402
from projects.models import Activity, Project  # noqa: E402
from scripts.bench_measure import drop_database, make_database, server  # noqa: E402
from scripts.bench_search import percentile  # noqa: E402
from walls.models import Wall  # noqa: E402
from walls.services import create_wall, enter_paper_notes  # noqa: E402

PEOPLE = int(os.environ.get("PEOPLE", "60"))
NOTES = int(os.environ.get("NOTES", "300"))
SECONDS = int(os.environ.get("SECONDS", "60"))
PER_SECOND = 10
EVERY_SECONDS = 2.0
# One in so many is a new note, the others move one; so often a form is sent twice.
NEW, DOUBLED = 4, 10
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_wall() -> Wall:
    """Make a wall of a project that everybody sees, in three columns."""
    now = timezone.now()
    department, _made = Department.objects.get_or_create(name="Plan, By og Miljø")
    by = User.objects.create(email="leder@example.dk", public_name="Lise Leder")
    wall = create_wall(
        title="Tunnelerne", question="Hvad gør en tunnel tryg?", department=department,
        columns=["Lys", "Lyd", "Vedligehold"], by=by, at=now,
    )  # fmt: skip
    project = Project.objects.create(
        title="Stierne", status=Project.Status.ACTIVE, lead="Mange går en omvej.",
        department=department, facilitator=by, published_at=now, started_on=now.date(),
    )  # fmt: skip
    Activity.objects.create(
        project=project, kind=Activity.Kind.WALL, title="Væggen", promise="involve", wall=wall
    )
    for column in wall.columns.all():
        lines = [f"Gult lys som i vores køkkener, nummer {n}" for n in range(NOTES // 3)]
        enter_paper_notes(wall, column=column, kind="idea", lines=lines, by=by, at=now)
    wall.refresh_from_db()
    return wall


class Person:
    """Somebody at the wall, logged in, who alone moves one of its notes."""

    def __init__(self, number: int, wall: Wall) -> None:
        user = User.objects.create(
            email=f"vaeg{number}@example.dk",
            public_name=f"Vagn Vægsen {number}",
            public_name_key=f"vagn vægsen {number}",
        )
        client = Client()
        client.force_login(user, backend=BACKEND)
        page = client.get(wall.get_absolute_url()).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        self.wall, self.token, self.number = wall, token[1], number + 1
        self.columns = list(wall.columns.values_list("pk", flat=True))
        self.moves, self.mark, self.lock = 0, "", threading.Lock()
        names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
        self.cookie = "; ".join(f"{name}={client.cookies[name].value}" for name in names)

    def look(self, port: int) -> tuple[int, float, int]:
        """Ask what is new; return the status, the milliseconds, and the bytes."""
        path = reverse("walls:state", args=[self.wall.pk])
        headers = {"Cookie": self.cookie, "If-None-Match": self.mark}
        response, taken, body = ask(port, "GET", path, None, headers)
        self.mark = response.headers["ETag"] or self.mark
        return response.status, taken, body

    def write(self, port: int, number: int) -> list[tuple[int, float]]:
        """Hang a note up, or move one's own; now and then the form is sent twice."""
        is_note = number % NEW == 0
        times = 2 if number % DOUBLED == 0 else 1
        with self.lock:
            path, values = self._note(number) if is_note else self._move()
            form = urlencode({"csrfmiddlewaretoken": self.token, **values})
            headers = {
                "Cookie": self.cookie,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            asked = [ask(port, "POST", path, form, headers) for _time in range(times)]
        return [(response.status, taken) for response, taken, _size in asked]

    def _note(self, number: int) -> tuple[str, dict[str, object]]:
        stamp = new_stamp(f"wall-note-{self.wall.pk}", at=timezone.now())
        values = {"column": self.columns[0], "kind": "idea", "text": f"Ny {number}"}
        return reverse("walls:write", args=[self.wall.pk]), {"stamp": stamp, **values}

    def _move(self) -> tuple[str, dict[str, object]]:
        values = {"where": self.columns[self.moves % 3], "place": "top", "revision": self.moves}
        self.moves += 1
        return reverse("walls:move", args=[self.wall.pk, self.number]), values


def ask(
    port: int, method: str, path: str, form: str | None, headers: dict[str, str]
) -> tuple[http.client.HTTPResponse, float, int]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    started = time.perf_counter()
    link.request(method, path, form, {"Host": f"localhost:{port}", **headers})
    response = link.getresponse()
    size = len(response.read())
    link.close()
    return response, (time.perf_counter() - started) * 1000, size


def look_on(port: int, person: Person, ends_at: float) -> list[tuple[int, float, int]]:
    seen = []
    while time.perf_counter() < ends_at:
        begun = time.perf_counter()
        seen.append(person.look(port))
        time.sleep(max(0.0, EVERY_SECONDS - (time.perf_counter() - begun)))
    return seen


def storm(port: int, people: list[Person], per_second: int) -> tuple[list, list]:
    """Return what looking and writing answered."""
    begun = time.perf_counter()
    ends_at = begun + SECONDS
    with ThreadPoolExecutor(2 * PEOPLE) as pool:
        looks = [pool.submit(look_on, port, person, ends_at) for person in people]
        writes = []
        for number in range(per_second * SECONDS):
            writes.append(pool.submit(people[number % PEOPLE].write, port, number))
            time.sleep(max(0.0, begun + (number + 1) / per_second - time.perf_counter()))
        seen = [row for look in looks for row in look.result()]
        written = [row for write in writes for row in write.result()]
    return seen, written


def tell(what: str, times: list[float]) -> None:
    if times:
        middle, slow = percentile(times, 50), percentile(times, 95)
        print(f"{what:<34}{len(times):>7,}{middle:>9.0f}{slow:>9.0f}", flush=True)


def report(seen: list, written: list) -> None:
    print(f"\n{'':<34}{'times':>7}{'p50 ms':>9}{'p95 ms':>9}")
    tell("nothing new (304)", [ms for status, ms, _size in seen if status == 304])
    tell("something new (200)", [ms for status, ms, _size in seen if status == 200])
    tell("written or moved", [ms for _status, ms in written])
    wrong = [row[0] for row in (*seen, *written) if row[0] not in (200, 302, 304, 409)]
    sizes = [size for status, _ms, size in seen if status == 200]
    print(
        f"{len(wrong)} other answers {sorted(set(wrong))}; {max(sizes, default=0):,} bytes at most"
    )


def main() -> None:
    port = int(os.environ["PORT"])
    print(f"\na wall on {connection.vendor}: {NOTES} notes, {PEOPLE} people", flush=True)
    make_database()
    try:
        wall = make_wall()
        people = [Person(number, wall) for number in range(PEOPLE)]
        connection.cursor().execute("ANALYZE")
        print("load average", *(round(load, 1) for load in os.getloadavg()))
        with server(port):
            for per_second in (0, PER_SECOND):
                print(f"\n{per_second} writes a second for {SECONDS} s", end="")
                report(*storm(port, people, per_second))
        count_up(wall, people)
    finally:
        drop_database()


def count_up(wall: Wall, people: list[Person]) -> None:
    wall.refresh_from_db()
    sent = len([number for number in range(PER_SECOND * SECONDS) if number % NEW == 0])
    new = wall.notes.filter(is_from_paper=False)
    doubled = new.values("text").annotate(n=Count("pk")).filter(n__gt=1).count()
    moved = {note.number: note.revision for note in wall.notes.filter(number__lte=PEOPLE)}
    lost = sum(person.moves - moved[person.number] for person in people)
    print(f"{sent} notes sent: {sent - new.count()} lost, {doubled} doubled; {lost} moves lost;")
    print(f"the wall counts {wall.note_count}, its last number is {wall.last_note_number}")


if __name__ == "__main__":
    main()
