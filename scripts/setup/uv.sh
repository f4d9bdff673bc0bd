#!/usr/bin/env bash
# Print the path of a pinned uv, fetching it into .uv/ the first time. It makes the locks and fetches Pythons;
# a machine that has Python 3.13 and does not remake locks never sees it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/setup/common.sh
. scripts/setup/common.sh

if ! .uv/bin/uv --version >/dev/null 2>&1 || [ requirements-uv.txt -nt .uv/.done ]; then
    command -v python3 >/dev/null || apt_install "Fetching uv" python3 python3-venv ca-certificates
    rm -rf .uv
    # Debian splits venv from python3; without it the first try fails.
    if ! python3 -m venv .uv >/dev/null 2>&1; then
        apt_install "Making a virtual environment" python3-venv ca-certificates
        rm -rf .uv
        python3 -m venv .uv >&2
    fi
    say "Fetching uv into .uv (hashes checked)"
    .uv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes \
        --only-binary :all: -r requirements-uv.txt >&2 ||
        stop "uv could not be fetched by pip: check the network, or install Python 3.13 yourself and run make again."
    touch .uv/.done
fi
echo "$PWD/.uv/bin/uv"
