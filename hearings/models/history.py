from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import HistoryLine


class HearingEvent(HistoryLine):
    """One line of a hearing's history: who did what, when. Only added to, never changed."""

    class Action(models.TextChoices):
        CREATED = "created", _("oprettet")
        CHANGED = "changed", _("rettet")
        PUBLISHED = "published", _("offentliggjort")
        EXTENDED = "extended", _("frist forlænget")
        WITHDRAWN = "withdrawn", _("trukket tilbage")
        DECIDED = "decided", _("beslutning registreret")
        DOCUMENT_ADDED = "document_added", _("dokument lagt op")
        DOCUMENT_REMOVED = "document_removed", _("dokument fjernet")
        TRANSLATED = "translated", _("kort fortalt oversat")
        TRANSLATION_REMOVED = "translation_removed", _("oversættelse fjernet")
        RESPONSE_RECEIVED = "response_received", _("svar modtaget")
        RESPONSE_REGISTERED = "response_registered", _("svar indført")
        RESPONSE_EDITED = "response_edited", _("svar rettet af afsender")
        RESPONSE_WITHDRAWN = "response_withdrawn", _("svar trukket tilbage af afsender")
        RESPONSE_APPROVED = "response_approved", _("svar godkendt")
        RESPONSE_DECLINED = "response_declined", _("svar afvist til offentliggørelse")
        REDACTED = "redacted", _("passager maskeret")
        ORIGINAL_READ = "original_read", _("umaskeret original læst")
        EMAIL_CONFIRMED = "email_confirmed", _("mailadresse bekræftet")
        EMAIL_DISOWNED = "email_disowned", _("mailadresse fjernet: ikke afsenderens")
        FILE_RELEASED = "file_released", _("tilbageholdt bilag frigivet")
        ADOPTED = "adopted", _("svar knyttet til konto")
        POINT_CHANGED = "point_changed", _("pointer og temaer ændret")
        ANSWER_WRITTEN = "answer_written", _("svar fra forvaltningen skrevet")
        ANSWER_READ = "answer_read", _("svar fra forvaltningen læst af en anden")
        OUT_OF_SCOPE = "out_of_scope", _("svar uden for høringens emne")
        WHITE_PAPER_CHANGED = "white_paper_changed", _("hvidbogens tekst ændret")
        WHITE_PAPER_SUBMITTED = "white_paper_submitted", _("hvidbog sendt til godkendelse")
        WHITE_PAPER_RETURNED = "white_paper_returned", _("hvidbog taget tilbage")
        WHITE_PAPER_APPROVED = "white_paper_approved", _("hvidbog godkendt")
        WHITE_PAPER_PUBLISHED = "white_paper_published", _("hvidbog udgivet")
        STEP_ENTERED = "step_entered", _("led i beslutningen skrevet")
        CHANGE_PLANNED = "change_planned", _("lovet ændring skrevet")
        CHANGE_DONE = "change_done", _("lovet ændring udført")
        CHANGE_DROPPED = "change_dropped", _("lovet ændring opgivet")
        OBJECTION_MADE = "objection_made", _("indsigelse modtaget")
        OBJECTION_DECIDED = "objection_decided", _("indsigelse afgjort")
        OBJECTION_LAPSED = "objection_lapsed", _("indsigelse bortfaldet")
        MATERIAL_CHANGED = "material_changed", _("materialet ændret efter åbning")
        PARTY_ASKED = "party_asked", _("høringspart spurgt")
        PARTY_TAKEN_BACK = "party_taken_back", _("høringspart ikke spurgt alligevel")
        STATEMENT_GIVEN = "statement_given", _("udtalelse modtaget")
        RECOMMENDED = "recommended", _("anbefaling knyttet til høringen")
        FORGOTTEN = "forgotten", _("personoplysninger slettet")

    # These change what everybody may read of the responses; see Hearing.public_revision.
    PUBLIC_ACTIONS = frozenset(
        {
            Action.RESPONSE_RECEIVED,
            Action.RESPONSE_REGISTERED,
            Action.RESPONSE_EDITED,
            Action.RESPONSE_WITHDRAWN,
            Action.RESPONSE_APPROVED,
            Action.RESPONSE_DECLINED,
            Action.OBJECTION_DECIDED,
            Action.REDACTED,
            Action.FILE_RELEASED,
            Action.FORGOTTEN,
        }
    )

    hearing = models.ForeignKey(
        "hearings.Hearing",
        on_delete=models.PROTECT,
        related_name="history",
        verbose_name=_("høring"),
    )
    response = models.ForeignKey(
        "hearings.Response",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="history",
        verbose_name=_("svar"),
    )
    action = models.CharField(_("handling"), max_length=30, choices=Action)

    class Meta:
        verbose_name = _("linje i historikken")
        verbose_name_plural = _("historik")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["hearing", "-at"], name="hearing_event_by_hearing")]
