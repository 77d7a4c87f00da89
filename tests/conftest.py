"""What all tests share: property tests have no deadline on the clock, nothing may fail because a machine is busy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("gongkai", deadline=None)
settings.load_profile("gongkai")
