"""Plan designs as values, and the arithmetic of cost sharing: deductible, copay, coinsurance, maximum,
limits."""

from plancore.benefits.balances import Balances
from plancore.benefits.check import build_design
from plancore.benefits.cost_share import Pieces, Room, reckon
from plancore.benefits.design import (
    Category,
    Ceiling,
    Condition,
    CopayPer,
    CostShare,
    Counting,
    Limit,
    LimitPer,
    LimitUnit,
    OutOfNetwork,
    PlanDesign,
    Service,
    Terms,
    Tier,
)

__all__ = [
    "Balances",
    "Category",
    "Ceiling",
    "Condition",
    "CopayPer",
    "CostShare",
    "Counting",
    "Limit",
    "LimitPer",
    "LimitUnit",
    "OutOfNetwork",
    "Pieces",
    "PlanDesign",
    "Room",
    "Service",
    "Terms",
    "Tier",
    "build_design",
    "reckon",
]
