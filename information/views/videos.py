"""Films from our own host, each with its words to read."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from core.caching import keep_until
from core.clock import received_at
from information.body import render_body
from information.models import Video
from information.models.publication import PublicationQuerySet
from information.moments import next_public_moment
from information.structured_data import of_video
from information.texts import stage_notice
from information.views.fetching import numbered, public_view


@public_view
def videos(request: HttpRequest) -> HttpResponse:
    at = received_at(request)
    found = Video.objects.public(at).select_related("poster")
    keep_until(request, next_public_moment(Video.objects, at))
    return render(request, "information/video_list.html", {"videos": found})


def _rows(_at: datetime, _person: User | None) -> PublicationQuerySet:
    rows: PublicationQuerySet = Video.objects.select_related("department", "poster")
    return rows.prefetch_related("captions")


@numbered("video", _rows)
def video(request: HttpRequest, row: Video) -> HttpResponse:
    at = received_at(request)
    context = {
        "video": row,
        "transcript": render_body(row.transcript, top_heading=3, at=at),
        "notice": stage_notice(row, at),
        "structured": of_video(row, at),
    }
    return render(request, "information/video_detail.html", context)
