"""In the place of pyodide._package_loader: Pyodide's script asks it for two folders, and for nothing else.

The worker puts the wheel where it belongs itself.
"""

from pathlib import PurePosixPath
from site import getsitepackages

SITE_PACKAGES = PurePosixPath(getsitepackages()[0])
DSO_DIR = PurePosixPath("/usr/lib")


def init_loaded_packages() -> None:
    pass
