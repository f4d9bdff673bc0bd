# Words and manners that the set-up scripts share. Sourced, never run.
# They keep to bash 3.2, which macOS has: there an empty array is an error under `set -u`, so lists are words in a string.
# shellcheck shell=bash

WANTED=3.13   # the Python that builds

# One line about what is going on. To stderr: stdout belongs to answers.
say() { printf '==> %s\n' "$*" >&2; }

# One sentence about what is wrong and how to mend it; the end.
stop() { printf 'STOP: %s\n' "$*" >&2; exit 1; }

# Two terminals may set up at once; the second waits. (flock is part of Debian; without it, nobody waits.)
one_at_a_time() {
    if command -v flock >/dev/null; then
        exec 9>>"${TMPDIR:-/tmp}/b12-injection-guide-$(id -u).lock"
        flock 9
    fi
}

# Is this a Python of the wanted version that really starts, with TLS and pip inside?
# (A pyenv shim named python3.13 may exist and still refuse to run.)
runs() {
    [ -n "$1" ] && "$1" -c "import sys, ssl, ensurepip, venv
sys.exit('%d.%d' % sys.version_info[:2] != '$WANTED')" >/dev/null 2>&1
}

# Print the path of a Python 3.13 that is already here.
find_python() {
    local candidate root roots="${PYENV_ROOT:-} ${HOME:-}/.pyenv" shim
    shim=$(command -v "python$WANTED" || true)
    case $shim in */shims/*) roots="$roots ${shim%/shims/*}" ;; esac
    for candidate in "${PYTHON:-}" "$shim" "$(command -v python3 || true)"; do
        if runs "$candidate"; then echo "$candidate"; return; fi
    done
    for root in $roots; do
        for candidate in "$root/versions/$WANTED".*/bin/"python$WANTED"; do
            if runs "$candidate"; then echo "$candidate"; return; fi
        done
    done
    return 1
}

# Print the Debian packages without which python3 makes no virtual environment. Debian keeps venv and pip's seed in a
# package of their own, which brings certificates too.
venv_lacks() {
    if ! command -v python3 >/dev/null; then
        echo python3 python3-venv
    elif ! python3 -c "import ssl, ensurepip, venv" >/dev/null 2>&1; then
        echo python3-venv
    fi
}

# Print the Debian packages that building the site still needs: none once .venv/ is there. An older python3 needs them
# as well, to fetch the wanted one.
build_lacks() {
    runs .venv/bin/python || find_python >/dev/null || venv_lacks
    # A clone is dated by its history; an archive does without.
    [ ! -e .git ] || command -v git >/dev/null || echo git
}

# Install Debian packages, as root or through sudo; with none named, do nothing. If that cannot be, the one line says
# what to run and who. Usage: apt_install "What for" package...
apt_install() {
    local purpose=$1 sudo="" install
    shift
    [ $# -gt 0 ] || return 0
    install="apt-get install --no-install-recommends $*"
    command -v apt-get >/dev/null || stop "$purpose needs programs that are missing, and this system has no apt-get; \
get them with its own package manager, as Debian would with: $install"
    if [ "$(id -u)" != 0 ]; then
        sudo=sudo
        command -v sudo >/dev/null ||
            stop "$purpose needs Debian packages that are missing; ask an administrator to run: $install"
    fi
    say "$purpose: ${sudo:+sudo }$install"
    [ -z "$sudo" ] || sudo true </dev/null ||
        stop "$purpose needs Debian packages, and sudo refused; ask an administrator to run: $install"
    apt_get() {
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends "$@" </dev/null >/dev/null
    }
    # The package lists may be missing or old: ask for new ones only when the first try fails.
    apt_get install "$@" 2>/dev/null && return
    say "Reading Debian's package lists (apt-get update)"
    apt_get update || true   # one list of many may fail and not matter; the install tells
    apt_get install "$@" || stop "$purpose needs Debian packages that could not be installed; the lines above say why; \
when that is mended, run: ${sudo:+sudo }apt-get update && ${sudo:+sudo }$install"
}
