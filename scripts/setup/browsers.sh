#!/usr/bin/env bash
# The Debian programs that the tests drive: three browser engines, a screen for the one that needs it, Java for the
# HTML checker, and nginx with wrk for the deployment recipe. With the word `listening`, those that `make listen` drives:
# one browser, a screen, a screen reader, the bus on which they speak, and keys. Only what is missing is installed; with
# everything in place this takes no time. What building needs is asked for here too, so that one command gets all of it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/setup/common.sh
. scripts/setup/common.sh

missing=$(build_lacks)
need() { command -v "$1" >/dev/null || missing="$missing $2"; }   # program, the Debian package that has it
if [ "${1:-}" = listening ]; then
    need firefox-esr firefox-esr
    need Xvfb xvfb
    need dbus-daemon dbus-daemon
    need orca orca
    [ -e /usr/libexec/at-spi-bus-launcher ] || missing="$missing at-spi2-core"
    need xdotool xdotool
else
    need chromium chromium
    need chromedriver chromium-driver
    need firefox-esr firefox-esr
    need WebKitWebDriver webkit2gtk-driver
    [ -e /usr/lib/python3/dist-packages/gi ] || missing="$missing python3-gi"
    ls /usr/lib/*/girepository-1.0/WebKit2-4.1.typelib >/dev/null 2>&1 || missing="$missing gir1.2-webkit2-4.1"
    need Xvfb xvfb
    need xauth xauth
    need java default-jre-headless
    need nginx nginx
    need wrk wrk
    [ -e /usr/share/nginx/modules-available/mod-http-brotli-static.conf ] ||
        missing="$missing libnginx-mod-http-brotli-static"
fi

if [ -n "$missing" ]; then
    one_at_a_time
    # shellcheck disable=SC2086  # names of packages hold no blanks
    apt_install "Testing" $missing
fi
