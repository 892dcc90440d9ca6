from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import HistoryLine
from councils.models.body import Body


class CouncilEvent(HistoryLine):
    """One line of a body's history: who did what, when. Only added to."""

    class Action(models.TextChoices):
        CREATED = "created", _("oprettet")
        CHANGED = "changed", _("rettet")
        PUBLISHED = "published", _("offentliggjort")
        ENDED = "ended", _("nedlagt")
        SEATS_CHANGED = "seats_changed", _("pladser ændret")
        MEMBER_JOINED = "member_joined", _("medlem tiltrådt")
        MEMBER_LEFT = "member_left", _("medlem fratrådt")
        SUBSTITUTE_CALLED = "substitute_called", _("stedfortræder indkaldt")
        SUBSTITUTE_RELEASED = "substitute_released", _("stedfortræder hjemsendt")
        CHAIR_CHANGED = "chair_changed", _("formandskab ændret")
        MEETING_PLANNED = "meeting_planned", _("møde planlagt")
        MEETING_CHANGED = "meeting_changed", _("møde ændret")
        MEETING_CANCELLED = "meeting_cancelled", _("møde aflyst")
        AGENDA_PUBLISHED = "agenda_published", _("dagsorden udsendt")
        ITEM_PROPOSED = "item_proposed", _("punkt foreslået")
        ITEM_CHANGED = "item_changed", _("punkt ændret")
        ITEM_PLACED = "item_placed", _("punkt sat på dagsordenen")
        ITEM_DECLINED = "item_declined", _("punkt ikke sat på dagsordenen")
        ITEM_DECIDED = "item_decided", _("beslutning skrevet")
        ITEMS_IMPORTED = "items_imported", _("punkter indlæst")
        MINUTES_WRITTEN = "minutes_written", _("referat skrevet")
        MINUTES_SUBMITTED = "minutes_submitted", _("referat sendt til godkendelse")
        MINUTES_APPROVED = "minutes_approved", _("referat godkendt og underskrevet")
        RECOMMENDATION_MADE = "recommendation_made", _("anbefaling sendt")
        RECOMMENDATION_ANSWERED = "recommendation_answered", _("anbefaling besvaret")
        RECOMMENDATION_STATUS = "recommendation_status", _("status på anbefaling")
        CALL_PUBLISHED = "call_published", _("opslag udsendt")
        CALL_CLOSED = "call_closed", _("opslag afsluttet")
        APPLICATION_RECEIVED = "application_received", _("ansøgning modtaget")
        APPLICATION_ANSWERED = "application_answered", _("ansøgning besvaret")
        APPLICATION_WITHDRAWN = "application_withdrawn", _("ansøgning trukket tilbage")
        ELECTION_PUBLISHED = "election_published", _("valg udskrevet")
        CANDIDATE_NOMINATED = "candidate_nominated", _("kandidat opstillet")
        CANDIDATE_CHANGED = "candidate_changed", _("kandidat ændret")
        ELECTION_UNCONTESTED = "election_uncontested", _("fredsvalg")
        RESULT_ENTERED = "result_entered", _("valgresultat indtastet")
        RESULT_CONFIRMED = "result_confirmed", _("valgresultat bekræftet")
        ROOM_USED = "room_used", _("medlemsrum ændret")
        FORGOTTEN = "forgotten", _("personoplysninger slettet")

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="history", verbose_name=_("organ")
    )
    action = models.CharField(_("handling"), max_length=30, choices=Action)
    # What it was about, as "councils.meeting" and its key.
    about_model = models.CharField(max_length=60, blank=True, editable=False)
    about_pk = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("linje i historikken")
        verbose_name_plural = _("historik")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["body", "-at"], name="council_event_by_body")]
