from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe


@require_safe
def mypage(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/mypage.html", {})


@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    return redirect("portal:mypage")
