"""Words that the demo's people are made of. Surnames, streets and firms are invented and look it; places
are real. Nobody real may be meant: no name from a list of real people, no street that a map has on purpose.
"""

from dataclasses import dataclass
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAME_BEGINNINGS: Final = _words(
    """
    Test Sample Demo Mock Draft Model Trial Paper Fable Proto Specimen Figment
    """
)
SURNAME_ENDINGS: Final = _words(
    """
    wood field river stone brook hill dale ford ridge lake meadow haven shore grove marsh leaf
    """
)

WOMEN: Final = _words(
    """
    Ada Alice Amara Beatriz Bonnie Carmen Chloe Daisy Dolores Elena Emma Fatima Fern Gloria Grace Hana Hazel
    Ines Iris Ivy Jade June Keiko Laura Lily Lucia Mabel Maria Mei Nadia Nora Olive Opal Pearl Priya Quinn
    Rosa Ruth Sage Sofia Tessa Uma Vera Violet Willow Ximena Yara Zoe
    """
)
MEN: Final = _words(
    """
    Aaron Ahmed Alan Basil Ben Carlos Clay Cliff Daniel Diego Dylan Eli Emil Felix Finn Frank George Glen
    Hal Henry Hugo Ivan Jasper Javier Jin Joel Kai Karl Lamar Leo Luis Marco Miles Nathan Noah Omar Oscar
    Pablo Peter Reed River Samir Silas Theo Tomas Victor Wade Yusuf
    """
)

STREET_NAMES: Final = _words(
    """
    Sampleberry Testtree Demopine Mockingreed Draftwater Modelmoss Trialfern Paperbark Fableoak Protopalm
    Placeholder Nowhere Makebelieve Pretend Imaginary Example
    """
)
STREET_KINDS: Final = ("Street", "Avenue", "Lane", "Road", "Court", "Drive", "Way")

EMPLOYERS: Final = (
    "Testwood Timber",
    "Samplefield Foods",
    "Demoriver Ferries",
    "Mockstone Quarry",
    "Draftbrook Press",
    "Modelhill Motors",
    "Trialford Textiles",
    "Paperlake Stationery",
    "Fablegrove Toys",
    "Protoshore Robotics",
    "Specimen Marsh Gardens",
    "Figment Ridge Studios",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A real city with a five-digit ZIP of its own."""

    city: str
    state: str
    zip5: str


PLACES: Final = (
    Place("Tampa", "FL", "33602"),
    Place("Orlando", "FL", "32801"),
    Place("Miami", "FL", "33130"),
    Place("Jacksonville", "FL", "32202"),
    Place("Tallahassee", "FL", "32301"),
    Place("Sarasota", "FL", "34236"),
    Place("Albany", "NY", "12207"),
    Place("Buffalo", "NY", "14202"),
    Place("Syracuse", "NY", "13202"),
    Place("Rochester", "NY", "14604"),
    Place("Yonkers", "NY", "10701"),
    Place("Brooklyn", "NY", "11201"),
)
