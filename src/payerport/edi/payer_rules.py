"""The plan's own rules for the files it is sent (type 7): a YAML file into values of the core. No Django,
so that `payerport x12 check --rules` needs none."""

from functools import lru_cache
from pathlib import Path

from payerport.plans.loading import read_yaml
from plancore.kernel import Finding
from plancore.x12 import PayerRule, Profile, payer_rules


class PayerRulesError(Exception):
    """A file of payer rules is not whole; its words name every fault, one line each."""


@lru_cache(maxsize=4)
def profile_of(path: Path) -> Profile:
    """How the plan weighs findings, with the rules of a file. Raises PayerRulesError and OSError."""
    rules, faults = read_payer_rules(path)
    if faults:
        raise PayerRulesError("\n".join(f"{one.where}: {one.message} {one.mend}" for one in faults))
    return Profile(rules=rules)


def read_payer_rules(path: Path) -> tuple[tuple[PayerRule, ...], tuple[Finding, ...]]:
    """The rules of a file and all that is wrong in it. Raises OSError."""
    findings: list[Finding] = []
    document = read_yaml(path, findings)
    if document is None:
        return (), tuple(findings)
    return payer_rules(document, path.name)
