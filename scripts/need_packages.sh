#!/bin/sh
# Make sure that Debian packages are installed: `need_packages.sh PACKAGE…`.
#
# apt is called only when something is missing, and then only for that. Without root and without
# sudo it prints the line to type and stops. On a system without dpkg it says what is needed and
# goes on: the names are Debian's, but the machine may well have the things.
set -eu

# Debian 13 and Ubuntu 24.04 renamed some libraries to NAMEt64.
installed() {
    for name in "$1" "$1t64"; do
        case "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)" in
            installed) return 0 ;;
        esac
    done
    return 1
}

if ! command -v dpkg-query >/dev/null; then
    echo "Not a Debian system; make sure that it has what these packages hold: $*" >&2
    exit 0
fi

missing=""
for package in "$@"; do
    installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as_root="sudo"
else
    echo "System packages are missing. As root, type this line and then try again:" >&2
    echo "    apt-get update && apt-get install --yes --no-install-recommends$missing" >&2
    exit 1
fi

echo "Installing system packages:$missing" >&2
$as_root apt-get update -qq
# The tests start an IRC server of their own on the loopback; Debian's package would also start
# one for everybody. RUNLEVEL=1 keeps the install from starting services; where systemd runs, the
# unit is masked before the package brings it.
case "$missing " in
    *" ngircd "*) [ ! -d /run/systemd/system ] || $as_root systemctl mask ngircd.service ;;
esac
# shellcheck disable=SC2086  # one word a package
$as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get install -qq --yes --no-install-recommends -o Dpkg::Use-Pty=0 $missing
