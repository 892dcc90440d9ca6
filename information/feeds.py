"""What is new in information as Atom: news, plans and decisions, pages. Only what is public."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import local_date, start_of_day
from core.feeds import MAX_ENTRIES, Entry, write_feed
from hearings.feeds import decisions
from information.models import News, Page, PageVersion, Plan


def feed_of_news(*, path: str, at: datetime) -> str:
    newest = News.objects.public(at).defer("body").order_by("-public_from", "-pk")[:MAX_ENTRIES]
    return write_feed(
        [_news(news) for news in newest],
        key="news",
        title=_("Nyheder"),
        subtitle=_("Det nyeste fra kommunen om det, der planlægges og besluttes."),
        path=path,
        link=reverse("information:news_list"),
    )


def feed_of_plans(*, path: str, at: datetime) -> str:
    """Tell of plans when they come and when they are adopted, and of hearings decided."""
    plans = Plan.objects.public(at).defer("body")
    published = plans.order_by("-public_from", "-pk")[:MAX_ENTRIES]
    adopted = plans.filter(adopted_on__lte=local_date(at)).order_by("-adopted_on", "-pk")
    newest = {plan.pk: plan for plan in [*published, *adopted[:MAX_ENTRIES]]}
    told = [entry for plan in newest.values() for entry in _steps(plan, at)]
    return write_feed(
        [*told, *decisions(at)],
        key="plans",
        title=_("Planer og beslutninger"),
        subtitle=_("Nye planer, og hvad der er besluttet."),
        path=path,
        link=reverse("information:plans"),
    )


def feed_of_pages(*, path: str, at: datetime) -> str:
    """Tell of pages: one entry each, which comes again when the page says something else."""
    versions = PageVersion.objects.public_of(OuterRef("pk"), at)
    pages = Page.objects.public(at).with_public_text(at)
    newest = pages.annotate(
        said_at=Subquery(versions.values("public_from")[:1]),
        first_at=Subquery(versions.order_by("public_from").values("public_from")[:1]),
    ).order_by("-said_at", "-pk")[:MAX_ENTRIES]
    return write_feed(
        [_page(page) for page in newest],
        key="pages",
        title=_("Nye og rettede sider"),
        subtitle=_("Sider, der er kommet til, eller som siger noget andet end før."),
        path=path,
        link=reverse("information:front"),
    )


def _news(news: News) -> Entry:
    first_at = news.public_from or news.changed_at
    return Entry(
        key=f"news-{news.pk}",
        at=max(first_at, news.changed_at),
        first_at=first_at,
        title=news.title,
        text=news.lead,
        path=news.get_absolute_url(),
    )


def _steps(plan: Plan, at: datetime) -> Iterator[Entry]:
    """Return that the plan came into the register, and that it was adopted after that."""
    published_at = plan.public_from or plan.changed_at
    adopted_at = start_of_day(plan.adopted_on) if plan.adopted_on else None
    came_adopted = adopted_at is not None and adopted_at <= published_at
    first = _("Vedtaget") if came_adopted else _("Forslag")
    yield _plan(plan, "published", published_at, first)
    if adopted_at and published_at < adopted_at <= at:
        yield _plan(plan, "adopted", adopted_at, _("Vedtaget"))


def _plan(plan: Plan, step: str, at: datetime, word: str) -> Entry:
    return Entry(
        key=f"plan-{plan.pk}-{step}",
        at=at,
        title=f"{word}: {plan.title}",
        text=plan.lead,
        path=plan.get_absolute_url(),
    )


def _page(page: Page) -> Entry:
    # The annotations of `feed_of_pages` and `with_public_text`.
    title, lead, said_at, first_at = (
        getattr(page, name) for name in ("title", "lead", "said_at", "first_at")
    )
    return Entry(
        key=f"page-{page.pk}",
        at=said_at,
        first_at=first_at,
        title=title,
        text=lead,
        path=page.get_absolute_url(),
    )
