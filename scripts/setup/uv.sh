#!/usr/bin/env bash
# Print the path of a pinned uv, fetching it into .uv/ the first time. It makes the locks and fetches Pythons;
# a machine that has Python 3.13 and does not remake locks never sees it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/setup/common.sh
. scripts/setup/common.sh

if ! .uv/bin/uv --version >/dev/null 2>&1 || [ requirements-uv.txt -nt .uv/.done ]; then
    # shellcheck disable=SC2046  # names of packages hold no blanks
    apt_install "Fetching uv" $(venv_lacks)
    rm -rf .uv
    python3 -m venv .uv >&2 || stop "python3 could not make a virtual environment; the lines above say why; give a \
Python of your own with: make PYTHON=/path/to/python$WANTED setup"
    say "Fetching uv into .uv (hashes checked)"
    .uv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes \
        --only-binary :all: -r requirements-uv.txt >&2 ||
        stop "uv could not be fetched by pip; mend the network, or give a Python of your own with: \
make PYTHON=/path/to/python$WANTED setup"
    touch .uv/.done
fi
echo "$PWD/.uv/bin/uv"
