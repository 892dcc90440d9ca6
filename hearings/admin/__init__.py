"""The workplace of case workers and moderators: one module per page of their day."""

from hearings.admin.hearing import HearingAdmin
from hearings.admin.objections import ObjectionAdmin
from hearings.admin.reference import HearingEventAdmin, HearingKindAdmin
from hearings.admin.response import ResponseAdmin

__all__ = [
    "HearingAdmin",
    "HearingEventAdmin",
    "HearingKindAdmin",
    "ObjectionAdmin",
    "ResponseAdmin",
]
