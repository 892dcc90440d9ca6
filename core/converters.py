"""Path converters: a number that the database cannot hold is a page that does not exist."""

from django.urls import register_converter

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
