"""The engine's data in the edition's language: scripts read these, not those of calculator.protocol and its like."""

from calculator import protocol as engine_protocol
from calculator import source as engine_source
from calculator.regimen import Protocol
from calculator.source import Source
from scripts.content.phrases import site_code


def protocol(id: str) -> Protocol:
    """One protocol by id."""
    return engine_protocol.protocol(id, site_code())


def sources() -> dict[str, Source]:
    """The register of sources by id."""
    return engine_source.sources(site_code())
