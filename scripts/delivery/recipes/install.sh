#!/usr/bin/env bash
# Debian with nginx: puts the built site on this machine, or a newer build in its place.
#   make site SITE_URL=https://b12.example.org/ && sudo scripts/delivery/recipes/install.sh
# Each build gets a folder of its own. Only when it is whole is the link /srv/b12/now turned to it, in one step: no reader
# meets half a copy. The build before it stays; to go back, turn the link to it.
set -euo pipefail
cd "$(dirname "$0")/../../.."
: "${ROOT:=}" # the tests install into a folder of their own
all=$ROOT/srv/b12

for needed in site/index.html site/404.html build/deploy/nginx.conf; do
    [ -f "$needed" ] || { echo "STOP: there is no $needed; run make site first." >&2; exit 1; }
done
mkdir -p "$all"
before=$(readlink "$all/now" || true)
new=$(mktemp -d "$all/build-XXXXXX")
trap 'rm -rf "$new" "$all/next"' EXIT # a copy that was cut short
cp -r site/. "$new"
chmod -R a+rX "$new"
install -D -m 644 build/deploy/nginx.conf "$ROOT/etc/b12/nginx.conf"
install -D -m 644 scripts/delivery/recipes/b12.service "$ROOT/etc/systemd/system/b12.service"
ln -sfn "${new##*/}" "$all/next"
mv -T "$all/next" "$all/now"
trap - EXIT

for old in "$all"/build-*; do
    case ${old##*/} in "${new##*/}" | "$before") ;; *) rm -rf "$old" ;; esac
done
if [ -z "$ROOT" ]; then
    systemctl daemon-reload
    systemctl enable b12
    systemctl reload-or-restart b12
fi
echo "==> $all/now is the new build"
