"""Keeping what was typed: stamp, files, draft. Shared by writing an answer and editing one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import OrganisationQuerySet
from core.clock import received_at
from core.cpr import find_cpr, mask_cpr
from core.files import InspectedFile, clean_file_name, inspect_upload
from core.tokens import MIN_FILL_TIME, StampRejected, new_stamp, read_stamp
from hearings import services
from hearings.forms.answer import MAX_FILES, AnswerForm, KeptFile, typed_in
from hearings.models import DraftFile, Hearing, ResponseDraft, ResponseFile

NO_WAIT = timedelta(0)
# Invisible to people; whoever fills it in is no reader of the page.
TRAP = "homepage"


@dataclass(frozen=True)
class FormKey:
    """Under which key a showing of a form keeps its draft; `refusal` says what to do again."""

    key: UUID
    stamp: str
    refusal: str = ""


@dataclass
class Uploads:
    """The files of one request, looked into."""

    accepted: list[InspectedFile] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        for inspected in self.accepted:
            inspected.content.close()


def key_of_form(
    request: HttpRequest, form_name: str, *, min_fill: timedelta = MIN_FILL_TIME
) -> FormKey:
    """Read the stamp that came back, or begin a new one and say why."""
    at = received_at(request)
    stamp = request.POST.get("stamp", "")
    try:
        return FormKey(read_stamp(form_name, stamp, at=at, min_fill=min_fill).key, stamp)
    except StampRejected as rejection:
        stamp = new_stamp(form_name, at=at)
        key = read_stamp(form_name, stamp, at=at, min_fill=NO_WAIT).key
        return FormKey(key, stamp, str(rejection))


def keep(
    request: HttpRequest,
    hearing: Hearing,
    key: UUID,
    *,
    kept_elsewhere: Sequence[ResponseFile] = (),
) -> tuple[ResponseDraft, Uploads]:
    """Keep what the request brought, and say what was wrong with its files. Owned, it stays so."""
    at = received_at(request)
    draft = ResponseDraft.objects.alive(at).filter(hearing=hearing, key=key).first()
    before = draft.fields if draft else {}
    removed, staying = _parted(request, before, [*kept_elsewhere, *_files_of(draft)])
    uploads = look_into(request, staying)
    warnings = {**before.get("warnings", {}), **uploads.warnings}
    kept = services.keep_draft(
        hearing,
        key=key,
        fields={**typed_in(request.POST), "warnings": warnings, "removed": removed},
        files=uploads.accepted,
        removed_files=numbers_of(removed, DraftFile),
        person=request.session_person or (draft.person if draft else None),
        at=at,
    )
    uploads.close()
    return kept, uploads


def _parted(
    request: HttpRequest, before: dict[str, Any], rows: Iterable[DraftFile | ResponseFile]
) -> tuple[list[str], list[DraftFile | ResponseFile]]:
    """Return the values of the files that are or were ticked to go, and the files that stay."""
    ticked = {*before.get("removed", []), *request.POST.getlist("remove_files")}
    there = {KeptFile(row).value: row for row in rows}
    removed = [value for value in there if value in ticked]
    return removed, [row for value, row in there.items() if value not in ticked]


def look_into(request: HttpRequest, there: Iterable[DraftFile | ResponseFile]) -> Uploads:
    """Inspect each upload; a file that we already have is not taken twice."""
    uploads = Uploads()
    known = {(row.original_name, row.sha256) for row in there}
    for upload in request.FILES.getlist("files"):
        name = mask_cpr(clean_file_name(upload.name or ""))
        if len(known) >= MAX_FILES:
            uploads.errors.append(
                _("»%(name)s« er ikke taget med, for der kan højst være %(limit)d bilag.")
                % {"name": name, "limit": MAX_FILES}
            )
            continue
        try:
            inspected = inspect_upload(upload)
        except ValidationError as error:
            uploads.errors.append(f"»{name}«: {' '.join(error.messages)}")
            continue
        _without_cpr_in_name(uploads, inspected, upload.name or "")
        if (inspected.name, inspected.sha256) in known:
            inspected.content.close()
            continue
        known.add((inspected.name, inspected.sha256))
        uploads.accepted.append(inspected)
        if inspected.cpr_hits:
            uploads.warnings[inspected.sha256] = _warning(inspected)
    return uploads


def _without_cpr_in_name(uploads: Uploads, inspected: InspectedFile, name: str) -> None:
    """Keep the file under a masked name, and tell. The name's hits stand first in the list."""
    hits = find_cpr(name)
    if not hits:
        return
    inspected.cpr_hits = inspected.cpr_hits[len(hits) :]
    inspected.name = mask_cpr(inspected.name)
    uploads.errors.append(
        _(
            "Et filnavn indeholdt noget, der ligner et cpr-nummer (%(masked)s). Vi har gemt filen "
            "som »%(name)s«. Se, om det er i orden, og gå videre."
        )
        % {"masked": hits[0].masked, "name": inspected.name}
    )


def _warning(inspected: InspectedFile) -> str:
    found = ", ".join(f"{hit.where} ({hit.masked})" for hit in inspected.cpr_hits[:5])
    return _(
        "»%(name)s« indeholder noget, der ligner et cpr-nummer: %(found)s. Fjern bilaget, og "
        "vælg et uden nummeret. Eller kryds af, at det skal sendes alligevel."
    ) % {"name": inspected.name, "found": found}


def form_of(
    draft: ResponseDraft,
    *,
    kept_elsewhere: Iterable[ResponseFile] = (),
    file_errors: Iterable[str] = (),
    organisations: OrganisationQuerySet,
) -> AnswerForm:
    """Return the form as it was typed, with the files that are kept."""
    removed = draft.fields.get("removed", [])
    kept = [KeptFile(row) for row in kept_elsewhere]
    kept = [file for file in kept if file.value not in removed]
    return AnswerForm(
        draft.fields,
        kept=[*kept, *kept_files(draft)],
        file_errors=file_errors,
        organisations=organisations,
    )


def kept_files(draft: ResponseDraft) -> list[KeptFile]:
    warnings = draft.fields.get("warnings", {})
    return [KeptFile(row, warnings.get(row.sha256, "")) for row in draft.files.all()]


def numbers_of(values: Iterable[str], model: type[DraftFile | ResponseFile]) -> list[int]:
    """Return the keys of one table among the values of KeptFile."""
    prefix = f"{model._meta.model_name}-"
    return [int(value.removeprefix(prefix)) for value in values if value.startswith(prefix)]


def _files_of(draft: ResponseDraft | None) -> list[DraftFile]:
    return list(draft.files.all()) if draft else []


def fell_in_trap(request: HttpRequest) -> bool:
    return bool(request.POST.get(TRAP))
