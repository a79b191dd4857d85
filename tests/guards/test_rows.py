"""The second lock and the history's own: what PostgreSQL refuses whatever our code forgets."""

import json

import pytest
from django.db import DatabaseError, InternalError, ProgrammingError, connection, transaction
from tests import factories as make
from tests.guards import rows
from tests.guards.world import World

from payerport.audit.actor import NOBODY, Actor
from payerport.audit.lock import as_core, open_for

pytestmark = pytest.mark.django_db

UNLOCKED = {
    "accounts_user": "Who signs in is looked up before there is an actor. Names of users, no health data.",
    "accounts_user_groups": "Django's own; not used.",
    "accounts_user_user_permissions": "Django's own; not used.",
    "accounts_formerpassword": "Hashes of passwords nobody has any more; asked when there is no actor yet.",
    "accounts_organization": "Names and Tax IDs of practices; looked up before there is an actor.",
    "accounts_membership": "Says which actor somebody is; looked up before there is an actor.",
    "providers_provider": "Names, NPIs, addresses of practices, as in the registry; the plan's numbers.",
    "account_emailaddress": "The sign-in package's own: addresses of users.",
    "account_emailconfirmation": "The sign-in package's own.",
    "mfa_authenticator": "Asked before there is an actor; its secrets are encrypted, each for its owner.",
    "auth_group": "Django's own; not used.",
    "auth_group_permissions": "Django's own; not used.",
    "auth_permission": "Django's own: names of models.",
    "django_content_type": "Django's own: names of models.",
    "django_migrations": "Which migrations ran.",
    "django_session": "Read by its random key before there is an actor; holds ids only.",
    "usersessions_usersession": "The sign-in package's own: who is signed in, by which browser.",
    "payerport_cache": "Counters of sign-in tries; holds no record.",
    "procrastinate_events": "Times of jobs.",
    "procrastinate_jobs": "Names of jobs and ids only.",
    "procrastinate_periodic_defers": "Times of jobs.",
    "procrastinate_workers": "Which worker is alive.",
}
"""Tables without row-level security, each with its reason. Everything else is locked."""


def unlocked() -> set[str]:
    return {name for name, is_locked in rows.tables().items() if not is_locked}


# -- every table is locked --------------------------------------------------------------------------------


def test_it_locks_every_table_that_is_not_listed() -> None:
    assert unlocked() - UNLOCKED.keys() == set()


def test_it_lists_no_table_that_is_locked_or_gone() -> None:
    assert UNLOCKED.keys() - unlocked() == set()


def test_it_would_notice_a_planted_table_without_a_lock() -> None:
    with rows.as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE claims_planted (id bigint, organization_id bigint)")
    assert unlocked() - UNLOCKED.keys() == {"claims_planted"}


def test_it_would_notice_a_lock_without_a_policy_and_one_switched_off() -> None:
    with rows.as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE claims_planted (id bigint)")
        cursor.execute("ALTER TABLE claims_planted ENABLE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE claims_claim DISABLE ROW LEVEL SECURITY")
    assert unlocked() - UNLOCKED.keys() == {"claims_planted", "claims_claim"}


def test_it_connects_as_a_role_that_locks_hold_for() -> None:
    ((role, is_super, bypasses, owned),) = rows.rows_of(
        "SELECT current_user, rolsuper, rolbypassrls, "
        "(SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid) "
        "FROM pg_roles r WHERE rolname = current_user"
    )
    assert (role, is_super, bypasses, owned) == ("payerport_app", False, False, 0)


def test_it_holds_a_login_of_its_own_to_the_applications_role(world: World) -> None:
    """As docs/how-to/run-in-production.md advises: a login that is only a member of the role can't step back
    to the owner."""
    ((may_make_roles,),) = rows.rows_of("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
    if not may_make_roles:
        pytest.skip(
            "only a superuser may speak as another login; the database in use is not the embedded one"
        )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("CREATE ROLE planted_web LOGIN NOINHERIT")
        cursor.execute("GRANT payerport_app TO planted_web")
        cursor.execute("SET LOCAL SESSION AUTHORIZATION planted_web")
        cursor.execute("SET LOCAL ROLE payerport_app")
    open_for(world.biller)
    assert rows.rows_of("SELECT * FROM claims_claim") != []
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), rows.as_owner():
        rows.rows_of("SELECT * FROM claims_claim")


# -- a forgotten filter leaks nothing ---------------------------------------------------------------------


def locked_with_rows() -> list[str]:
    with as_core():
        return [
            name
            for name, is_locked in sorted(rows.tables().items())
            if is_locked and rows.rows_of(f'SELECT EXISTS (SELECT FROM "{name}")')[0][0]
        ]


def test_it_fills_every_locked_table_for_the_tests_below(world: World) -> None:
    empty = {name for name, is_locked in rows.tables().items() if is_locked} - set(locked_with_rows())
    assert empty == set()


def test_it_gives_nobody_a_row_of_any_locked_table(world: World) -> None:
    names = locked_with_rows()
    open_for(NOBODY)
    assert {name: rows.rows_of(f'SELECT count(*) FROM "{name}"')[0][0] for name in names} == dict.fromkeys(
        names, 0
    )


def test_it_gives_no_rows_before_a_reader_is_named(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('payerport.reader', NULL, true), set_config('payerport.org', NULL, true)"
        )
    assert rows.rows_of("SELECT * FROM claims_claim") == []


@pytest.mark.req("R-18")
def test_it_gives_an_organization_its_own_rows_and_no_others(world: World) -> None:
    """Without any WHERE, on each table that names its organization."""
    for name in rows.tables_with("organization_id"):
        if rows.tables()[name]:
            query = f'SELECT organization_id FROM "{name}"'
            open_for(world.biller)
            assert {row[0] for row in rows.rows_of(query)} == {world.organization.pk}, name
            open_for(world.stranger)
            assert {row[0] for row in rows.rows_of(query)} <= {world.other_organization.pk}, name


def test_it_gives_an_organization_no_row_of_what_the_plan_alone_reads(world: World) -> None:
    open_for(world.biller)
    for name in ("members_family", "members_member", "members_coverage", "plans_publication"):
        assert rows.rows_of(f'SELECT * FROM "{name}"') == [], name


def test_it_would_notice_a_lock_that_lets_everybody_read(world: World) -> None:
    with rows.as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE POLICY planted ON claims_claim USING (true)")
    open_for(NOBODY)
    assert rows.rows_of("SELECT * FROM claims_claim") != []


# -- nobody writes for another organization ---------------------------------------------------------------


def copy_row(name: str, document: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{name}" SELECT * FROM json_populate_record(NULL::"{name}", %s)', [document]
        )


def test_it_refuses_a_row_written_for_another_organization(world: World) -> None:
    """A row of one organization, offered again by another: refused by the lock, before any other rule."""
    tried = []
    for name in rows.tables_with("organization_id"):
        if not rows.tables()[name] or name == "audit_event":
            continue
        with as_core():
            ((row,),) = rows.rows_of(f'SELECT row_to_json(t)::text FROM "{name}" t LIMIT 1')
        assert json.loads(row)["organization_id"] == world.organization.pk
        open_for(world.stranger)
        with pytest.raises(ProgrammingError, match="row-level security"):
            copy_row(name, row)
        tried.append(name)
    assert len(tried) > 8, tried


def test_it_refuses_to_hand_an_own_row_to_another_organization(world: World) -> None:
    open_for(world.biller)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        rows.rows_of(
            "UPDATE claims_claim SET organization_id = %s RETURNING id", [world.other_organization.pk]
        )


# -- history is added, not edited -------------------------------------------------------------------------


def test_it_knows_the_histories() -> None:
    assert {"audit_event", "claims_statechange", "claims_decision", "claims_accumulatorentry"} <= set(
        rows.histories()
    )


def test_it_grants_the_application_no_change_of_any_history() -> None:
    assert rows.changeable(rows.histories()) == set()


@pytest.mark.parametrize("privilege", ["UPDATE", "DELETE", "TRUNCATE", "UPDATE (outcome)"])
def test_it_would_notice_a_planted_grant(privilege: str) -> None:
    with rows.as_owner(), connection.cursor() as cursor:
        cursor.execute(f"GRANT {privilege} ON claims_decision TO payerport_app")
    assert rows.changeable(rows.histories()) == {"claims_decision"}


@pytest.mark.parametrize("deed", ['UPDATE "{}" SET id = id', 'DELETE FROM "{}"', 'TRUNCATE "{}" CASCADE'])
def test_it_refuses_the_application_a_change_of_any_history(world: World, deed: str) -> None:
    for name in rows.histories():
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            as_core(),
            connection.cursor() as cursor,
        ):
            cursor.execute(deed.format(name))


@pytest.mark.parametrize("deed", ['UPDATE "{}" SET id = id', 'DELETE FROM "{}"'])
def test_it_refuses_even_the_owner_a_change_of_any_history(world: World, deed: str) -> None:
    """A trigger: a slip in a migration or at the console does not rewrite what happened."""
    for name in rows.histories():
        with (
            pytest.raises((InternalError, DatabaseError), match="append_only"),
            transaction.atomic(),
            rows.as_owner(),
            connection.cursor() as cursor,
        ):
            cursor.execute(deed.format(name))


def test_it_never_empties_a_table() -> None:
    """The application may not TRUNCATE anything, histories or not."""
    truncatable = rows.rows_of(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND relkind IN ('r', 'p') "
        "AND has_table_privilege('payerport_app', c.oid, 'TRUNCATE')"
    )
    assert truncatable == []


def test_it_names_an_actor_that_has_an_organization(world: World) -> None:
    """The world's readers are what their names say, or the tests above would prove nothing."""
    actors: tuple[Actor, ...] = (world.biller, world.stranger)
    assert [one.organization_id for one in actors] == [world.organization.pk, world.other_organization.pk]
    assert make.actor_of(world.nobody).organization_id is None
