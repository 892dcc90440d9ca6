"""Path converters: what does not fit is a page that does not exist."""

from django.urls import register_converter
from django.urls.converters import StringConverter

DB_INT_MAX = 2**31 - 1


class DbIntConverter:
    """A positive number that fits the databases' integer (32 bits). Anything larger is a 404."""

    regex = "[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > DB_INT_MAX:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(DbIntConverter, "dbint")


class LanguageConverter(StringConverter):
    """A language code such as ar, pt-br or zh-hans."""

    regex = "[a-z]{2,3}(?:-[a-z]{2,4})?"


class TreePathConverter(StringConverter):
    """The way to a page in a tree: deltag/saadan-svarer-du."""

    regex = "[a-z0-9-]+(?:/[a-z0-9-]+)*"


register_converter(LanguageConverter, "language")
register_converter(TreePathConverter, "treepath")
