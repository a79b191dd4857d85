"""Publishing plan designs and fee schedules."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.plans.models import Publication


def publish(actor: Actor, kind: Publication.Kind, key: str, document: dict[str, Any]) -> Publication:
    """Publish a document under `key`; the same content again gives the publication that stands, and changes
    nothing.

    The caller has checked the document (`payerport plan check`): what does not build is not published.
    """
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    version = hashlib.sha256(canonical.encode()).hexdigest()
    with transaction.atomic():
        publication, is_new = Publication.objects.get_or_create(
            kind=kind,
            key=key,
            version=version,
            defaults={"document": document, "published_at": timezone.now()},
        )
        if is_new:
            record(
                actor,
                "plan.published",
                "publication",
                publication.pk,
                detail={"key": key, "version": version},
            )
    return publication


def publish_all(
    actor: Actor, plans: Mapping[str, dict[str, Any]], schedules: Mapping[str, dict[str, Any]]
) -> list[Publication]:
    """Publish documents by key, fee schedules before the plans that name them; gives those that were new."""
    before = Publication.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made = [publish(actor, Publication.Kind.FEE_SCHEDULE, key, one) for key, one in sorted(schedules.items())]
    made += [publish(actor, Publication.Kind.PLAN, key, one) for key, one in sorted(plans.items())]
    return [one for one in made if one.pk > before]
