#!/usr/bin/env bash
# The Debian programs that the tests drive: three browser engines, a screen for the one that needs it, Java for the
# HTML checker, and nginx with wrk for the deployment recipe. Only what is missing is installed; with everything in place this takes no time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/setup/common.sh
. scripts/setup/common.sh

missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }   # program, the Debian package that has it
need chromium chromium
need chromedriver chromium-driver
need firefox-esr firefox-esr
need WebKitWebDriver webkit2gtk-driver
need Xvfb xvfb
need xauth xauth
need java default-jre-headless
need nginx nginx
need wrk wrk
[ -e /usr/share/nginx/modules-available/mod-http-brotli-static.conf ] || missing+=(libnginx-mod-http-brotli-static)

if [ ${#missing[@]} -gt 0 ]; then
    one_at_a_time
    apt_install "Testing in browsers" "${missing[@]}"
fi
