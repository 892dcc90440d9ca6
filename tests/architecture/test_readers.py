"""The readers are read: on small bad pieces they must find what is wrong, on good ones nothing."""

from pathlib import Path

import pytest
from django.apps import apps as django_apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture import arrows, habits, sizes, source

ROWS: arrows.Rows = (("portal",), ("hearings", "seminars"), ("accounts",), ("core",))
LIBRARIES = {"look": "core", "desk": "hearings"}


@pytest.mark.parametrize(
    ("app", "code"),
    [
        ("hearings", "import portal"),
        ("hearings", "from portal.views import front"),
        ("hearings", "from seminars import models"),
        ("accounts", "import hearings.models as h"),
        ("core", "if True:\n    from accounts.models import User"),
        ("core", "def f():\n    import accounts"),
    ],
)
def test_an_import_upwards_or_sideways_is_found(app: str, code: str) -> None:
    assert len(arrows.wrong_imports(ROWS, app, code)) == 1


@pytest.mark.parametrize(
    ("app", "code"),
    [
        ("portal", "from hearings import models"),
        ("hearings", "from hearings.models import Hearing"),
        ("hearings", "import core.clock"),
        ("core", "import django"),
        ("core", "from . import clock"),
    ],
)
def test_an_import_downwards_is_fine(app: str, code: str) -> None:
    assert arrows.wrong_imports(ROWS, app, code) == []


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("models", "from hearings.services import publish"),
        ("models", "from hearings import services"),
        ("services", "from hearings.views import x"),
        ("forms", "from hearings.services import x"),
        ("rules", "from hearings import forms"),
    ],
)
def test_a_layer_that_knows_the_one_above_is_found(module: str, code: str) -> None:
    assert len(arrows.wrong_layers("hearings", module, code)) == 1


def test_layers_downwards_and_of_other_apps_are_fine() -> None:
    code = "from hearings import models\nfrom accounts import services"

    assert arrows.wrong_layers("hearings", "services", code) == []
    assert arrows.wrong_layers("hearings", "views", "from hearings import services") == []


def test_an_import_inside_a_function_is_found_except_in_ready() -> None:
    code = "def f():\n    def g():\n        import os\n\ndef ready(self):\n    import os\n"

    assert {finding.partition(":")[0] for finding in arrows.late_imports(code)} == {"line 3"}


@isolate_apps("core", "accounts")
def test_a_key_upwards_is_found_and_one_to_the_user_is_not() -> None:
    class Thread(models.Model):  # noqa: DJ008  (never shown)
        owner = models.ForeignKey("hearings.Hearing", on_delete=models.CASCADE)
        by = models.ForeignKey("accounts.User", on_delete=models.CASCADE)
        tags = models.ManyToManyField("accounts.Tag")

        class Meta:
            app_label = "core"

    class Tag(models.Model):  # noqa: DJ008  (never shown)
        class Meta:
            app_label = "accounts"

    Thread._meta.get_field("owner").remote_field.model = django_apps.get_model("hearings.Hearing")
    Thread._meta.get_field("by").remote_field.model = django_apps.get_model("accounts.User")

    assert arrows.wrong_relations(ROWS, [Thread, Tag]) == [
        "core.Thread.owner points at hearings.Hearing",
        "core.Thread.tags points at accounts.Tag",
    ]


@pytest.mark.parametrize(
    ("name", "template", "finding"),
    [
        ("hearings/hearing_list.html", '{% url "portal:front" %}', "hearings uses portal"),
        ("accounts/x.html", "{% load i18n desk %}", "accounts uses hearings"),
        ("accounts/x.html", "{% load a b from desk %}", "accounts uses hearings"),
        ("account/login.html", "{% extends 'hearings/base.html' %}", "accounts uses hearings"),
        (
            "admin/accounts/x.html",
            '{% include "hearings/_x.html" with a=1 %}',
            "accounts uses hearings",
        ),
        ("components/x.html", '{% include "hearings/_x.html" %}', "the frame includes hearings"),
    ],
)
def test_a_template_that_knows_too_much_is_found(name: str, template: str, finding: str) -> None:
    assert arrows.wrong_template_uses(ROWS, name, template, LIBRARIES) == [finding]


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("base.html", '{% url "portal:front" %}{% include "components/header.html" %}'),
        (
            "hearings/x.html",
            '{% extends "base.html" %}{% load look desk %}{% url "hearings:list" %}',
        ),
        (
            "hearings/x.html",
            '{# {% url "portal:front" %} #}{% url name %}{% url "account_login" %}',
        ),
        ("hearings/x.html", '{% comment %}{% url "portal:x" %}{% endcomment %}'),
        ("portal/x.html", '{% include "hearings/_x.html" %}'),
    ],
)
def test_a_template_that_looks_down_is_fine(name: str, template: str) -> None:
    assert arrows.wrong_template_uses(ROWS, name, template, LIBRARIES) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("hearings/services.py", "send.delay(1)"),
        ("hearings/services.py", "send.apply_async()"),
        ("hearings/services.py", "app.send_task('x')"),
        ("hearings/html.py", "mark_safe(x)"),
        ("hearings/html.py", "safestring.mark_safe(x)"),
        ("hearings/views/list.py", "Hearing.objects.all()"),
        ("hearings/views.py", "Hearing.objects.get_or_create(x=1)"),
        ("hearings/services.py", "hearing.status = 'open'"),
        ("hearings/admin.py", "a, hearing.status = 1, 2"),
        ("hearings/services.py", "qs.update(status='open')"),
        ("hearings/forms.py", "class Meta:\n    fields = '__all__'"),
        ("hearings/models.py", "from django.contrib.contenttypes.fields import GenericForeignKey"),
        ("hearings/models.py", "x = GenericForeignKey()"),
        ("hearings/apps.py", "from django.db.models.signals import post_save"),
        ("hearings/x.py", "from django.dispatch import receiver"),
        ("hearings/x.py", "x = '<script type=\"application/ld+json\">'"),
    ],
)
def test_a_bad_habit_is_found(path: str, code: str) -> None:
    assert len(habits.bad_habits(Path(path), code)) == 1


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("hearings/models.py", "self.status = 1\nqs.update(status=2)"),
        ("hearings/models/hearing.py", "self.status = 1"),
        ("hearings/services.py", "Hearing.objects.all()"),
        ("hearings/views.py", "Hearing.objects.visible_to(user)\nall(x)"),
        ("accounts/receivers.py", "from django.dispatch import receiver"),
        ("hearings/forms.py", "class Meta:\n    fields = ['title']"),
        ("core/html.py", "x = '<script type=\"application/ld+json\">'"),
        ("hearings/services.py", "status = 1\nresponse.status_code = 2\nd.update(a=1)\ndelay(3)"),
    ],
)
def test_what_only_looks_like_a_bad_habit_is_fine(path: str, code: str) -> None:
    assert habits.bad_habits(Path(path), code) == []


@pytest.mark.parametrize(
    "template",
    [
        "{{ text|safe }}",
        "{{ text | safe }}",
        "{% autoescape off %}",
        "<script>x()</script>",
        '<script type="module">x()</script>',
        '<script type="application/ld+json">{"@type": "Thing"}</script>',
        "<style>a{}</style>",
        '<p class="a" style="color:red">',
        '<button type="button" onclick="x()">',
        '<img alt="" src="https://evil.dk/x.png">',
        '<script src="//cdn.dk/x.js"></script>',
        "{% blocktranslate with a=b %}x{% endblocktranslate %}",
    ],
)
def test_a_bad_habit_of_a_template_is_found(template: str) -> None:
    assert len(habits.bad_template_habits("hearings/x.html", template)) == 1


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("hearings/x.html", '<script src="/static/a.js" defer></script>'),
        ("hearings/x.html", "{# |safe #}{{ text|safely }}"),
        ("hearings/x.html", "{% blocktranslate trimmed with a=b %}x{% endblocktranslate %}"),
        ("hearings/x.html", '<img alt="" src="{% static "a.svg" %}"><a href="https://x.dk">x</a>'),
        ("hearings/email/x_body.html", '<p style="color:black">'),
        ("hearings/email/x_body.txt", "{% autoescape off %}"),
    ],
)
def test_what_only_looks_like_a_bad_habit_of_a_template_is_fine(name: str, template: str) -> None:
    assert habits.bad_template_habits(name, template) == []


def test_lengths_are_counted_without_docstring_and_decorators() -> None:
    body = "\n".join("    x = 1" for _ in range(49))
    docstring = '    """One.\n\n    Two.\n    """\n'

    assert sizes.long_functions(f"@a\ndef f():\n{docstring}{body}\n") == []
    assert sizes.long_functions(f"def f():\n{body}\n    y = 1\n") == [
        "f has 51 lines, 50 are enough"
    ]


def test_a_view_is_shorter_than_a_function() -> None:
    body = "\n".join("        x = 1" for _ in range(25))
    function, method = (
        f"def f(request):\n{body}\n",
        f"class A:\n    def get(self, request):\n{body}",
    )

    assert sizes.long_functions(function, is_view=True) == ["f has 26 lines, 25 are enough"]
    assert sizes.long_functions(method, is_view=True) == ["get has 26 lines, 25 are enough"]
    assert sizes.long_functions(function) == []


def test_a_text_of_exactly_the_limit_is_fine() -> None:
    assert sizes.too_long("a\n" * 130, 130) == []
    assert sizes.too_long("a\n" * 131, 130) == ["131 lines, 130 are enough"]


def test_templates_are_known_by_the_app_that_dresses_them() -> None:
    apps = arrows.names(ROWS)

    assert [
        source.app_of_template(name, apps)
        for name in (
            "hearings/x.html",
            "mfa/x.html",
            "admin/hearings/x.html",
            "admin/base.html",
            "404.html",
        )
    ] == ["hearings", "accounts", "hearings", "frame", "frame"]
