"""A page with the editor of pages, for the browser tests: no form of the portal is about it."""

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from albertslund.urls import handler400, handler403, handler404, handler500, urlpatterns
from core.editor import allow_editor
from information.body import render_body
from information.forms.body import BodyField, checked_body
from information.models import News

__all__ = ["handler400", "handler403", "handler404", "handler500"]

_PAGE = """{% extends "admin/base_site.html" %}{% load static %}
{% block extrastyle %}{{ block.super }}<link rel="stylesheet" href="{% static 'css/desk.css' %}">
{% endblock %}{% block extrahead %}{{ block.super }}
<script src="{% url 'admin:jsi18n' %}"></script>{{ form.media }}{% endblock %}
{% block content %}<form method="post" novalidate>{% csrf_token %}
<div class="form-row">{{ form.body.errors }}{{ form.body.label_tag }}{{ form.body }}</div>
<button type="submit">Gem</button></form>{% endblock %}"""
_SHOWN = """{% extends "base.html" %}{% block title %}Nyhed{% endblock %}{% block content %}
<h1>Nyhed</h1><div class="prose">{{ body }}</div>{% endblock %}"""


class NewsForm(forms.ModelForm):
    body = BodyField(label="Tekst", required=False)

    class Meta:
        model = News
        fields = ["body"]

    def clean_body(self):
        return checked_body(self.cleaned_data["body"], department=self.instance.department)


def write(request, pk):
    news = News.objects.get(pk=pk)
    form = NewsForm(request.POST or None, instance=news)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(request.path)
    page = engines["django"].from_string(_PAGE)
    context = {**admin.site.each_context(request), "form": form, "title": "Tekst"}
    return allow_editor(HttpResponse(page.render(context, request)))


def show(request, pk):
    body = render_body(News.objects.get(pk=pk).body)
    return HttpResponse(engines["django"].from_string(_SHOWN).render({"body": body}, request))


urlpatterns = [
    path("admin/skriv/<int:pk>/", admin.site.admin_view(write)),
    path("admin/vis/<int:pk>/", admin.site.admin_view(show)),
    *urlpatterns,
]
