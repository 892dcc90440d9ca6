"""The search at 20,000 objects: how long a question takes, and how many queries.

Runs in the environment that scripts/bench.py gives it, once on SQLite and once on PostgreSQL.
The questions come from this machine too, one after the other, through gunicorn.
"""

import http.client
import os
import statistics
import time
from urllib.parse import urlencode

import django

# The services bring Redis along; the portal on one machine has none.
for _name in ("CACHE_URL", "REDIS_URL"):
    os.environ.pop(_name, None)
django.setup()

from django.core.management import call_command  # noqa: E402  (after the set-up)
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.urls import reverse  # noqa: E402

from hearings.models import Response  # noqa: E402
from portal.many import PLACES, Words  # noqa: E402
from scripts.bench_measure import (  # noqa: E402
    count_queries,
    drop_database,
    get,
    make_database,
    server,
)

OBJECTS = int(os.environ.get("OBJECTS", "20000"))
EACH, ROUNDS = 12, 5
# Milliseconds at p95, promised of every kind of question on a machine without other work.
PROMISED = 100

Asked = dict[str, str]

# As it is for up to two seconds after an answer to a hearing was shown, or one was masked.
JUST_WRITTEN: tuple[str, list[Asked]] = (
    "page 20, just written",
    [{"q": place, "side": "20"} for place in PLACES],
)


def questions() -> dict[str, list[Asked]]:
    """Return questions of every kind; the same in every run."""
    words = Words(7)
    nouns = [words.noun() for _number in range(EACH)]
    pairs = [(noun, PLACES[number % len(PLACES)]) for number, noun in enumerate(nouns)]
    return {
        "one word": [{"q": noun} for noun in nouns],
        "its beginning": [{"q": noun[:6]} for noun in nouns],
        "two words": [{"q": f"{noun} {place}"} for noun, place in pairs],
        "three words": [{"q": f"{noun} {words.noun()} kan"} for noun in nouns],
        "a typing error": [{"q": noun[:3] + noun[4] + noun[3] + noun[5:]} for noun in nouns],
        "some of the words": [{"q": f"{noun} qwertyuiop"} for noun in nouns],
        "nothing": [{"q": f"qwertz{noun[:3]}qwertz"} for noun in nouns],
        "a filter": [{"q": noun, "slags": "plan", "bydel": "x"} for noun in nouns],
        "page 20": [{"q": place, "side": "20"} for place in PLACES],
        "a word in most texts": [{"q": word} for word in ("kan", "skole", "må", "bygger", "ved")],
        "everything, open": [{"aaben": "1"}, {"slags": "side"}],
        "no question": [{}],
    }


def measure(port: int, path: str, times: int) -> list[float]:
    """Return the milliseconds of each of so many requests, each with a connection of its own."""
    taken: list[float] = []
    while len(taken) < times:
        link = http.client.HTTPConnection("127.0.0.1", port)
        started = time.perf_counter()
        try:
            get(link, path)
        except (ConnectionError, http.client.HTTPException) as error:
            print(f"  {path}: {type(error).__name__}, asked again", flush=True)
            continue
        taken.append((time.perf_counter() - started) * 1000)
        link.close()
    return taken


def percentile(values: list[float], share: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def print_row(label: str, queries: int, times: list[float], hello: float) -> None:
    middle, most = percentile(times, 50), percentile(times, 95)
    row = f"{label:<24}{queries:>8}{middle:>9.1f}{most:>9.1f}{max(times):>9.1f}"
    print(f"{row}{middle / hello:>11.1f}{most / hello:>9.1f}", flush=True)


def main() -> None:
    port = int(os.environ["PORT"])
    print(f"\nsearch, {OBJECTS:,} objects on {connection.vendor}: filling …", flush=True)
    make_database()
    try:
        call_command("load_many", objects=OBJECTS, verbosity=0)
        started = time.perf_counter()
        call_command("refresh_search", verbosity=0)
        built = time.perf_counter() - started
        connection.cursor().execute("ANALYZE")
        started = time.perf_counter()
        call_command("refresh_search", verbosity=0)
        again = time.perf_counter() - started
        print("load average", *(round(load, 1) for load in os.getloadavg()))
        print(f"index built in {built:.0f} s; a refresh with nothing to do: {again:.2f} s")
        with server(port):
            print_speed(port)
    finally:
        drop_database()


def print_speed(port: int) -> None:
    print(
        f"\n{'question':<24}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}"
        f"{'p50 hello':>11}{'p95 ..':>9}"
    )
    page = reverse("portal:search")
    every: list[float] = []
    most, hello = 0, 0.0
    slow: list[str] = []
    # The measure for all that follows: a view that says hello, and a page without any hearing.
    for label, path in (("(hello)", "/bench-hello/"), ("(help page)", reverse("portal:help"))):
        measure(port, path, 10)
        times = measure(port, path, 60)
        hello = hello or percentile(times, 50)
        print_row(label, count_queries(path), times, hello)
    for label, asked in (*questions().items(), JUST_WRITTEN):
        if label == JUST_WRITTEN[0]:
            one = Response.objects.order_by("pk").values_list("pk", flat=True)[0]
            Response.objects.filter(pk=one).update(show_name=~F("show_name"))
        paths = [f"{page}?{urlencode(one)}" for one in asked]
        queries = max(count_queries(path) for path in paths)
        for path in paths:  # both workers have met it
            measure(port, path, 2)
        times = [ms for path in paths for ms in measure(port, path, ROUNDS)]
        print_row(label, queries, times, hello)
        every += times
        most = max(most, queries)
        if percentile(times, 95) > PROMISED:
            slow.append(f"{label} ({percentile(times, 95):.0f} ms)")
    print_row("all of them", most, every, hello)
    print(f"\nabove {PROMISED} ms at p95: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    main()
