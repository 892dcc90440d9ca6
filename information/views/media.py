"""Pictures, files and films. (Placeholders: branch media writes them.)"""

from django.http import Http404, HttpRequest, HttpResponse

from information.views.fetching import public_view


@public_view
def attachment(_request: HttpRequest, **_rest: object) -> HttpResponse:
    raise Http404


video_file = captions = attachment
