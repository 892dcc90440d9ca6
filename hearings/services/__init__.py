from hearings.services.accounts import adopt_responses, offered_responses
from hearings.services.carrying import carry_decisions
from hearings.services.changes import (
    change_change,
    drop_change,
    finish_change,
    plan_change,
    plan_changes_from_answers,
)
from hearings.services.decisions import change_step, decide_hearing, enter_step, remove_step
from hearings.services.drafts import delete_expired_drafts, keep_draft
from hearings.services.hearings import (
    create_hearing,
    extend_deadline,
    publish_hearing,
    withdraw_hearing,
)
from hearings.services.moderation import (
    approve_response,
    decline_response,
    open_original,
    redact_response,
    release_file,
)
from hearings.services.objections import decide_objection, make_objection
from hearings.services.parties import (
    ask_party,
    give_statement,
    have_no_remarks,
    note_opened,
    remind_parties,
    take_back_party,
)
from hearings.services.responses import (
    Submission,
    confirm_email,
    disown_email,
    edit_response,
    register_response,
    submit_draft,
    withdraw_response,
)

__all__ = [
    "Submission",
    "adopt_responses",
    "approve_response",
    "ask_party",
    "carry_decisions",
    "change_change",
    "change_step",
    "confirm_email",
    "create_hearing",
    "decide_hearing",
    "decide_objection",
    "decline_response",
    "delete_expired_drafts",
    "disown_email",
    "drop_change",
    "edit_response",
    "enter_step",
    "extend_deadline",
    "finish_change",
    "give_statement",
    "have_no_remarks",
    "keep_draft",
    "make_objection",
    "note_opened",
    "offered_responses",
    "open_original",
    "plan_change",
    "plan_changes_from_answers",
    "publish_hearing",
    "redact_response",
    "register_response",
    "release_file",
    "remind_parties",
    "remove_step",
    "submit_draft",
    "take_back_party",
    "withdraw_hearing",
    "withdraw_response",
]
