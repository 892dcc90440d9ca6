"""Log lines without personal data, and one line per event."""

import logging
import re

from core.cpr import mask_cpr

_EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_TOKEN_PATHS = re.compile(
    r"(/(?:kvittering|mit-svar|skriv|bekraeft|ikke-mig|confirm-email|password/reset/key|nulstil|afmeld)/)"
    r"[^/\s\"'?]+"
)
# What was signed stands before the mark. Bounded, or a long word without one takes the square of
# its length; the signature, which is the secret, is always masked whole.
_SIGNED = re.compile(r"[\w.+-]{1,100}~[\w-]{20,}")
_QUERY = re.compile(r"((?:token|key|code|email|password|navn|q)=)[^&\s\"']+", re.IGNORECASE)
_BREAKS = str.maketrans(
    {code: f"\\x{code:02x}" for code in [*range(32), 127, 0x85, 0x2028, 0x2029] if code != 9}
)
MAX_LENGTH = 4000


def without_personal_data(text: str) -> str:
    """Mask CPR numbers, mail addresses and the secrets of private links."""
    text = _SIGNED.sub("[token]", text)
    text = _TOKEN_PATHS.sub(r"\1[token]", text)
    text = _QUERY.sub(r"\1[…]", text)
    text = _EMAIL.sub("[e-mail]", text)
    return mask_cpr(text)


def one_line(text: str) -> str:
    """Write control characters as escapes: nobody adds lines of their own to the log."""
    return text.translate(_BREAKS)


class NoPersonalData(logging.Filter):
    """Mask the message before any handler writes it; an exception's text is masked too."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()[:MAX_LENGTH]
        record.msg = one_line(without_personal_data(message))
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_personal_data(record.exc_text)
        return True
