"""What the reading desk shows beside the text: order, warnings, and what an approval means."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.cpr import find_cpr
from core.text import name_key
from hearings.forms.desk import MaskForm
from hearings.models import Hearing, Response, ResponseFile, ResponseVersion
from hearings.passages import Piece, pieces

QUEUE_LENGTH = 12


def paragraphs(version: ResponseVersion, form: MaskForm | None) -> list[list[tuple[Piece, bool]]]:
    """Return the lines of the text as pieces, each with whether its box is ticked."""
    ticked = set(form["sentences"].value() or []) if form else set()
    lines: list[list[tuple[Piece, bool]]] = []
    for piece in pieces(version):
        if piece.starts_line or not lines:
            lines.append([])
        lines[-1].append((piece, piece.value in ticked))
    return lines


def queue(response: Response) -> list[Response]:
    """Return the answers of the same hearing that nobody has read, oldest first."""
    waiting = response.hearing.responses.waiting().select_related("hearing")
    return list(waiting.order_by("number")[:QUEUE_LENGTH])


def neighbours(response: Response) -> tuple[Response | None, Response | None]:
    """Return the unread answers before and after; after the last one it begins again."""
    waiting = response.hearing.responses.waiting().exclude(pk=response.pk)
    before = waiting.filter(number__lt=response.number).order_by("-number").first()
    after = waiting.filter(number__gt=response.number).order_by("number").first()
    return before, after or waiting.order_by("number").first()


def warnings(response: Response, version: ResponseVersion) -> list[str]:
    """Return what in the public text should not become public."""
    text = "\n".join(part for part, _reason in version.public_parts())
    found = []
    if find_cpr(text):
        found.append(_("Der står noget i den offentlige udgave, der ligner et cpr-nummer."))
    names = {response.name, *response.name.split()} if hides_name(response) else set()
    if any(len(name) > 2 and name_key(name) in name_key(text) for name in names):
        found.append(
            _("Afsenderens navn må ikke vises, men det står i den offentlige udgave af teksten.")
        )
    return found


def hides_name(response: Response) -> bool:
    return not response.is_named_in_public


def approval(response: Response, *, mask_count: int) -> list[str]:
    """Return in words what happens when the answer is approved."""
    return [
        _where(response.hearing),
        _name(response),
        *_masked(mask_count),
        *_attached(response),
        _("Der bliver ikke sendt mail, når du godkender."),
    ]


def _where(hearing: Hearing) -> str:
    rule = Hearing.PublicationRule
    if hearing.publication_rule == rule.NEVER:
        return _("Svarene i denne høring vises ikke offentligt. Godkendt betyder: læst.")
    if not hearing.shows_responses:
        return _("Svaret bliver vist på høringens side, når der er truffet beslutning.")
    return _("Svaret bliver synligt på høringens side med det samme.")


def _name(response: Response) -> str:
    if response.is_protected:
        return _("Navn og bydel vises ikke: afsenderen har navne- og adressebeskyttelse.")
    if response.public_name:
        return _("Det står under navnet »%(name)s«.") % {"name": response.public_name}
    return _("Det står uden navn, for det har afsenderen valgt.")


def _masked(count: int) -> list[str]:
    if not count:
        return []
    return [
        ngettext(
            "%(count)d passage er skjult, og grunden står i stedet.",
            "%(count)d passager er skjult, og grunden står i stedet.",
            count,
        )
        % {"count": count}
    ]


def _attached(response: Response) -> list[str]:
    files = ResponseFile.objects.filter(response=response, removed_at=None)
    held = sum(file.is_held for file in files)
    shown = len(files) - held
    sentences = []
    if shown:
        sentences.append(
            ngettext("%(count)d bilag vises.", "%(count)d bilag vises.", shown) % {"count": shown}
        )
    if held:
        sentences.append(
            ngettext(
                "%(count)d bilag er holdt tilbage og vises ikke.",
                "%(count)d bilag er holdt tilbage og vises ikke.",
                held,
            )
            % {"count": held}
        )
    return sentences
