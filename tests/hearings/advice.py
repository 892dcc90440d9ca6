"""Who is asked about a hearing, what they said and recommend: for every address."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from councils.models import Recommendation
from hearings.models import ConsultedParty, Hearing, StatementFile
from hearings.party_links import party_token_for
from tests.councils.factories import RecommendationFactory
from tests.hearings.factories import ConsultedPartyFactory, StatementFactory


@dataclass
class Advice:
    waiting: ConsultedParty
    outside: ConsultedParty
    file: StatementFile
    recommendation: Recommendation

    def values_for(self, name: str) -> dict[str, Any]:
        """Return the parameters in which an address of advice differs from others."""
        app, _colon, page = name.partition(":")
        body = self.recommendation.body
        if app == "councils" and page.partition("_")[0].startswith(("recommend", "body")):
            row = self.recommendation
            return {"body_pk": body.pk, "slug": body.slug, "number": row.number, "pk": row.pk}
        if app != "hearings":
            return {}
        if page in ("party", "party_open", "party_none"):
            return {"token": party_token_for(self.outside)}
        if page == "statement_file":
            return {"pk": self.file.pk}
        if page.partition("_")[0] in ("party", "statement"):
            return {"pk": self.waiting.pk, "body_pk": body.pk}
        return {"body_pk": body.pk} if page in ("to_decide", "recommend") else {}


def make_advice(hearing: Hearing) -> Advice:
    given = StatementFactory(party__hearing=hearing)
    file = given.files.create(
        file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"),
        original_name="a.pdf",
        content_type="application/pdf",
        size=8,
        sha256="0" * 64,
        uploaded_at=timezone.now(),
    )
    return Advice(
        waiting=ConsultedPartyFactory(hearing=hearing),
        outside=ConsultedPartyFactory(hearing=hearing, outside=True),
        file=file,
        recommendation=RecommendationFactory(),
    )
