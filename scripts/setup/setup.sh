#!/usr/bin/env bash
# Make this machine ready: scripts/setup/setup.sh python|node build|test
#   build  what `make site` and `make serve` need;  test  all of that and what the tests need.
# Everything lands in .venv/ and node_modules/. make calls it when a lock is newer than its stamp, so a second run
# costs nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/setup/common.sh
. scripts/setup/common.sh

usage="usage: scripts/setup/setup.sh python|node build|test"
part=${1:?$usage} what=${2:?$usage}

# Print the path of a Python 3.13 fetched by uv (into uv's own folder in the home directory).
fetch_python() {
    local uv log=.uv/python.log
    uv=$(scripts/setup/uv.sh) || exit 1   # it has said why
    say "Getting Python $WANTED with uv (about 35 MB, once)"
    if "$uv" python install --no-bin "$WANTED" >"$log" 2>&1; then
        "$uv" python find --managed-python "$WANTED"
    else
        stop "Python $WANTED could not be downloaded ($log says why); install it by other means and give it with: \
make PYTHON=/path/to/python$WANTED setup"
    fi
}

make_venv() {
    # A virtual environment whose Python was removed or replaced is made again.
    if runs .venv/bin/python; then return; fi
    [ -z "${PYTHON:-}" ] || runs "$PYTHON" || say "PYTHON=$PYTHON is no Python $WANTED with venv and pip: not used"
    # shellcheck disable=SC2046  # names of packages hold no blanks
    apt_install "Setting up" $(build_lacks)
    local python
    python=$(find_python) || python=$(fetch_python)
    say "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
    # So that any tool of .venv finds `calculator` and `scripts`: a bare `mkdocs build` does not look in this folder.
    echo "$PWD" >"$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/project.pth"
}

install_python_packages() {
    say "Installing the Python packages of requirements-$what.txt (hashes checked)"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes \
        --only-binary :all: -r "requirements-$what.txt" ||
        stop "the Python packages could not be installed; the lines above say why (no network, or a file that \
does not match its hash)."
}

install_node_packages() {
    local omit=""
    [ "$what" = test ] || omit=--omit=dev
    say "Installing the npm packages of package-lock.json (hashes checked)"
    PATH="$PWD/.venv/bin:$PATH" npm ci --loglevel error --no-progress ${omit:+"$omit"} >/dev/null ||
        stop "the npm packages could not be installed; the lines above say why (no network, or a file that does \
not match its hash)."
}

one_at_a_time
case $part in
    python)
        make_venv
        install_python_packages
        touch ".venv/.$what"
        ;;
    node)
        install_node_packages
        # npm ci empties the folder first, so the smaller set's stamp is put back too, and never the newer of the two.
        touch node_modules/.build
        [ "$what" = build ] || touch node_modules/.test
        ;;
    *) stop "$usage" ;;
esac
