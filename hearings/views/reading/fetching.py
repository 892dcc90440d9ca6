"""How a page comes to its hearing: seen by this person, at its one right address."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import CharField, Value
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from city.models import Area, Topic
from core.access import get_visible
from core.caching import keep_until
from core.clock import received_at
from core.prefetching import keep, partly
from hearings.models import Hearing, HearingTranslation
from hearings.models.hearing_lists import HearingQuerySet
from hearings.parties import NAMED_PARTY, named_party, shown_parties
from hearings.recommended import recommendations_to
from hearings.timeline import changes_of

View = Callable[..., HttpResponseBase]


def public_view(view: View) -> View:
    """Mark a view that anybody may ask for, and that changes nothing."""
    return login_not_required(require_safe(view))


def hearing_page(
    name: str, *prefetch: Any, hearings: HearingQuerySet | None = None
) -> Callable[[View], View]:
    """Give a view its hearing instead of the number; only the number decides which.

    Hidden is 404. Another slug leads on to the right one. The page may be kept until the
    hearing opens, closes, or the day ends. `name` is the page's name in the address list;
    `hearings` is for a page that wants more of the row than the others.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, number: int, slug: str, **rest: Any) -> HttpResponseBase:
            hearing = fetch(request, number, *prefetch, hearings=hearings)
            if slug != hearing.slug:
                path = reverse(f"hearings:{name}", args=[number, hearing.slug, *rest.values()])
                asked = request.GET.urlencode()
                return HttpResponsePermanentRedirect(f"{path}?{asked}" if asked else path)
            return view(request, hearing, **rest)

        return public_view(page)

    return decorate


def fetch(
    request: HttpRequest, number: int, *prefetch: Any, hearings: HearingQuerySet | None = None
) -> Hearing:
    """Return a hearing that this person may see, with its department and meetings, else 404."""
    known: Any = Hearing.objects if hearings is None else hearings
    known = known.select_related("department").prefetch_related("meetings", *prefetch)
    hearing: Hearing = get_visible(request, known, pk=number)
    keep_until(request, *changes_of(hearing, received_at(request)))
    return hearing


def read_names(hearing: Hearing) -> None:
    """Read with one question its areas, topics, languages, and who was asked or recommended what.

    They are short lists of words, and `all()` gives the first three; `asked_parties` and
    `told_recommendations` the others. What else such a row holds is read when it is asked for.
    """
    found = _named_rows(hearing)
    named = ["id", "name", "slug", "sort_key"]
    keep(hearing, "areas", [partly(Area, named, row) for row in found["areas"]])
    keep(hearing, "topics", [partly(Topic, named, row) for row in found["topics"]])
    translations = [
        partly(HearingTranslation, ["id", "language"], [key, language])
        for key, language, *_rest in found["translations"]
    ]
    for translation in translations:
        translation.hearing = hearing
    keep(hearing, "translations", translations)
    told: Any = hearing
    told.asked_parties = [named_party(*row) for row in found["parties"]]
    told.told_recommendations = [title for _pk, title, *_rest in found["recommendations"]]


def _named_rows(hearing: Hearing) -> dict[str, list[list[Any]]]:
    """Return (key, word, word, key to sort by) of each list by its name."""
    nothing = Value("", output_field=CharField())
    areas, *others = (
        rows.order_by().values_list(Value(name), "pk", *columns)
        for name, rows, columns in (
            ("areas", hearing.areas, ("name", "slug", "sort_key")),
            ("topics", hearing.topics, ("name", "slug", "sort_key")),
            ("translations", hearing.translations, ("language", nothing, "language")),
            ("parties", shown_parties().filter(hearing=hearing), NAMED_PARTY),
            ("recommendations", recommendations_to(hearing), ("title", "status", nothing)),
        )
    )
    found: dict[str, list[list[Any]]] = defaultdict(list)
    for name, *row in areas.union(*others, all=True).order_by("sort_key", "pk"):
        found[name].append(row)
    return found
