# Words and manners that the set-up scripts share. Sourced, never run.
# shellcheck shell=bash

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

# Install Debian packages, as root or through sudo. Usage: apt_install "what for" package...
apt_install() {
    local purpose=$1 root=()
    shift
    command -v apt-get >/dev/null ||
        stop "$purpose needs these Debian packages or their like: $*; install them with this system's package manager."
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || stop "$purpose needs Debian packages: as root, run apt-get install $*"
        root=(sudo)
    fi
    say "$purpose: apt-get install $*"
    # The package lists may be missing or old: ask for new ones only when the first try fails.
    install_now() {
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq -y --no-install-recommends "$@" </dev/null >/dev/null
    }
    install_now "$@" 2>/dev/null && return
    say "Reading Debian's package lists (apt-get update)"
    { "${root[@]}" apt-get update -qq </dev/null >/dev/null && install_now "$@"; } ||
        stop "$purpose needs Debian packages that could not be installed: as root, run apt-get update && apt-get install $*"
}
