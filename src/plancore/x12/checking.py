"""The whole of reading and checking in three functions: `read`, `check`, `write`."""

from collections.abc import Callable, Iterable, Iterator

from plancore.x12.events import Event
from plancore.x12.findings import Profile, X12Finding
from plancore.x12.guide import Guide
from plancore.x12.rules_attachment import AttachmentRules
from plancore.x12.rules_authorization import AuthorizationRules
from plancore.x12.rules_claim import ClaimRules
from plancore.x12.rules_dental import DentalRules
from plancore.x12.rules_eligibility import AnswerRules, InquiryRules
from plancore.x12.rules_enrolment import EnrolmentRules
from plancore.x12.rules_information import InformationRules
from plancore.x12.rules_institutional import InstitutionalRules
from plancore.x12.rules_premium import PremiumRules
from plancore.x12.rules_quick_remittance import QuickPayments
from plancore.x12.rules_reasons import Reasons
from plancore.x12.rules_remittance import RemittanceRules
from plancore.x12.rules_status import StatusRules
from plancore.x12.scan import Scanner
from plancore.x12.setreader import Rules
from plancore.x12.values import Codes
from plancore.x12.writer import Header, SetText, to_bytes, write_interchange


def rules_with(codes: Codes | None) -> "RulesOf":
    """The checks across segments of every guide that has some."""
    return RulesOf(codes)


_CLAIMS: dict[str, type[ClaimRules]] = {
    "837P": ClaimRules,
    "837I": InstitutionalRules,
    "837D": DentalRules,
}


class RulesOf:
    """Gives the rules of each set; what remembers what it looked up is kept."""

    def __init__(self, codes: Codes | None) -> None:
        self.codes = codes
        self._claims: dict[tuple[str, str], ClaimRules] = {}
        self._reasons = Reasons(codes)
        self._payments = QuickPayments(self._reasons)

    def __call__(self, guide: Guide, component: str) -> Rules | None:
        """The rules for one set of this guide."""
        of_claims = _CLAIMS.get(guide.name)
        if of_claims is not None:
            key = (guide.name, component)
            if key not in self._claims:
                self._claims[key] = of_claims(component, self.codes)
            return self._claims[key]
        made = self._of_set(guide.name, component)
        return made() if made is not None else None

    def _of_set(self, name: str, component: str) -> Callable[[], Rules] | None:
        """How the rules of a guide are made, fresh for each set."""
        codes = self.codes
        made: dict[str, Callable[[], Rules]] = {
            "835": lambda: RemittanceRules(codes, self._reasons, self._payments),
            "270": lambda: InquiryRules(codes),
            "271": AnswerRules,
            "820": PremiumRules,
            "834": EnrolmentRules,
            "276": lambda: StatusRules(component, codes),
            "277": lambda: StatusRules(component, codes),
            "277CA": lambda: StatusRules(component, codes),
            "278": lambda: AuthorizationRules(component, codes, answer=False),
            "277RFI": lambda: InformationRules(component, codes),
            "275": AttachmentRules,
            "275-5010": AttachmentRules,
            "278R": lambda: AuthorizationRules(component, codes, answer=True),
        }
        return made.get(name)


def read(
    chunks: Iterable[bytes], *, codes: Codes | None = None, profile: Profile | None = None
) -> Iterator[Event]:
    """All events of a file of any kind that has a guide here, findings in them. Raises NotX12."""
    return Scanner(rules=RulesOf(codes), profile=profile).read(chunks)


def check(
    chunks: Iterable[bytes], *, codes: Codes | None = None, profile: Profile | None = None
) -> Iterator[X12Finding]:
    """All that is wrong in a file, in the order it becomes known. Raises NotX12."""
    for event in read(chunks, codes=codes, profile=profile):
        yield from event.findings


def write(header: Header, functional_id: str, version: str, sets: Iterable[SetText]) -> bytes:
    """A whole interchange of one group."""
    return to_bytes(write_interchange(header, functional_id, version, sets))
