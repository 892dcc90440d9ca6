"""What happens around every request, in the order of settings.MIDDLEWARE."""

from core.middleware.clock import RequestClock
from core.middleware.conflict import Conflict
from core.middleware.headers import SecurityHeaders
from core.middleware.input import SafeInput
from core.middleware.language import PathLanguage
from core.middleware.person import LoginRequired, SessionPerson
from core.middleware.visitor import VisitorCache

__all__ = [
    "Conflict",
    "LoginRequired",
    "PathLanguage",
    "RequestClock",
    "SafeInput",
    "SecurityHeaders",
    "SessionPerson",
    "VisitorCache",
]
