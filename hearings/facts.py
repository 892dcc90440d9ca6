"""A hearing in short lines: its kind and place, the facts box, the documents, the way by paper."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.files import file_detail
from core.templatetags.dates import day_date, long_date
from core.templatetags.look import phone_link
from hearings.models import Hearing, HearingDocument
from hearings.periods import whole_days

_PARAGRAPH = re.compile(r"^(.* stk\.) (\d+)$")


def calendar_stage(hearing: Hearing, at: datetime) -> Hearing.Stage:
    """Return the stage to draw: a draft as it will be when it is published."""
    stage = hearing.stage(at)
    if stage != Hearing.Stage.DRAFT:
        return stage
    if at < hearing.opens_at:
        return Hearing.Stage.COMING
    return Hearing.Stage.OPEN if at < hearing.closes_at else Hearing.Stage.CLOSED


def label_of(hearing: Hearing) -> str:
    """Return the words of the way mark: Høring nr. 53 · Albertslund Vest"""
    word = _("Før-høring nr. %(n)d") if is_prehearing(hearing) else _("Høring nr. %(n)d")
    areas = ", ".join(area.name for area in hearing.areas.all())
    label = " · ".join(filter(None, [word % {"n": hearing.number}, areas]))
    return label if hearing.is_published else _("Kladde · %(label)s") % {"label": label}


def is_prehearing(hearing: Hearing) -> bool:
    """Tell whether all of its kinds are of a first draft. Reads `kinds.all()`."""
    kinds = list(hearing.kinds.all())
    return bool(kinds) and all(kind.is_prehearing for kind in kinds)


def guiding_questions_of(hearing: Hearing) -> list[str]:
    """Return the questions that help to answer, each once. Reads `kinds.all()`."""
    found = [line for kind in hearing.kinds.all() for line in lines_of(kind.guiding_questions)]
    return list(dict.fromkeys(found))


def short_address(hearing: Hearing) -> str:
    """Return the address that people can type from paper."""
    return f"{settings.SITE_URL}/h/{hearing.number}/"


def facts_of(hearing: Hearing) -> list[dict[str, Any]]:
    """Return the rows of the facts box. `content` marks words in the language of the hearing."""
    kinds = ", ".join(kind.name for kind in hearing.kinds.all())
    return [
        {"label": _("Frist"), "value": long_date(hearing.last_day)},
        {"label": _("Slags"), "value": kinds, "content": True},
        {"label": _("Lovgrundlag"), "lines": list(legal_lines(hearing))},
        {"label": _("Beslutter"), "value": hearing.deciding_body, "content": True},
        {"label": _("Tredjepart"), "value": hearing.third_party, "content": True},
        {"label": _("Sagsnummer"), "value": hearing.case_number},
        {"label": _("Spørg"), **_contact(hearing), "content": True},
        {"label": _("Emner"), "links": _topics(hearing), "content": True},
        {"label": _("Svarene offentliggøres"), "value": hearing.get_publication_rule_display()},
        {
            "label": _("Personoplysninger slettes"),
            "value": day_date(hearing.delete_personal_data_on),
        },
    ]


def _contact(hearing: Hearing) -> dict[str, Any]:
    return {
        "lines": [hearing.department.name, *filter(None, [hearing.contact_name])],
        "links": [
            {"text": hearing.contact_phone, "url": phone_link(hearing.contact_phone)},
            {"text": hearing.contact_email, "url": f"mailto:{hearing.contact_email}"},
        ],
    }


def _topics(hearing: Hearing) -> list[dict[str, str]]:
    path = reverse("hearings:list")
    return [
        {"text": topic.name, "url": f"{path}?emne={topic.slug}"} for topic in hearing.topics.all()
    ]


def legal_lines(hearing: Hearing) -> Iterable[str]:
    """Return the law's minimum beside what is given, in whole days."""
    by_minimum: dict[int, list[str]] = {}
    for kind in hearing.kinds.all():
        by_minimum.setdefault(kind.minimum_days, []).append(kind.legal_basis)
    for minimum, bases in by_minimum.items():
        basis = joined_paragraphs(bases)
        if minimum:
            yield ngettext(
                "%(basis)s: mindst %(n)d dag.", "%(basis)s: mindst %(n)d dage.", minimum
            ) % {"basis": basis, "n": minimum}
        else:
            yield basis
    given = days_given(hearing)
    yield ngettext("Her er givet %(n)d dag.", "Her er givet %(n)d dage.", given) % {"n": given}


def joined_paragraphs(bases: list[str]) -> str:
    """Return "Planloven § 24, stk. 4 og 5" for two subsections of one paragraph."""
    found = [_PARAGRAPH.match(basis) for basis in bases]
    if len({match[1] if match else None for match in found}) == 1 and all(found):
        numbers = sorted({int(match[2]) for match in found if match})
        return f"{found[0][1]} {_listed([str(number) for number in numbers])}"  # type: ignore[index]
    return _listed(list(dict.fromkeys(bases)))


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def days_given(hearing: Hearing) -> int:
    starts_at = max(hearing.opens_at, hearing.published_at or hearing.opens_at)
    return max(whole_days(starts_at, hearing.closes_at), 0)


def tools_of(hearing: Hearing, *, at: datetime) -> list[dict[str, str]]:
    """Return the links under the facts: no calendar and no notice when nobody can answer more."""
    args = [hearing.number, hearing.slug]
    feed = {
        "icon": "notifications",
        "text": _("Atom-feed"),
        "url": reverse("hearings:feed", args=args),
    }
    if calendar_stage(hearing, at) not in (Hearing.Stage.COMING, Hearing.Stage.OPEN):
        return [feed]
    return [
        {
            "icon": "calendar-month",
            "text": _("Læg fristen i kalenderen"),
            "url": reverse("hearings:deadline_ics", args=args),
        },
        {
            "icon": "print",
            "text": _("Opslag til opgangen, med QR-kode"),
            "url": reverse("hearings:notice", args=args),
        },
        feed,
    ]


def documents_of(hearing: Hearing) -> list[dict[str, str]]:
    """Return the documents as components/documents.html wants them."""
    return [
        {
            "url": reverse("hearings:document", args=[hearing.number, hearing.slug, document.pk]),
            "title": document.title,
            "detail": _document_detail(document),
            "name": document.original_name,
        }
        for document in hearing.documents.all()
    ]


def _document_detail(document: HearingDocument) -> str:
    detail = file_detail(document)
    return f"{detail}. {document.note}" if document.note else detail


def brief_rows(hearing: Hearing) -> list[tuple[str, str]]:
    """Return Kort fortalt in its fixed parts."""
    return [
        (_("Hvad"), hearing.brief_what),
        (_("Hvorfor"), hearing.brief_why),
        (_("Hvem mærker det"), hearing.brief_who),
        (_("Bagefter"), hearing.brief_next),
    ]


def lines_of(text: str) -> list[str]:
    """Return what was written one to a line."""
    return [line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")]
