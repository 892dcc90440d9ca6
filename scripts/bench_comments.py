"""A conversation of 20 comments beside one of 5,000, and 10 comments a second for a minute.

Runs in the environment that scripts/bench.py gives it. The load comes from this machine too, so
compare the ratios, not the figures.
"""

import gzip
import http.client
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
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
from comments.models import Comment, CommentDraft, Thread  # noqa: E402
from comments.services.counting import recount  # noqa: E402
from core.tokens import new_stamp  # noqa: E402
from scripts.bench_data import TEXT, make_hearing  # noqa: E402
from scripts.bench_measure import (  # noqa: E402
    count_queries,
    drop_database,
    make_database,
    server,
)
from scripts.bench_search import measure, percentile  # noqa: E402

AUTHORS = 60
PER_SECOND = 10
SECONDS = int(os.environ.get("SECONDS", "60"))
# So often a form is sent twice, as by a double click.
DOUBLED = 10
WORKERS = 24
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_thread(comments: int, authors: list[User]) -> Thread:
    """Write an open hearing with so many comments, every fourth a reply, into the tables."""
    hearing = make_hearing(3)
    thread = Thread.objects.create(department=hearing.department)
    hearing.thread = thread
    hearing.save(update_fields=["thread"])
    now = timezone.now()
    rows = [
        Comment(
            thread=thread,
            number=number,
            author=authors[number % AUTHORS],
            author_number=number % AUTHORS + 1,
            text=f"{number}. {TEXT}",
            support_count=0,
            written_at=now - timedelta(minutes=comments - number),
        )
        for number in range(1, comments + 1)
    ]
    replies = [row for row in rows if not row.number % 4]
    beginnings = Comment.objects.bulk_create([row for row in rows if row.number % 4])
    for reply, parent in zip(replies, reversed(beginnings), strict=False):
        reply.parent, reply.reply_number = parent, 1
        parent.reply_count = parent.last_reply_number = 1
    Comment.objects.bulk_create(replies)
    Comment.objects.bulk_update(beginnings, ["reply_count", "last_reply_number"], batch_size=500)
    thread.last_number, thread.last_author_number = comments, AUTHORS
    thread.participants.bulk_create(
        thread.participants.model(thread=thread, user=author, number=number)
        for number, author in enumerate(authors, start=1)
    )
    thread.save()
    recount(thread)
    return thread


def make_authors() -> list[User]:
    return User.objects.bulk_create(
        User(
            email=f"snak{number}@example.dk",
            public_name=f"Snak Snaksen {number}",
            public_name_key=f"snak snaksen {number}",
        )
        for number in range(AUTHORS)
    )


def pages_of(thread: Thread) -> dict[str, str]:
    path = reverse("comments:thread", args=[thread.pk])
    return {
        "newest": path,
        "last page": f"{path}?side=9999",
        "most supported": f"{path}?orden=stoette",
        "unanswered": f"{path}?orden=ubesvarede",
        "one comment": reverse("comments:comment", args=[thread.pk, thread.last_number]),
        "the hearing": thread.hearing.get_absolute_url(),
    }


def print_pages(port: int, threads: list[Thread]) -> None:
    print(f"\n{'page':<24}{'comments':>9}{'queries':>9}{'p50 ms':>9}{'p95 ms':>9}{'gz bytes':>10}")
    for name in pages_of(threads[0]):
        for thread in threads:
            path = pages_of(thread)[name]
            queries = count_queries(path)
            measure(port, path, 6)
            times = measure(port, path, 40)
            size = len(gzip.compress(Client().get(path).content, 6))
            row = f"{name:<24}{thread.comment_count:>9,}{queries:>9}{percentile(times, 50):>9.1f}"
            print(f"{row}{percentile(times, 95):>9.1f}{size:>10,}", flush=True)


class Author:
    """A person who is logged in, with the token of a form, writing over the network."""

    def __init__(self, user: User, thread: Thread) -> None:
        client = Client()
        client.force_login(user, backend=BACKEND)
        self.path = reverse("comments:write", args=[thread.pk])
        page = client.get(self.path).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        self.token, self.thread = token[1], thread
        names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
        self.cookie = "; ".join(f"{name}={client.cookies[name].value}" for name in names)

    def form(self, number: int) -> str:
        stamp = new_stamp(f"comment-{self.thread.pk}", at=timezone.now())
        text = f"Storm {number}. {TEXT}"
        return urlencode({"csrfmiddlewaretoken": self.token, "stamp": stamp, "text": text})

    def send(self, port: int, form: str) -> tuple[int, float]:
        """Return the status, and the milliseconds that it took."""
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Host": f"localhost:{port}",
        }
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        started = time.perf_counter()
        link.request("POST", self.path, form, headers)
        status = link.getresponse().status
        link.close()
        return status, (time.perf_counter() - started) * 1000


def print_storm(port: int, thread: Thread, authors: list[User]) -> None:
    people = [Author(user, thread) for user in authors]
    before = Comment.objects.filter(thread=thread).count()
    total, begun = PER_SECOND * SECONDS, time.perf_counter()
    sent = []
    with ThreadPoolExecutor(WORKERS) as pool:
        for number in range(total):
            author = people[number % AUTHORS]
            form = author.form(number)
            times = 2 if number % DOUBLED == 0 else 1
            sent += [pool.submit(author.send, port, form) for _time in range(times)]
            time.sleep(max(0.0, begun + (number + 1) / PER_SECOND - time.perf_counter()))
    answers = [each.result() for each in sent]
    taken = time.perf_counter() - begun
    written = Comment.objects.filter(thread=thread).count() - before
    taken_in = sum(status == 302 for status, _ms in answers)
    doubled = (
        Comment.objects.filter(thread=thread, text__startswith="Storm")
        .values("text").annotate(n=Count("pk")).filter(n__gt=1).count()
    )  # fmt: skip
    times = [ms for _status, ms in answers]
    print(f"\n{total} comments in {taken:.0f} s ({len(sent)} requests): {taken_in} taken in,")
    print(f"{written} written, {total - written} lost, {doubled} doubled,")
    print(f"{CommentDraft.objects.filter(comment=None).count()} left as drafts;")
    print(f"p50 {percentile(times, 50):.0f} ms, p95 {percentile(times, 95):.0f} ms")
    thread.refresh_from_db()
    print(f"the thread counts {thread.comment_count:,}, its last number is {thread.last_number:,}")


def main() -> None:
    port = int(os.environ["PORT"])
    print(f"\nconversations on {connection.vendor}: filling …", flush=True)
    make_database()
    try:
        authors = make_authors()
        threads = [make_thread(count, authors) for count in (20, 5000)]
        connection.cursor().execute("ANALYZE")
        print("load average", *(round(load, 1) for load in os.getloadavg()))
        with server(port):
            print_pages(port, threads)
            print_storm(port, threads[-1], authors)
    finally:
        drop_database()


if __name__ == "__main__":
    main()
