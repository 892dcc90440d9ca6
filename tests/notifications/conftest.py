from copy import deepcopy
from pathlib import Path

import pytest

from notifications import kinds
from notifications.kinds import Group, Lane, Limit, MessageKind
from notifications.models import Channel, Subscriber
from tests.notifications.sink import Sink


def is_still_in_use(about, message):
    return about.is_active


@pytest.fixture
def news(monkeypatch, settings):
    """Kinds of messages of our own: news (bulk, while its area is in use), receipt, link."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates
    news = MessageKind("test.news", "Nyt", Lane.BULK, "testmail/news", still_due=is_still_in_use)
    receipt = MessageKind(
        "test.receipt", "Kvittering", Lane.IMMEDIATE, "testmail/news", limit=Limit.DELAY
    )
    link = MessageKind("test.link", "Link", Lane.IMMEDIATE, "testmail/news", limit=Limit.CANCEL)
    broken = MessageKind("test.broken", "Uden skabelon", Lane.BULK, "testmail/missing")
    kinds.register(news, receipt, link, broken)
    return news


@pytest.fixture
def chosen(news):
    """Kinds that people choose how to be told about: a reply (at once), and daily ones.

    `test.storm` is counted, from the context of its notice; `test.faulty` has no line.
    """

    def everybody(about, announcement):
        return Subscriber.objects.all()

    def how_many(about, notice, until):
        return notice.context["count"]

    def kind(code, channel, template="testmail/news", **values):
        return MessageKind(
            code, code, Lane.BULK, template, channel=channel, audience=everybody, **values
        )

    kinds.register(
        kind(
            "test.reply",
            Channel.AT_ONCE,
            still_due=is_still_in_use,
            link=own_page,
            group=Group.TO_ME,
        ),
        kind("test.near", Channel.DAILY, link=own_page, group=Group.NEAR),
        kind("test.daily", Channel.DAILY, still_due=is_still_in_use, link=own_page),
        kind("test.storm", Channel.DAILY, "testmail/storm", count=how_many, link=own_page),
        kind("test.faulty", Channel.DAILY, "testmail/missing", link=own_page),
    )


def own_page(about, notice):
    return f"/afdeling/{about.pk}/"


@pytest.fixture
def sink(settings):
    """A mail server of our own, to which Django's SMTP backend delivers."""
    with Sink() as server:
        settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 2
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server
