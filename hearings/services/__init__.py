from hearings.services.accounts import adopt_responses, offered_responses
from hearings.services.drafts import delete_expired_drafts, keep_draft
from hearings.services.hearings import (
    create_hearing,
    decide_hearing,
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
    "confirm_email",
    "create_hearing",
    "decide_hearing",
    "decide_objection",
    "decline_response",
    "delete_expired_drafts",
    "disown_email",
    "edit_response",
    "extend_deadline",
    "keep_draft",
    "make_objection",
    "offered_responses",
    "open_original",
    "publish_hearing",
    "redact_response",
    "register_response",
    "release_file",
    "submit_draft",
    "withdraw_hearing",
    "withdraw_response",
]
