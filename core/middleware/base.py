"""The two lines that all middleware share."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class Middleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
