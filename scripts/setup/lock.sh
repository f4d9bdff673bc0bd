#!/usr/bin/env bash
# Remake the locks from pyproject.toml and package.json. The locks hold every file's hash and no address of
# any package index, so that they work with whichever index a machine is told to use.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/setup/common.sh
. scripts/setup/common.sh

uv=$(scripts/setup/uv.sh)
compile() {   # group, oldest Python, further options
    local group=$1 python=$2 file
    shift 2
    file=requirements-$group.txt
    [ "$group" != moving ] || file=scripts/upkeep/other_generators.txt   # a newcomer need not meet it
    say "Locking $file"
    "$uv" pip compile --quiet --generate-hashes --universal --no-header --no-annotate --python-version "$python" \
        --group "$group" --output-file "$file" "$@"
}
compile uv 3.11                                     # Debian 12's own Python
compile build 3.13
compile test 3.13 --constraint requirements-build.txt   # the tests run on the very versions that build
compile moving 3.13 --constraint requirements-build.txt

say "Locking package-lock.json"
PATH="$PWD/.venv/bin:$PATH" npm install --package-lock-only --silent

if grep -n '"resolved"' package-lock.json || grep -nE '://|index-url|find-links' requirements-*.txt scripts/upkeep/other_generators.txt; then
    stop "a lock names an address (lines above); it must not be committed."
fi
