"""Publishing plans: by content, never twice, never what is broken."""

import shutil
from pathlib import Path

import pytest
import typer
from tests import factories

from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.plans import store
from payerport.plans.actions import publish_all
from payerport.plans.models import Publication
from payerport.plans.publishing import publish_folder

pytestmark = pytest.mark.django_db


def test_it_publishes_what_is_new_and_only_that(capsys: pytest.CaptureFixture[str]) -> None:
    publish_folder(factories.PLANS)
    with as_core():
        first = Publication.objects.count()
        assert first == Event.objects.filter(action="plan.published").count() > 0
        assert factories.PLAN_ID in store.designs()
    publish_folder(factories.PLANS)
    with as_core():
        assert Publication.objects.count() == first
    assert capsys.readouterr().out.splitlines()[-1] == "0 new, the rest stands as it was"


def test_it_publishes_nothing_when_a_file_is_broken(tmp_path: Path) -> None:
    shutil.copytree(factories.PLANS, tmp_path / "plans")
    plan = next((tmp_path / "plans").rglob("harbor-ppo-1500.yaml"))
    plan.write_text(plan.read_text().replace("deductible", "deductable"))
    with pytest.raises(typer.Exit):
        publish_folder(tmp_path / "plans")
    with as_core():
        assert not Publication.objects.exists()


def test_it_decides_by_the_newest_version_of_a_plan() -> None:
    factories.published_plan()
    with as_core():
        before = Publication.objects.get(key=factories.PLAN_ID)
        renamed = before.document | {"note": "a later print"}
        (newer,) = publish_all(core("test"), {factories.PLAN_ID: renamed}, {})
        assert newer.version != before.version
        assert Publication.objects.filter(key=factories.PLAN_ID).count() == 2
        assert factories.PLAN_ID in store.designs()
