"""Why a file is not taken, in words that help."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "empty": _("Filen er tom. Vælg den igen."),
    "too_large": _("Filen er for stor. Den må højst fylde %(limit)s."),
    "wrong_type": _(
        "Filer af den type kan vi ikke tage imod. Brug PDF, Word (docx) eller billede."
    ),
    "wrong_content": _(
        "Filens indhold passer ikke til dens navn. Gem den igen som PDF, Word eller billede."
    ),
    "damaged": _("Filen kan ikke læses. Måske er den beskadiget. Gem den igen, og prøv igen."),
    "encrypted": _("Filen er låst med en adgangskode. Gem den uden adgangskode, og prøv igen."),
    "macros": _("Dokumentet indeholder makroer. Gem det som et almindeligt Word-dokument (docx)."),
    "active_content": _(
        "PDF-filen indeholder programmer eller andre filer. Udskriv den til PDF, og prøv igen."
    ),
    "external_content": _(
        "Dokumentet henter indhold fra andre steder. Gem det som PDF, og prøv igen."
    ),
    "nested": _("Dokumentet indeholder en anden fil. Send filerne hver for sig."),
    "bomb": _("Filen fylder alt for meget, når den pakkes ud. Vi kan ikke tage imod den."),
    "too_many_pixels": _("Billedet er for stort. Gør det mindre end 40 megapixel, og prøv igen."),
    "too_complex": _("Filen er for indviklet til, at vi kan undersøge den. Del den op i flere."),
    "virus": _("Filen ligner en virus. Vi kan ikke tage imod den."),
    "film_type": _("Film skal være MP4 eller WebM. Gem filmen som en af dem, og prøv igen."),
    "film_content": _(
        "Filens indhold er ikke en film i MP4 eller WebM, selv om navnet siger det. "
        "Gem filmen igen fra et redigeringsprogram."
    ),
    "film_codec": _(
        "Filmen er kodet, så ikke alle browsere kan vise den. Gem den som MP4 med H.264 eller som "
        "WebM med VP9."
    ),
    "film_no_picture": _("Filen har lyd, men ingen billeder. Vælg en film."),
    "film_extra": _(
        "Filmen har andet med end billede og lyd, måske stederne, hvor den er optaget. "
        "Gem den igen fra et redigeringsprogram, uden de data."
    ),
    "film_unfinished": _(
        "Filmen er ikke gemt færdig. Åbn den i et redigeringsprogram, og gem den igen."
    ),
    "failed": _("Vi kunne ikke undersøge filen lige nu. Prøv igen om lidt."),
}
