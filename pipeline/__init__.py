"""Demarche: news text in, dyadic political event records out.

The library interface is :class:`pipeline.coder.Coder`; importing this package loads nothing.
"""

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.coder import Coder

try:
    __version__ = version("demarche")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"

__all__ = ["Coder", "__version__"]


def __getattr__(name: str) -> Any:
    """Load the coder only when it is asked for, so that importing the package stays instant."""
    if name == "Coder":
        from pipeline.coder import Coder

        return Coder
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
