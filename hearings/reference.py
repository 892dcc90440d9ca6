"""The kinds of hearing with the law's periods, as data. Editable: a second load changes nothing.

`white_paper_days` is what the municipality promises when nobody writes a date (default: 56): a
budget must be answered before it is adopted, a whole municipal plan takes longer.
"""

from hearings.models import HearingKind

PLAN_COMPLAINT = (
    "Du kan klage til Planklagenævnet inden 28 dage efter, at den vedtagne plan er "
    "offentliggjort. Nævnet tager kun stilling til, om reglerne er fulgt."
)
# The three questions of the local method: what is good, what could move, what is missing.
PREHEARING_QUESTIONS = (
    "Hvad er du glad for i udkastet?\nHvad kunne flytte noget?\nHvad savner du i udkastet?"
)
PLAN = {
    "warns_in_holidays": True,
    "complaint_guidance": PLAN_COMPLAINT,
    # Planloven § 60: counted from the day on which the adopted plan is published.
    "complaint_days": 28,
}

KINDS: list[dict[str, object]] = [
    {
        "code": "kommuneplan",
        "white_paper_days": 84,
        "name": "Kommuneplan eller større kommuneplantillæg",
        "legal_basis": "Planloven § 24, stk. 3",
        "minimum_days": 56,
        "decision_wait_days": 28,
        **PLAN,
    },
    {
        "code": "kommuneplantillaeg",
        "name": "Mindre kommuneplantillæg",
        "legal_basis": "Planloven § 24, stk. 4",
        "minimum_days": 28,
        "decision_wait_days": 28,
        **PLAN,
    },
    {
        "code": "lokalplan",
        "name": "Forslag til lokalplan",
        "legal_basis": "Planloven § 24, stk. 5",
        "minimum_days": 28,
        "decision_wait_days": 28,
        **PLAN,
    },
    {
        "code": "lokalplan-mindre",
        "name": "Forslag til lokalplan af mindre betydning",
        "legal_basis": "Planloven § 24, stk. 6",
        "minimum_days": 14,
        "decision_wait_days": 28,
        **PLAN,
    },
    {
        "code": "idefase",
        "white_paper_days": 42,
        "name": "Indkaldelse af ideer og forslag",
        "legal_basis": "Planloven § 23 c",
        "warn_below_days": 14,
        "warns_in_holidays": True,
    },
    {
        "code": "skolelukning",
        "white_paper_days": 28,
        "name": "Nedlæggelse af skole",
        "legal_basis": "Folkeskoleloven § 24",
        "minimum_days": 56,
        "decision_wait_days": 28,
    },
    {
        "code": "politik",
        "name": "Politik, strategi eller regulativ",
        "legal_basis": "Kommunens egen praksis",
        "warn_below_days": 28,
    },
    {
        "code": "budget",
        "white_paper_days": 14,
        "name": "Budget",
        "legal_basis": "Kommunens egen praksis",
        "warn_below_days": 14,
    },
    {
        "code": "udtalelse",
        "name": "Udtalelse fra råd eller bestyrelse",
        "legal_basis": "Rådenes egne love",
        "warn_below_days": 28,
    },
    {
        "code": "foer-hoering",
        "white_paper_days": 42,
        "name": "Før-høring af et første udkast",
        "legal_basis": "Kommunens egen praksis",
        "warn_below_days": 14,
        "is_prehearing": True,
        "guiding_questions": PREHEARING_QUESTIONS,
    },
]


def load() -> None:
    """Create the kinds that are missing; what staff have changed stays as they left it."""
    for position, values in enumerate(KINDS):
        if not HearingKind.objects.filter(code=values["code"]).exists():
            HearingKind.objects.create(position=position, **values)
