"""PINs: what may be one, and how they are kept: as argon2id hashes, never as digits."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Final

from desktop.i18n import tr
from desktop.services.outcome import Refused

LEAST: Final = 4
MOST: Final = 12
"""Digits. A short PIN is no password: guessing is made slow (see attempts), not the PIN strong."""


def digits(typed: str) -> str:
    """What was typed as plain digits: a keyboard may write those of its own script. Anything else stays as it is."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in typed.strip())


def check_new(typed: str) -> str:
    """The digits of a PIN to be kept. Refused, at the field 'pin': not 4 to 12 digits, one digit alone, or a plain row."""
    pin = digits(typed)
    if not (pin.isascii() and pin.isdecimal() and LEAST <= len(pin) <= MOST):
        raise Refused("pin", tr("A PIN has {least} to {most} digits.", least=LEAST, most=MOST))
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise Refused("pin", tr("That PIN is guessed first. Choose one that is no row and not one digit alone."))
    return pin


def hashed(pin: str) -> str:
    """An argon2id hash with a salt of its own; takes about a tenth of a second on purpose."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(pin)


def fits(kept: str, typed: str) -> bool:
    """Whether what was typed is the PIN behind the hash. A hash that cannot be read fits nothing."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(kept, digits(typed))
    except (InvalidHashError, VerificationError):
        return False
