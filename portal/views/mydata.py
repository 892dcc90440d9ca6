from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def download(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/mydata.html", {})


def delete(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/delete.html", {})
