"""Problems that people raise, the projects they become, and the year's focus projects."""

from projects.models.activity import TIME_TO_ANSWER, Activity, PromiseAnswer, PromiseAsk
from projects.models.focus import (
    FLAGS_PER_MEMBER,
    MOST_PER_YEAR,
    FocusDesignation,
    FocusFlag,
    FocusYear,
    InvolvementStep,
    PeopleInvolved,
)
from projects.models.giving import ContributionDraft, HelpWanted, Idea, Offer
from projects.models.history import ProjectEvent
from projects.models.openness import Question, QuestionChange
from projects.models.people import Actor, ActorGroup, TeamMember
from projects.models.problem import (
    STAFF_WHO_ANSWER,
    Problem,
    ProblemQuerySet,
    ProblemRoute,
)
from projects.models.problem_objection import ProblemObjection
from projects.models.problem_people import ProblemDraft, ProblemFelt, ProblemReport
from projects.models.project import STAFF_WHO_RUN_PROJECTS, Project, ProjectQuerySet
from projects.models.way import (
    Implementation,
    Lesson,
    Milestone,
    Phase,
    ProjectDocument,
    Update,
    UpdatePicture,
)

__all__ = [
    "FLAGS_PER_MEMBER",
    "MOST_PER_YEAR",
    "STAFF_WHO_ANSWER",
    "STAFF_WHO_RUN_PROJECTS",
    "TIME_TO_ANSWER",
    "Activity",
    "Actor",
    "ActorGroup",
    "ContributionDraft",
    "FocusDesignation",
    "FocusFlag",
    "FocusYear",
    "HelpWanted",
    "Idea",
    "Implementation",
    "InvolvementStep",
    "Lesson",
    "Milestone",
    "Offer",
    "PeopleInvolved",
    "Phase",
    "Problem",
    "ProblemDraft",
    "ProblemFelt",
    "ProblemObjection",
    "ProblemQuerySet",
    "ProblemReport",
    "ProblemRoute",
    "Project",
    "ProjectDocument",
    "ProjectEvent",
    "ProjectQuerySet",
    "PromiseAnswer",
    "PromiseAsk",
    "Question",
    "QuestionChange",
    "TeamMember",
    "Update",
    "UpdatePicture",
]
