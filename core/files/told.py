"""What is said of a file beside the link to it."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import ngettext

from core.files.stored import StoredFile

_FILE_KINDS = {"pdf": "PDF", "docx": "Word", "png": "PNG", "jpg": "JPG", "jpeg": "JPG"}


def file_detail(file: StoredFile) -> str:
    """Return "PDF, 48 sider, 6,2 MB"."""
    pages = file.pages or 0
    parts = [
        _FILE_KINDS.get(file.extension, file.extension.upper()),
        ngettext("%(n)d side", "%(n)d sider", pages) % {"n": pages} if pages else "",
        filesizeformat(file.size).replace("\xa0", " "),
    ]
    return ", ".join(filter(None, parts))
