from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse


@login_not_required
def page(_request: HttpRequest, **_rest: object) -> HttpResponse:
    raise Http404


front = news_list = news_feed = news = plans = plans_feed = plan = plan_document = case = page
rights = right = right_translation = guides = guide = glossary = videos = video = page
pages_feed = feedback = feedback_thanks = page
page_translation = page
