"""The closed lists that records, rules and meanings share."""

from typing import Literal, get_args

Theme = Literal[
    "health_care",
    "public_health",
    "social_services",
    "child_welfare",
    "early_childhood",
    "education",
    "integration",
    "hr_leadership",
    "culture_volunteering",
    "climate_environment",
    "business_agriculture",
    "transport",
    "planning_housing",
    "technical_services",
    "digitalisation",
    "democracy_governance",
    "economy_procurement",
]

Need = Literal["research", "innovation", "competence", "evaluation", "application", "collaboration"]

Topic = Literal[
    "distriktforsk",
    "rff_trondelag",
    "skjonnsmidler",
    "ofu",
    "rup",
    "interreg",
    "forskningsradet",
    "eu_programmes",
    "offentlig_sektor_phd",
    "klimasats",
    "stimulab",
    "vinnova",
    "forte",
    "kompetansemidler",
    "foui_kontakt",
    "kompetansemegler",
    "vetenskaplig_ledare",
    "foui_chef",
    "forumrepresentant",
    "partnerskapet",
    "styringsgruppen",
    "arbeidsutvalget",
    "foui_nettverk",
    "kompetanseforum",
    "foui_norrbotten",
    "foui_utskott",
    "statsforvalteren",
    "fylkeskommunen",
    "ks",
    "innovasjonsselskap",
    "kommundirektorutvalget",
    "foui",
    "fou",
    "innovasjon",
    "bestillerkompetanse",
    "kompetansemegling",
    "verdiskapingsstrategien",
    "felleslofte",
    "kompetanseregionen",
]

Happening = Literal["planned", "held", "cancelled", "moved"]
"""What became of a date: ``moved`` ones have a new date already."""

THEMES: tuple[Theme, ...] = get_args(Theme)
NEEDS: tuple[Need, ...] = get_args(Need)
TOPICS: tuple[Topic, ...] = get_args(Topic)
