"""An answer as everybody may read it: the name that may be shown, the text less what is masked."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.dates import spoken
from hearings.models import Hearing, Response, ResponseFile
from hearings.models.response import ResponseQuerySet

EXCERPT = 420
LONG_EXCERPT = 2000

Parts = list[tuple[str, str]]


def answers_to(hearing: Hearing) -> ResponseQuerySet:
    """Return the published answers with all that showing them needs, the newest first."""
    files = Prefetch("files", ResponseFile.objects.approved(), to_attr="approved_files")
    return _texts_of_answers_to(hearing).prefetch_related(files)


def newest_answers_to(hearing: Hearing, most: int) -> ResponseQuerySet:
    """Return the newest published answers with the number of their files, not the files."""
    files = ResponseFile.objects.approved().filter(response=OuterRef("pk")).order_by()
    counted = Subquery(files.values("response").annotate(n=Count("pk")).values("n"))
    answers = _texts_of_answers_to(hearing).annotate(approved_file_count=Coalesce(counted, 0))
    return answers[:most]


def answers_in_white_paper(hearing: Hearing) -> ResponseQuerySet:
    """Return the answers that everybody may read once the white paper is published, by number."""
    if hearing.publication_rule == Hearing.PublicationRule.NEVER:
        return hearing.responses.none()
    status = Response.Status
    shown = hearing.responses.filter(
        published_version__isnull=False, status__in=[status.APPROVED, status.RECEIVED]
    )
    files = Prefetch("files", ResponseFile.objects.approved(), to_attr="approved_files")
    return _with_texts(shown).prefetch_related(files).order_by("number", "pk")


def is_in_white_paper(response: Response) -> bool:
    """The twin of `answers_in_white_paper`."""
    status = Response.Status
    return (
        response.hearing.publication_rule != Hearing.PublicationRule.NEVER
        and response.published_version_id is not None
        and response.status in (status.APPROVED, status.RECEIVED)
    )


def _texts_of_answers_to(hearing: Hearing) -> ResponseQuerySet:
    return _with_texts(hearing.responses.public()).order_by("-number", "-pk")


def _with_texts(responses: ResponseQuerySet) -> ResponseQuerySet:
    return responses.select_related("area", "published_version").prefetch_related(
        "published_version__redactions"
    )


def shown_name(response: Response) -> str:
    """Return the name, or what stands instead of one that is not shown."""
    return response.public_name or nameless(response.get_sender_kind_display())


def nameless(kind: str) -> str:
    """Return what stands for a name that is not shown: Borger, navn ikke vist"""
    return _("%(kind)s, navn ikke vist") % {"kind": kind}


def shown_about(response: Response) -> str:
    """Return the line under the name: Borger, Albertslund Vest · svar nr. 39, i dag kl. 11.20"""
    who = response.get_sender_kind_display() if response.public_name else ""
    mark = _("godkendt organisation") if who and response.organisation_id else ""
    sender = ", ".join(filter(None, [who, mark, response.public_area]))
    number = _("svar nr. %(number)d, %(date)s") % {
        "number": response.number,
        "date": spoken(response.received_at),
    }
    late = _("modtaget efter fristen") if response.is_late else ""
    return " · ".join(filter(None, [sender, number, late]))


def shown_parts(response: Response) -> Parts:
    """Return the published text as (text, "") and ("", why it is masked)."""
    version = response.published_version
    return version.public_parts() if version else []


def shown_text(response: Response) -> str:
    """Return the published text in one piece; what is masked is named."""
    return "".join(
        _("[maskeret: %(reason)s]") % {"reason": reason} if reason else text
        for text, reason in shown_parts(response)
    )


def excerpt(parts: Parts, length: int = EXCERPT) -> Parts:
    """Return the beginning, cut between words. A mask counts as a short word."""
    short: Parts = []
    for text, reason in parts:
        if length <= 0:
            break
        if len(text) > length:
            text = text[:length].rsplit(None, 1)[0].rstrip(" ,.;:-") + " …"
            length = 0
        short.append((text, reason))
        length -= len(text) or len(reason)
    return short


def file_name(response: Response, file: ResponseFile, position: int) -> str:
    """Return the name under which a file is published.

    The name that its sender gave it may tell who the sender is.
    """
    if response.is_named_in_public:
        return file.original_name
    return f"bilag-{position}.{file.extension}"


def named_files(response: Response, files: Iterable[ResponseFile]) -> list[dict[str, Any]]:
    """Return the published files of an answer with the names that they are published under."""
    return [
        {"file": file, "name": file_name(response, file, position)}
        for position, file in enumerate(files, start=1)
    ]


def files_told(count: int) -> str:
    return ngettext("%(n)d bilag", "%(n)d bilag", count) % {"n": count}


def face_of(response: Response) -> str:
    """Return which face is drawn beside an answer: house, person, or hidden."""
    if not response.public_name:
        return "hidden"
    return "house" if response.is_organisation else "person"


def post_of(response: Response, parts: Parts) -> dict[str, Any]:
    """Return what components/post.html wants."""
    return {
        "number": response.number,
        "name": shown_name(response),
        "kind": face_of(response),
        "about": shown_about(response),
        "parts": parts,
        "anchor": f"svar-{response.number}",
        "lang": response.language,
        "url": response.get_absolute_url(),
    }
