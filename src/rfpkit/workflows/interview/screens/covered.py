"""Questions 4 and 5: what is covered, and what happens away from the schools."""

from __future__ import annotations

from collections.abc import Callable

from rfpkit.workflows.interview import checks, spans
from rfpkit.workflows.interview.prompt import Prompt, Screen, Texts

METHODS = ("remote", "mail-in", "drop-off", "home-exchange")


def _above_zero(key: str) -> Callable[[Texts], bool]:
    return lambda texts: texts.get(key, "0") not in ("0", "")


SCOPE = Screen(
    4,
    "What is in and out of scope?",
    "What is not named is out of scope, and a proposer prices only what is counted.",
    "scope; price sheet; spare pools; parts",
    (
        Prompt(
            "student_laptops", "How many student laptops, the district's own or leased (0: none)",
            "how many student laptops there are", "1,200", checks.number(0),
        ),
        Prompt(
            "student_models", "Their makes and models, with numbers and years",
            "makes and models of the student laptops",
            "800 Dell Chromebook 3110 of 2023; 400 HP Fortis 11 of 2025", spans.models,
            asked=_above_zero("student_laptops"),
            help="Parts and repair prices follow from the model; a number alone says little.",
        ),
        Prompt(
            "staff_laptops", "How many staff laptops (0: none)",
            "how many staff laptops there are", "130", checks.number(0),
        ),
        Prompt(
            "staff_models", "Their makes and models, with numbers and years",
            "makes and models of the staff laptops", "130 Lenovo ThinkPad L14 of 2024",
            spans.models, asked=_above_zero("staff_laptops"),
        ),
        Prompt(
            "tablets", "How many tablets (0: none)", "how many tablets there are", "0",
            checks.number(0), lambda _: "0",
        ),
        Prompt(
            "tablet_models", "Their makes and models, with numbers and years",
            "makes and models of the tablets", "200 Apple iPad 9 of 2022", spans.models,
            asked=_above_zero("tablets"),
        ),
        Prompt(
            "desktops", "How many desktops (0: none)", "how many desktops there are", "0",
            checks.number(0), lambda _: "0",
        ),
        Prompt(
            "desktop_models", "Their makes and models, with numbers and years",
            "makes and models of the desktops", "90 Dell OptiPlex 7010 of 2023",
            spans.models, asked=_above_zero("desktops"),
        ),
        Prompt(
            "carts", "How many charging carts (0: none)", "how many charging carts there are",
            "0", checks.number(0), lambda _: "0",
        ),
        Prompt(
            "own_devices", "Devices that students or staff own: excluded, advice or full",
            "what becomes of devices that students or staff own", "excluded",
            checks.one_of("excluded", "advice", "full"), lambda _: "excluded",
        ),
        Prompt(
            "software", "Software that the district licenses: full, best-effort or excluded",
            "which software is supported", "best-effort",
            checks.one_of("full", "best-effort", "excluded"), lambda _: "best-effort",
        ),
        Prompt(
            "network", "Wireless network and broadband line: full or excluded",
            "whether the network is supported", "excluded", checks.one_of("full", "excluded"),
            lambda _: "excluded",
        ),
    ),
)  # fmt: skip


def _supported(texts: Texts) -> bool:
    return texts.get("off_campus") == "yes"


OFF_CAMPUS = Screen(
    5,
    "Are devices supported off campus?",
    "A device that breaks at home on a Friday is a student without a device on Monday.",
    "operations; off-campus requirements; loaners",
    (
        Prompt(
            "take_home", "Do students take devices home (yes, no)",
            "whether students take devices home", "yes", checks.yes_or_no,
        ),
        Prompt(
            "off_campus", "Are devices supported off campus (yes, no)",
            "whether devices are supported off campus", "yes", checks.yes_or_no,
            lambda a: a.get("take_home", ""),
        ),
        Prompt(
            "methods", f"How, any of: {', '.join(METHODS)}", "how people off campus are helped",
            "remote, drop-off", checks.some_of(*METHODS), lambda _: "remote, drop-off",
            asked=_supported, needed=True,
        ),
        Prompt(
            "shipping", "Who pays for mailing: contractor, district or family",
            "who pays when a device is mailed", "contractor",
            checks.one_of("contractor", "district", "family"), lambda _: "contractor",
            asked=lambda a: _supported(a) and "mail-in" in a.get("methods", ""), needed=True,
        ),
        Prompt(
            "return_by", "Where a broken device is brought, and where it comes back",
            "where a device that broke at home is brought", "the student's own school",
            checks.words, lambda _: "the student's own school",
            asked=lambda a: _supported(a) or a.get("take_home") == "yes",
        ),
        Prompt(
            "home_loaner", "How a student at home gets a loaner",
            "how a loaner reaches a student at home", "at the school's office, the next school day",
            checks.words, lambda _: "at the school's office, the next school day",
            asked=lambda a: _supported(a) or a.get("take_home") == "yes",
        ),
        Prompt(
            "home_internet", "How far internet access at home is helped with",
            "how far internet access at home is helped with",
            "a one-page guide and the provider's number; nobody visits a home", checks.words,
            lambda _: "a one-page guide and the provider's number; nobody visits a home",
            asked=_supported,
        ),
    ),
)  # fmt: skip
