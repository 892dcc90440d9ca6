"""The pictures beside links to information. None for what is not public at the moment."""

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import format_date
from core.pictures import Picture
from information.models import Guide, News, Page, Plan, Right, Video


def picture_of(kind: str, number: int, at: datetime) -> Picture | None:
    """Return the picture of a subject: news, plan, page, right, guide or video."""
    return PICTURES[kind](number, at)


def _of(kind_label: str, title: str, line: str = "") -> Picture:
    return Picture(kind_label=capfirst(kind_label), title=title, line=line, way="information")


def _news(number: int, at: datetime) -> Picture | None:
    news = News.objects.public(at).filter(pk=number).first()
    if news is None or news.public_from is None:
        return None
    return _of(_("Nyhed"), news.title, format_date(news.public_from))


def _plan(number: int, at: datetime) -> Picture | None:
    plan = Plan.objects.public(at).filter(pk=number).first()
    if plan is None:
        return None
    label = " ".join(filter(None, [plan.get_kind_display(), plan.number]))
    return _of(label, plan.title, _state(plan, at))


def _state(plan: Plan, at: datetime) -> str:
    """Return where the plan stands and since when: Vedtaget 3. november 2026."""
    state = plan.state(at)
    days = {
        Plan.State.PROPOSAL: plan.proposed_on,
        Plan.State.ADOPTED: plan.adopted_on,
        Plan.State.IN_FORCE: plan.in_force_on or plan.adopted_on,
        Plan.State.LAPSED: plan.lapsed_on,
    }
    day = days.get(state)
    if day is None:
        return capfirst(str(state.label))
    if state == Plan.State.IN_FORCE:
        return _("Gælder fra %(date)s") % {"date": format_date(day)}
    return f"{capfirst(str(state.label))} {format_date(day)}"


def _page(number: int, at: datetime) -> Picture | None:
    page = Page.objects.public(at).filter(pk=number).first()
    version = page.public_version(at) if page else None
    return _of(_("Information"), version.title) if version else None


def _right(number: int, at: datetime) -> Picture | None:
    right = Right.objects.public(at).filter(pk=number).first()
    return _of(right.get_kind_display(), right.title, right.deadline) if right else None


def _guide(number: int, at: datetime) -> Picture | None:
    guide = Guide.objects.public(at).filter(pk=number).first()
    return _of(_("Det kan du gøre"), guide.title) if guide else None


def _video(number: int, at: datetime) -> Picture | None:
    video = Video.objects.public(at).filter(pk=number).first()
    if video is None:
        return None
    minutes = max(1, round(video.duration_seconds / 60))
    lasts = ngettext("Varer %(n)d minut", "Varer %(n)d minutter", minutes) % {"n": minutes}
    return _of(_("Film"), video.title, lasts if video.duration_seconds else "")


PICTURES = {
    "news": _news,
    "plan": _plan,
    "page": _page,
    "right": _right,
    "guide": _guide,
    "video": _video,
}
