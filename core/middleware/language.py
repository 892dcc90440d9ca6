"""The language of a page stands in its address."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from core.middleware.base import Middleware


class PathLanguage(Middleware):
    """Take the language from the path alone: /en/… is English, everything else Danish.

    Unlike Django's LocaleMiddleware no cookie and no Accept-Language header is asked, so a
    page is the same for everybody and a shared cache can keep it.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path_language = translation.get_language_from_path(request.path_info)
        language = path_language or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
