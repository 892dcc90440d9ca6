from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import HistoryLine


class ProjectEvent(HistoryLine):
    """One line of the history of a problem, a project or a focus year. Only added to."""

    class Action(models.TextChoices):
        # Problems.
        RAISED = "raised", _("rejst")
        HELD = "held", _("venter på at blive læst")
        RELEASED = "released", _("vist")
        HIDDEN = "hidden", _("skjult")
        RESTORED = "restored", _("vist igen")
        ROUTED = "routed", _("sendt til en anden afdeling")
        ANSWERED = "answered", _("besvaret")
        WITHDRAWN = "withdrawn", _("trukket tilbage af den, der rejste det")
        REPORTED = "reported", _("anmeldt")
        KEPT = "kept", _("anmeldelse afvist: problemet bliver stående")
        OBJECTED = "objected", _("indsigelse modtaget")
        OBJECTION_DECIDED = "objection_decided", _("indsigelse afgjort")
        # Projects.
        CREATED = "created", _("oprettet")
        CHANGED = "changed", _("rettet")
        PUBLISHED = "published", _("offentliggjort")
        PHASE_BEGUN = "phase_begun", _("ny fase")
        OPENNESS_CHANGED = "openness_changed", _("åbenhed ændret")
        MILESTONE_REACHED = "milestone_reached", _("milepæl nået")
        UPDATE_WRITTEN = "update_written", _("nyt skrevet")
        DOCUMENT_ADDED = "document_added", _("dokument lagt op")
        ACTIVITY_ADDED = "activity_added", _("aktivitet lagt til")
        PROMISE_CHECKED = "promise_checked", _("løftet efterprøvet")
        ACTORS_CHANGED = "actors_changed", _("aktører ændret")
        INVITED = "invited", _("inviteret til holdet")
        ASKED_TO_JOIN = "asked_to_join", _("bad om at komme med")
        JOINED = "joined", _("kom med på holdet")
        NOT_JOINED = "not_joined", _("kom ikke med på holdet")
        LEFT = "left", _("forlod holdet")
        IDEA_GIVEN = "idea_given", _("bidrag givet")
        OFFER_MADE = "offer_made", _("hjælp tilbudt")
        CONTRIBUTION_ANSWERED = "contribution_answered", _("bidrag besvaret")
        LESSON_WRITTEN = "lesson_written", _("erfaring skrevet")
        CARRIED_THROUGH = "carried_through", _("gennemført skrevet")
        CLOSED = "closed", _("afsluttet")
        REOPENED = "reopened", _("åbnet igen")
        # Focus projects.
        FLAGGED = "flagged", _("peget på som fokusprojekt")
        FLAG_WITHDRAWN = "flag_withdrawn", _("trak sin pegen tilbage")
        MAJORITY_REACHED = "majority_reached", _("flertal peger på projektet")
        PLAN_CHANGED = "plan_changed", _("inddragelsesplan ændret")
        APPOINTED = "appointed", _("udpeget som fokusprojekt")
        APPOINTMENT_UNDONE = "appointment_undone", _("udpegning ophævet")
        EVALUATED = "evaluated", _("evalueret")
        FORGOTTEN = "forgotten", _("personoplysninger slettet")

    # One of these; of a focus year, the project that the step was about.
    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.PROTECT,
        null=True,
        related_name="history",
        verbose_name=_("projekt"),
    )
    problem = models.ForeignKey(
        "projects.Problem",
        on_delete=models.PROTECT,
        null=True,
        related_name="history",
        verbose_name=_("problem"),
    )
    action = models.CharField(_("handling"), max_length=30, choices=Action)
    about_model = models.CharField(max_length=60, blank=True, editable=False)
    about_pk = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("linje i historikken")
        verbose_name_plural = _("historik")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["project", "-at"], name="project_event_by_project"),
            models.Index(fields=["problem", "-at"], name="project_event_by_problem"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(project__isnull=False) ^ models.Q(problem__isnull=False),
                name="project_event_is_of_one_subject",
            ),
        ]
