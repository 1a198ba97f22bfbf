"""The output intent: for which printing condition a file is made (ISO 32000-1, 14.11.5)."""

import hashlib

from assemble.model.press import Condition
from assemble.pdf.objects import PdfFile, Value, deflated, dictionary, name, string

CMYK_INKS = 4


def add_output_intent(file: PdfFile, condition: Condition) -> Value:
    """The output intent that PDF/X asks for, with its profile in the file.

    `Info` stands there for every condition: it is required where there is no registry, and tells
    people what the registered name means.
    """
    key = f"profile.{hashlib.sha256(condition.profile).hexdigest()}"
    profile = file.add(key, deflated(condition.profile, N=CMYK_INKS))
    registry = {"RegistryName": string(condition.registry)} if condition.registry else {}
    intent = dictionary(
        registry,
        Type=name("OutputIntent"),
        S=name("GTS_PDFX"),
        OutputConditionIdentifier=string(condition.identifier),
        OutputCondition=string(condition.info),
        Info=string(condition.info),
        DestOutputProfile=profile,
    )
    return file.add("intent", intent)
