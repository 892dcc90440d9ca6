"""How a page comes to its hearing: seen by this person, at its one right address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import get_visible
from core.caching import keep_until
from core.clock import received_at
from hearings.chain import BEFORE, with_what_follows
from hearings.models import Hearing, WhitePaper
from hearings.timeline import changes_of

View = Callable[..., HttpResponseBase]


def public_view(view: View) -> View:
    """Mark a view that anybody may ask for, and that changes nothing."""
    return login_not_required(require_safe(view))


def hearing_page(name: str, *prefetch: Any) -> Callable[[View], View]:
    """Give a view its hearing instead of the number; only the number decides which.

    Hidden is 404. Another slug leads on to the right one. The page may be kept until the
    hearing opens, closes, or the day ends. `name` is the page's name in the address list.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, number: int, slug: str, **rest: Any) -> HttpResponseBase:
            hearing = fetch(request, number, *prefetch)
            if slug != hearing.slug:
                path = reverse(f"hearings:{name}", args=[number, hearing.slug, *rest.values()])
                asked = request.GET.urlencode()
                return HttpResponsePermanentRedirect(f"{path}?{asked}" if asked else path)
            return view(request, hearing, **rest)

        return public_view(page)

    return decorate


def fetch(request: HttpRequest, number: int, *prefetch: Any) -> Hearing:
    """Return a hearing that this person may see, with what its white paper says, else 404."""
    papers = WhitePaper.objects.published().filter(hearing=OuterRef("pk")).order_by("-version")
    hearings = with_what_follows(Hearing.objects.select_related("department", BEFORE))
    hearings = hearings.prefetch_related("meetings", *prefetch).annotate(
        white_paper_summary=Subquery(papers.values("summary")[:1])
    )
    hearing: Hearing = get_visible(request, hearings, pk=number)
    keep_until(request, *changes_of(hearing, received_at(request)))
    return hearing
