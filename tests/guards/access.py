"""Who reaches which address: the table. `test_access.py` tries every cell with real rows through HTTP.

A new page gets a row here, or the guard says that it is missing. Answers: 200 shown, 286 shown for the last
time, 302 sent on (to sign in, or to what was made), 401 who are you, 403 not in your role, 404 not yours.
"""

from dataclasses import dataclass, field
from typing import Final

PEOPLE: Final = (
    "not signed in",
    "of no organization",
    "front desk",
    "biller",
    "administrator",
    "foreigner",
    "staff",
)
"""In the order of the columns. `foreigner` bills for another organization; `staff` works for the plan."""


@dataclass(frozen=True, slots=True)
class Row:
    """One address and what each person is answered. `{names}` are the world's own records."""

    name: str
    """The address's name in the URLs, `app:name`."""
    method: str
    path: str
    answers: tuple[int, ...]
    body: dict[str, str] = field(default_factory=dict)
    basic: bool = False
    """Sent with name and password (RFC 7617) and no session."""


def _row(name: str, request: str, /, *answers: int, **more: str | bool) -> Row:
    method, _, path = request.partition(" ")
    basic = bool(more.pop("basic", False))
    return Row(name, method, path, answers, {key: str(value) for key, value in more.items()}, basic)


#                                                              no    no    front biller admin foreign staff
#                                                              user  org.  desk
TABLE: Final = (
    _row("account_login", "GET /sign-in/", 200, 302, 302, 302, 302, 302, 302),
    _row("account_logout", "GET /sign-out/", 302, 200, 200, 200, 200, 200, 200),
    _row("homes:home", "GET /", 302, 200, 200, 200, 200, 200, 200),
    _row("homes:find", "POST /find/", 302, 403, 403, 302, 302, 200, 302, q="{claim}"),
    _row("homes:find", "POST /find/", 302, 403, 403, 302, 302, 200, 302, q="{trace}"),
    _row(
        "accounts:act_for", "POST /act-for/", 404, 404, 302, 302, 302, 404, 404, organization="{organization}"
    ),
    _row("accounts:settings", "GET /account/", 302, 200, 200, 200, 200, 200, 200),
    _row("accounts:username", "GET /account/username/", 302, 200, 200, 200, 200, 200, 200),
    _row("accounts:username", "POST /account/username/", 302, 422, 422, 422, 422, 422, 422, username="a*b"),
    _row("accounts:password", "GET /account/password/", 302, 200, 200, 200, 200, 200, 200),
    _row("accounts:password", "POST /account/password/", 302, 422, 422, 422, 422, 422, 422, password="short"),
    _row("accounts:devices", "GET /account/devices/", 302, 200, 200, 200, 200, 200, 200),
    _row("accounts:devices", "POST /account/devices/", 302, 404, 404, 404, 404, 404, 404, session="999999"),
    _row("factors:list", "GET /account/second-step/", 302, 200, 200, 200, 200, 200, 200),
    _row("factors:start", "GET /account/second-step/start/", 302, 200, 200, 200, 200, 200, 200),
    _row("factors:app", "GET /account/second-step/app/", 302, 200, 200, 200, 200, 200, 200),
    _row("factors:app", "POST /account/second-step/app/", 302, 422, 422, 422, 422, 422, 422, code="1"),
    _row("factors:passkey", "GET /account/second-step/passkey/", 302, 200, 200, 200, 200, 200, 200),
    _row("factors:passkey", "POST /account/second-step/passkey/", 302, *[422] * 6, name="mine"),
    _row("factors:passkey_options", "POST /account/second-step/passkey/options/", 302, *[200] * 6),
    _row("factors:codes", "GET /account/second-step/codes/", 302, 404, 404, 404, 404, 404, 404),
    _row("factors:codes_file", "GET /account/second-step/codes/file/", 302, *[404] * 6),
    _row("factors:remove", "GET /account/second-step/999999/remove/", 302, *[404] * 6),
    _row("factors:confirm", "GET /account/confirm/", 302, 200, 200, 200, 200, 200, 200),
    _row("factors:confirm", "POST /account/confirm/", 302, *[422] * 6, password="wrong"),
    _row("factors:confirm_passkey", "GET /account/confirm/passkey/", 302, *[200] * 6),
    _row("mfa_authenticate", "GET /sign-in/second-step/", 302, 302, 302, 302, 302, 302, 302),
    _row("mfa_login_webauthn", "GET /sign-in/passkey/", 302, 302, 302, 302, 302, 302, 302),
    _row("accounts:session_left", "GET /account/session/", *[200] * 7),
    _row("accounts:people", "GET /people/", 302, 403, 403, 403, 200, 403, 403),
    _row("accounts:invite", "GET /people/invite/", 302, 403, 403, 403, 200, 403, 403),
    _row(
        "accounts:invite",
        "POST /people/invite/",
        *(302, 403, 403, 403, 302, 403, 403),
        email="new@example.org",
        role="biller",
    ),
    _row("accounts:role", "GET /people/{membership}/role/", 302, 403, 403, 403, 200, 403, 403),
    _row(
        "accounts:role",
        "POST /people/{membership}/role/",
        *(302, 403, 403, 403, 302, 403, 403),
        role="read_only",
    ),
    _row("accounts:remove", "GET /people/{membership}/remove/", 302, 403, 403, 403, 200, 403, 403),
    _row("accounts:remove", "POST /people/{membership}/remove/", 302, 403, 403, 403, 302, 403, 403),
    _row("accounts:remove", "GET /people/{foreign_membership}/remove/", 302, 403, 403, 403, 404, 403, 403),
    _row("accounts:role", "GET /people/{foreign_membership}/role/", 302, 403, 403, 403, 404, 403, 403),
    _row(
        "accounts:withdraw",
        "POST /people/invitations/{invitation}/withdraw/",
        *(302, 403, 403, 403, 302, 403, 403),
    ),
    _row("accounts:invitation", "GET /invitation/{secret}/", *[200] * 7),
    _row("accounts:invitation", "POST /invitation/{secret}/", 422, 302, 409, 409, 409, 302, 409),
    _row("accounts:sign_in_help", "GET /help/signing-in/", *[200] * 7),
    _row("registration:start", "GET /register/", *[200] * 7),
    _row("registration:member", "GET /register/member/", *[200] * 7),
    _row("registration:member", "POST /register/member/", *[422] * 7, member_id="1234567*01"),
    _row("registration:provider", "GET /register/provider/", *[200] * 7),
    _row("registration:provider_facts", "GET /register/provider/group/", *[200] * 7),
    _row("registration:provider_facts", "POST /register/provider/person/", *[422] * 7, provider_id="1*2"),
    _row("registration:invited", "GET /register/for/employer/", *[200] * 7),
    _row("registration:code", "GET /register/code/", *[302] * 7),
    _row("registration:code", "POST /register/code/", *[302] * 7, code="00000000"),
    _row("registration:code_again", "POST /register/code/again/", *[302] * 7),
    _row("registration:account", "GET /register/account/", *[302] * 7),
    _row("registration:account", "POST /register/account/", *[302] * 7, username="somebody"),
    _row("registration:applications", "GET /applications/", 302, 403, 403, 403, 403, 403, 200),
    _row("registration:application", "GET /applications/{application}/", 302, 403, 403, 403, 403, 403, 200),
    _row(
        "registration:application",
        "POST /applications/{application}/",
        *(302, 403, 403, 403, 403, 403, 302),
        note="Called the practice.",
        result="approve",
    ),
    _row("organizations:overview", "GET /organization/", 302, 403, 403, 403, 200, 403, 403),
    _row("organizations:add_location", "GET /organization/locations/add/", 302, 403, 403, 403, 200, 403, 403),
    _row(
        "organizations:add_location", "POST /organization/locations/add/", 302, 403, 403, 403, 422, 403, 403
    ),
    _row(
        "organizations:close_location",
        "GET /organization/locations/{location}/close/",
        *(302, 403, 403, 403, 200, 403, 403),
    ),
    _row(
        "organizations:close_location",
        "POST /organization/locations/{location}/close/",
        *(302, 403, 403, 403, 302, 403, 403),
    ),
    _row("organizations:add_tax_id", "GET /organization/tax-ids/add/", 302, 403, 403, 403, 200, 403, 403),
    _row("organizations:add_tax_id", "POST /organization/tax-ids/add/", 302, 403, 403, 403, 422, 403, 403),
    _row("organizations:delegate", "GET /organization/billing/add/", 302, 403, 403, 403, 200, 403, 403),
    _row("organizations:delegate", "POST /organization/billing/add/", 302, 403, 403, 403, 422, 403, 403),
    _row(
        "organizations:end_delegation",
        "GET /organization/billing/{delegation}/end/",
        *(302, 403, 403, 403, 200, 403, 403),
    ),
    _row(
        "organizations:end_delegation",
        "POST /organization/billing/{delegation}/end/",
        *(302, 403, 403, 403, 302, 403, 403),
    ),
    _row("organizations:record", "GET /organization/record/", 302, 403, 403, 403, 200, 403, 403),
    _row("organizations:record_csv", "GET /organization/record/csv/", 302, 403, 403, 403, 200, 403, 403),
    _row("organizations:requests", "GET /people/requests/", 302, 403, 403, 403, 200, 403, 403),
    _row("organizations:answer", "GET /people/requests/{request}/", 302, 403, 403, 403, 200, 403, 403),
    _row(
        "organizations:answer",
        "POST /people/requests/{request}/",
        *(302, 403, 403, 403, 302, 403, 403),
        result="grant",
        role="biller",
    ),
    _row("organizations:ask", "GET /ask-for-access/", 302, 200, 200, 200, 200, 200, 403),
    _row("organizations:ask", "POST /ask-for-access/", 302, 422, 422, 422, 422, 422, 403),
    _row("organizations:tax_ids", "GET /tax-ids/", 302, 403, 403, 403, 403, 403, 200),
    _row("organizations:answer_tax_id", "GET /tax-ids/{asked}/", 302, 403, 403, 403, 403, 403, 200),
    _row(
        "organizations:answer_tax_id",
        "POST /tax-ids/{asked}/",
        *(302, 403, 403, 403, 403, 403, 302),
        result="refuse",
    ),
    _row("recovery:start", "GET /recover/", *[200] * 7),
    _row("recovery:member", "GET /recover/member/", *[200] * 7),
    _row("recovery:member", "POST /recover/member/", *[422] * 7, member_id="1234567*01"),
    _row("recovery:provider", "GET /recover/provider/", *[200] * 7),
    _row("recovery:provider", "POST /recover/provider/", *[422] * 7, provider_id="1*2"),
    _row("recovery:code", "GET /recover/code/", *[302] * 7),
    _row("recovery:code", "POST /recover/code/", *[302] * 7, code="00000000"),
    _row("recovery:code_again", "POST /recover/code/again/", *[302] * 7),
    _row("recovery:first", "GET /sign-in/first/", *[302] * 7),
    _row("support:console", "GET /support/", 302, 403, 403, 403, 403, 403, 403),
    _row("support:console", "POST /support/", 302, 403, 403, 403, 403, 403, 403, who="biller"),
    _row("support:person", "GET /support/people/{membership}/", 302, 403, 403, 403, 403, 403, 403),
    _row("support:person", "POST /support/people/{membership}/", 302, 403, 403, 403, 403, 403, 403, note="x"),
    _row("support:second", "GET /support/waiting/{assistance}/", 302, 403, 403, 403, 403, 403, 403),
    _row(
        "support:second",
        "POST /support/waiting/{assistance}/",
        *(302, 403, 403, 403, 403, 403, 403),
        result="agree",
    ),
    _row("support:link", "GET /recover/link/{way_back}/", *[200] * 7),
    _row("support:link", "GET /recover/link/none/", *[404] * 7),
    _row("recovery:account", "GET /recover/account/", *[302] * 7),
    _row("recovery:account", "POST /recover/account/", *[302] * 7, password="Quay-lantern-8"),
    _row("eligibility:ask", "GET /eligibility/", 302, 403, 200, 200, 200, 200, 200),
    _row("eligibility:ask", "POST /eligibility/", 302, 403, 302, 302, 302, 302, 302, who="{member}"),
    _row("plans:list", "GET /plans/", 302, 403, 200, 200, 200, 200, 200),
    _row("plans:benefits", "GET /plans/harbor-ppo-1500/2026/", 302, 403, 200, 200, 200, 200, 200),
    _row("plans:benefits", "GET /plans/harbor-ppo-1500/1999/", 302, 403, 404, 404, 404, 404, 404),
    _row("eligibility:answer", "GET /eligibility/{check}/", 302, 403, 200, 200, 200, 404, 200),
    _row("claims:list", "GET /claims/", 302, 403, 403, 200, 200, 200, 200),
    _row("claims:list", "GET /claims/?state=paid", 302, 403, 403, 200, 200, 200, 200),
    _row("claims:list_live", "GET /claims/live/", 302, 403, 403, 200, 200, 200, 200),
    _row("claims:detail", "GET /claims/{claim}/", 302, 403, 403, 200, 200, 404, 200),
    _row("claims:detail", "GET /claims/{rejected}/", 302, 403, 403, 200, 200, 404, 200),
    _row("claims:detail_live", "GET /claims/{claim}/live/", 302, 403, 403, 200, 200, 404, 200),
    _row("edi:send", "GET /claims/send/", 302, 403, 403, 200, 200, 200, 403),
    _row("edi:send", "POST /claims/send/", 302, 403, 403, 302, 302, 302, 403, file="{content}"),
    _row("edi:receipt", "GET /claims/files/{receipt}/", 302, 403, 403, 200, 200, 404, 200),
    _row("edi:receipt_live", "GET /claims/files/{receipt}/live/", 302, 403, 403, 286, 286, 404, 286),
    _row("edi:acknowledgement", "GET /claims/files/{receipt}/999/", 302, 403, 403, 200, 200, 404, 200),
    _row("edi:acknowledgement", "GET /claims/files/{receipt}/277CA/", 302, 403, 403, 200, 200, 404, 200),
    _row("remittance:list", "GET /payments/", 302, 403, 403, 200, 200, 200, 200),
    _row("remittance:detail", "GET /payments/{trace}/", 302, 403, 403, 200, 200, 404, 200),
    _row("remittance:file", "GET /payments/{trace}/835/", 302, 403, 403, 200, 200, 404, 200),
    _row("edi:270", "POST /x12/270", 401, 403, 200, 200, 200, 200, 200, basic=True, raw="{inquiry}"),
    _row("edi:270", "POST /x12/270", 401, 401, 401, 401, 401, 401, 401, raw="{inquiry}"),
    _row("security:record", "GET /security/record/", 302, 403, 403, 403, 403, 403, 403),
    _row("security:record", "POST /security/record/", 302, 403, 403, 403, 403, 403, 403),
    _row("security:found", "GET /security/record/{search}/", 302, 403, 403, 403, 403, 403, 403),
    _row("security:csv", "GET /security/record/{search}/csv/", 302, 403, 403, 403, 403, 403, 403),
    _row("security:alerts", "GET /security/alerts/", 302, 403, 403, 403, 403, 403, 403),
    _row("security:alert", "GET /security/alerts/{alert}/", 302, 403, 403, 403, 403, 403, 403),
    _row("security:alert", "POST /security/alerts/{alert}/", 302, 403, 403, 403, 403, 403, 403),
    _row("restricted:open", "GET /restricted/", 302, 403, 403, 403, 403, 403, 200),
    _row("restricted:open", "POST /restricted/", 302, 403, 403, 403, 403, 403, 422),
    _row("restricted:families", "GET /security/restricted/", 302, 403, 403, 403, 403, 403, 403),
    _row("restricted:add", "GET /security/restricted/add/", 302, 403, 403, 403, 403, 403, 403),
    _row("restricted:add", "POST /security/restricted/add/", 302, 403, 403, 403, 403, 403, 403),
    _row(
        "restricted:lift", "POST /security/restricted/{restriction}/lift/", 302, 403, 403, 403, 403, 403, 403
    ),
    _row("restricted:openings", "GET /security/restricted/openings/", 302, 403, 403, 403, 403, 403, 403),
    _row("disclosures:list", "GET /security/disclosures/", 302, 403, 403, 403, 403, 403, 403),
    _row("disclosures:add", "GET /security/disclosures/add/", 302, 403, 403, 403, 403, 403, 403),
    _row("disclosures:add", "POST /security/disclosures/add/", 302, 403, 403, 403, 403, 403, 403),
    _row(
        "disclosures:accounting", "POST /security/disclosures/accounting/", 302, 403, 403, 403, 403, 403, 403
    ),
    _row(
        "disclosures:take_back",
        "POST /security/disclosures/{disclosure}/take-back/",
        302,
        403,
        403,
        403,
        403,
        403,
        403,
    ),
    _row("looks:mine", "GET /account/looks/", 302, 404, 404, 404, 404, 404, 404),
    _row("web:privacy", "GET /help/privacy/", *[200] * 7),
    _row("web:security", "GET /help/website-security/", *[200] * 7),
    _row("web:browsers", "GET /help/browsers/", *[200] * 7),
)

OPEN: Final = {
    "health_live": "For supervisors: no sign-in and no data.",
    "health_ready": "For supervisors: no sign-in and no data.",
    "web:components": "The style guide: synthetic samples, not in production.",
    "web:components_live": "A part of the style guide.",
    "web:components_refusal": "A part of the style guide.",
}
"""Addresses without a row, each with its reason."""
