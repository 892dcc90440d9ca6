from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse


@login_not_required
def page(_request: HttpRequest, **_rest: object) -> HttpResponse:
    raise Http404


front = news_list = news = plans = plan = plan_document = case = page
rights = right = right_translation = guides = guide = glossary = videos = video = page
video_file = captions = attachment = feedback = feedback_thanks = page
page_translation = page
