"""What must be true of texts of information at every moment, also after a crash or a restore."""

from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from information.body import attachments_in
from information.models import Attachment, Guide, News, OldAddress, Page, PageVersion, Plan


def violations() -> dict[str, QuerySet[Any, Any]]:
    """Return queries by what they find; each must find nothing."""
    pages = Page.objects.order_by()
    own_place = Concat(F("parent__path"), Value("/"), F("slug"), output_field=CharField())
    return {
        "a page does not stand where its address says": pages.filter(
            (Q(parent=None) & ~Q(path=F("slug"))) | (Q(parent__isnull=False) & ~Q(path=own_place))
        ),
        "an old address is the address of a page": OldAddress.objects.filter(
            path__in=pages.values("path")
        ),
        "a page would give a number again": pages.filter(
            versions__number__gt=F("last_version_number")
        ).distinct(),
        "a public page names a picture or file that is gone": _naming_what_is_gone(
            PageVersion.objects.filter(public_from__lte=timezone.now())
        ),
        "a public piece of news names a picture or file that is gone": _naming_what_is_gone(
            News.objects.public()
        ),
        "a public plan names a picture or file that is gone": _naming_what_is_gone(
            Plan.objects.public()
        ),
        "a public guide names a picture or file that is gone": _naming_what_is_gone(
            Guide.objects.public()
        ),
    }


def _naming_what_is_gone(texts: QuerySet[Any]) -> QuerySet[Any]:
    known = set(Attachment.objects.values_list("pk", flat=True))
    bodies = texts.exclude(body="").order_by().values_list("pk", "body")
    wrong = [pk for pk, body in bodies.iterator() if attachments_in(body) - known]
    found: QuerySet[Any] = texts.model._default_manager.filter(  # noqa: SLF001 (Django's own name)
        pk__in=wrong
    )
    return found
