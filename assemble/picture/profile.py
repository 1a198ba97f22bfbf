"""ICC profiles by their header, without LittleCMS (ICC.1:2010, 7.2)."""

SPACES = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
"""Colour spaces of profiles (ICC.1, 7.2.6) by their number of components."""

CLASSES = (b"scnr", b"mntr", b"prtr", b"spac")
"""Profile classes that ICCBased allows (ISO 32000-1, 8.6.5.5)."""

NEWEST = 4
"""The highest major version that readers of PDF know; 5 is iccMAX."""

PRESS_VERSION = b"\x04\x20"
"""Version 4.2 (ICC.1:2004-10), the newest that PDF/X-4 may hold (ISO 15930-7, 6.2.3)."""

HEADER = 128
VERSION, IDENTIFIER = slice(8, 10), slice(84, 100)


def fitting(profile: bytes | None, components: int) -> bytes | None:
    """A profile if its header says that it describes pixels of so many components, else None."""
    fits = (
        profile is not None
        and len(profile) >= HEADER
        and profile[8] <= NEWEST
        and profile[12:16] in CLASSES
        and SPACES.get(profile[16:20]) == components
    )
    return profile if fits else None


def for_press(profile: bytes) -> bytes:
    """A profile as PDF/X-4 may hold it: one of version 4.3 or 4.4 is said to be of 4.2.

    These versions only added tags that a reader of 4.2 passes over. The identifier, a checksum
    over the version too, becomes "not calculated" (ICC.1, 7.2.18).
    """
    if profile[VERSION] <= PRESS_VERSION:
        return profile
    end = IDENTIFIER.stop
    middle = profile[VERSION.stop : IDENTIFIER.start]
    return profile[: VERSION.start] + PRESS_VERSION + middle + bytes(16) + profile[end:]
