"""Very many texts at once, with words that differ: what `load_many` and `make bench` fill with."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from city.models import Area, Department
from core.clock import local_date
from hearings.models import Hearing, HearingKind, Response, ResponseVersion
from information.models import News, Page, PageVersion, Plan
from notifications.models import Feed

# Danish makes words of words: 48 x 40 of them, with four endings each.
_FIRST = """
skole børne ældre trafik cykel sti bolig by skov park kanal station rådhus idræts kultur musik
have affalds vand varme energi klima natur støj lys sne vinter sommer ferie fritids ungdoms
familie sundheds pleje handicap bus tog parkerings gade torve plads biblioteks museums bade
løbe spor dyre blomster
"""
_SECOND = """
plan vej hus bro område udvalg forslag projekt møde dag aften regel pulje afgift gruppe forening
bestyrelse leder indsats ordning aftale lukning åbning flytning udvidelse kant bredde højde
grænse zone rute kasse mur port have legeplads bænk lampe vagt ven
"""
_PLACES = "Herstedøster Herstedvester Hyldespjældet Galgebakken Kanalen Skallerne Poppelrækken"
FIRST, SECOND, PLACES = _FIRST.split(), _SECOND.split(), _PLACES.split()
ENDINGS = ("", "en", "er", "erne")
VERBS = ("skal", "kan", "bør", "vil", "må", "får", "giver", "flytter", "åbner", "lukker", "bygger")
SMALL = ("og", "i", "på", "ved", "med", "for", "af", "til", "om", "efter", "mellem", "langs")
SHARES = {"answers": 40, "pages": 25, "news": 15, "plans": 10, "hearings": 10}
CASE_LENGTH = timedelta(days=40)


class Words:
    """Danish of a kind; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  (no secret, only variety)

    def noun(self) -> str:
        # A few words stand everywhere, most of them seldom: as in real texts.
        first = FIRST[int(len(FIRST) * self._random.random() ** 2)]
        return first + self._random.choice(SECOND) + self._random.choice(ENDINGS)

    def title(self) -> str:
        return f"{self.noun()} ved {self._random.choice(PLACES)}".capitalize()

    def sentence(self) -> str:
        words = [
            self.noun(), self._random.choice(VERBS), self.noun(), self._random.choice(SMALL),
            self.noun(), self._random.choice(SMALL), self._random.choice(PLACES),
        ]  # fmt: skip
        return " ".join(words).capitalize() + "."

    def text(self, sentences: int) -> str:
        return " ".join(self.sentence() for _number in range(sentences))

    def days_ago(self, at: datetime, most: int = 1500) -> datetime:
        return at - timedelta(minutes=self._random.randrange(most * 24 * 60))


def load(objects: int, *, at: datetime) -> dict[str, int]:
    """Make about so many texts; return how many of each."""
    words = Words(objects)
    counts = {name: objects * share // 100 for name, share in SHARES.items()}
    hearings = _hearings(counts["hearings"], words, at)
    _answers(counts["answers"], words, hearings)
    _pages(counts["pages"], words, at)
    _news(counts["news"], words, at)
    _plans(counts["plans"], words, at)
    return counts


def _hearings(count: int, words: Words, at: datetime) -> list[Hearing]:
    department = Department.objects.order_by("pk")[0]
    feeds = Feed.objects.bulk_create(Feed() for _number in range(count))
    hearings = Hearing.objects.bulk_create(
        (_hearing(words, feed, department, at) for feed in feeds), batch_size=500
    )
    kind = HearingKind.objects.order_by("pk")[0]
    Hearing.kinds.through.objects.bulk_create(
        Hearing.kinds.through(hearing=hearing, hearingkind=kind) for hearing in hearings
    )
    _spread(Hearing.areas.through, hearings, "hearing")
    return hearings


def _hearing(words: Words, feed: Feed, department: Department, at: datetime) -> Hearing:
    opens_at = words.days_ago(at)
    return Hearing(
        title=words.title(),
        lead=words.text(2),
        brief_what=words.text(2),
        brief_why=words.text(2),
        body=f"<p>{words.text(15)}</p>",
        deciding_body="Kommunalbestyrelsen",
        case_number="00.00.00-P00-1-26",
        department=department,
        contact_phone="00 00 00 00",
        contact_email="plan@example.dk",
        opens_at=opens_at,
        closes_at=opens_at + CASE_LENGTH,
        delete_personal_data_on=local_date(at + timedelta(days=800)),
        status=Hearing.Status.PUBLISHED,
        published_at=opens_at,
        feed=feed,
    )


def _answers(count: int, words: Words, hearings: list[Hearing]) -> None:
    responses = Response.objects.bulk_create(
        (
            Response(
                hearing=hearings[number % len(hearings)],
                number=number // len(hearings) + 1,
                name=f"Måle Målesen {number}",
                show_name=number % 2 == 0,
                received_at=hearings[number % len(hearings)].opens_at
                + timedelta(hours=number % 900),
            )
            for number in range(count if hearings else 0)
        ),
        batch_size=500,
    )
    versions = ResponseVersion.objects.bulk_create(
        (
            ResponseVersion(response=response, number=1, text=words.text(8))
            for response in responses
        ),
        batch_size=500,
    )
    for response, version in zip(responses, versions, strict=True):
        response.current_version = version
        response.published_version = version
        response.approved_at = response.received_at
    Response.objects.bulk_update(
        responses, ["current_version", "published_version", "approved_at"], batch_size=500
    )


def _pages(count: int, words: Words, at: datetime) -> None:
    department = Department.objects.order_by("pk")[0]
    start = Page.objects.count()
    pages = Page.objects.bulk_create(
        (
            Page(
                slug=f"maaling-{start + number}",
                path=f"maaling-{start + number}",
                department=department,
                last_version_number=1,
            )
            for number in range(count)
        ),
        batch_size=500,
    )
    PageVersion.objects.bulk_create(
        (
            PageVersion(
                page=page,
                number=1,
                title=words.title(),
                lead=words.text(2),
                body=f"<p>{words.text(20)}</p>",
                public_from=words.days_ago(at),
            )
            for page in pages
        ),
        batch_size=500,
    )


def _news(count: int, words: Words, at: datetime) -> None:
    news = _publications(News, count, at, words, lambda: {"body": f"<p>{words.text(10)}</p>"})
    _spread(News.areas.through, news, "news")


def _plans(count: int, words: Words, at: datetime) -> None:
    plans = _publications(
        Plan,
        count,
        at,
        words,
        lambda: {
            "kind": Plan.Kind.LOKALPLAN,
            "body": f"<p>{words.text(15)}</p>",
            "adopted_on": local_date(words.days_ago(at)),
        },
    )
    _spread(Plan.areas.through, plans, "plan")


def _publications(
    model: Any, count: int, at: datetime, words: Words, more: Callable[[], dict[str, object]]
) -> list:
    department = Department.objects.order_by("pk")[0]
    rows: Iterator[object] = (
        model(
            title=words.title(),
            lead=words.text(2),
            department=department,
            status=model.Status.PUBLISHED,
            public_from=words.days_ago(at),
            **more(),
        )
        for _number in range(count)
    )
    return model.objects.bulk_create(rows, batch_size=500)


def _spread(through: Any, rows: list, name: str) -> None:
    """Put two of three rows into an area."""
    areas = list(Area.objects.order_by("pk").values_list("pk", flat=True))
    through.objects.bulk_create(
        (
            through(**{f"{name}_id": row.pk, "area_id": areas[number % len(areas)]})
            for number, row in enumerate(rows)
            if number % 3 and areas
        ),
        batch_size=500,
    )
