"""The measurement of `make bench`, in the environment that scripts/bench.py gives it.

Starts gunicorn with two workers and prints tables. The load comes from this machine too, so
compare the ratios, not the figures.
"""

import contextlib
import gzip
import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from scripts.bench_browser import measure_views  # noqa: E402
from scripts.bench_data import make_hearing  # noqa: E402
from scripts.prepare import quick_first_migration  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent

SAMPLES, WARM_UP = 150, 30
LOAD_SECONDS, CONNECTIONS = 4.0, 8
HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html"}


def make_database() -> None:
    """Make a scratch database, with the reference data, that the server finds too."""
    with quick_first_migration():
        name = connection.creation.create_test_db(verbosity=0, serialize=False)
    if os.environ.get("DATABASE_URL"):
        parts = urlsplit(os.environ["DATABASE_URL"])
        os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{name}"
    call_command("load_reference_data", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def drop_database() -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.creation.destroy_test_db("portal", verbosity=0)


def fill_database() -> dict[str, str]:
    """Fill the database; return the pages to measure."""
    pages = {"hello": "/bench-hello/"}
    few, many = make_hearing(20), make_hearing(5000)
    connection.cursor().execute("ANALYZE")
    pages["front page"] = reverse("portal:front")
    pages["list"] = reverse("hearings:list")
    for label, hearing in (("20", few), ("5000", many)):
        arguments = [hearing.number, hearing.slug]
        pages[f"detail, {label} answers"] = reverse("hearings:detail", args=arguments)
        pages[f"answers, {label}"] = reverse("hearings:responses", args=arguments)
    return pages


def count_queries(path: str) -> int:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return len(queries)


@contextlib.contextmanager
def server(port: int) -> Iterator[None]:
    command = [str(Path(sys.executable).with_name("gunicorn")), "-c", "albertslund/gunicorn.py"]
    process = subprocess.Popen(
        [*command, "--access-logfile", "/dev/null", "--log-level", "warning", "--max-requests", "0",
         "albertslund.wsgi"],
        cwd=ROOT,
    )  # fmt: skip
    try:
        for _attempt in range(150):
            with contextlib.suppress(OSError):
                get(http.client.HTTPConnection("127.0.0.1", port), "/bench-hello/")
                break
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(timeout=40)


def get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path, headers=HEADERS)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}")
    return body


def median_ms(port: int, path: str) -> float:
    """Return the median of one visitor's requests, one after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = []
    for number in range(WARM_UP + SAMPLES):
        started = time.perf_counter()
        get(connection, path)
        if number >= WARM_UP:
            times.append(time.perf_counter() - started)
    connection.close()
    return statistics.median(times) * 1000


def requests_per_second(port: int, path: str) -> float:
    """Return how many requests are answered when several visitors never pause."""
    counts = [0] * CONNECTIONS
    until = time.perf_counter() + LOAD_SECONDS

    def visit(index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < until:
            get(connection, path)
            counts[index] += 1
        connection.close()

    visitors = [threading.Thread(target=visit, args=(index,)) for index in range(CONNECTIONS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return sum(counts) / LOAD_SECONDS


def html_bytes(port: int, path: str) -> tuple[int, int]:
    """Return the bytes of the page itself, as sent and unpacked."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    body = get(connection, path)
    packed = body[:2] == b"\x1f\x8b"
    return len(body), len(gzip.decompress(body)) if packed else len(body)


def main() -> None:
    port = int(os.environ["PORT"])
    print("making the database …", flush=True)
    make_database()
    pages = fill_database()
    queries = {label: count_queries(path) for label, path in pages.items()}
    try:
        with server(port):
            print_speed(port, pages, queries)
            print_weight(port, {label: path for label, path in pages.items() if label != "hello"})
    finally:
        drop_database()


def print_speed(port: int, pages: dict[str, str], queries: dict[str, int]) -> None:
    print(f"\n{'page':<24}{'queries':>8}{'median ms':>11}{'x hello':>9}{'req/s':>8}{'x hello':>9}")
    base_ms = base_rate = 0.0
    for label, path in pages.items():
        ms, rate = median_ms(port, path), requests_per_second(port, path)
        base_ms, base_rate = base_ms or ms, base_rate or rate
        print(
            f"{label:<24}{queries[label]:>8}{ms:>11.1f}{ms / base_ms:>9.1f}"
            f"{rate:>8.0f}{base_rate / rate:>9.1f}",
            flush=True,
        )


def print_weight(port: int, pages: dict[str, str]) -> None:
    views = measure_views({k: f"http://localhost:{port}{path}" for k, path in pages.items()})
    print(f"\n{'page':<24}{'HTML sent':>11}{'unpacked':>10}{'first view':>12}{'second view':>13}")
    for label, path in pages.items():
        sent, unpacked = html_bytes(port, path)
        first, second = views.get(label, (0, 0))
        print(f"{label:<24}{sent:>11,}{unpacked:>10,}{first:>12,}{second:>13,}")


if __name__ == "__main__":
    main()
