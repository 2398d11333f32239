#!/usr/bin/env bash
# Installs what the build needs and the machine lacks. Does nothing when all is there.
# usage: .make/install.sh [--python | --clients | --bench]
#   --python    also makes .venv with what the Swift tests talk to
#   --bench     also makes .venv-bench with the servers that are measured beside ours
#   --clients   also makes .venv-clients with the clients of Tests/Clients, of which every package is named
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

if ! command -v swift >/dev/null; then
    say "KASS needs Swift 6.2 or newer, and there is no 'swift' on the PATH."
    say "Install it from https://www.swift.org/install and run this again."
    exit 1
fi

packages=()
need_header() { # library known to pkg-config, Debian package
    command -v pkg-config >/dev/null && pkg-config --exists "$1" || packages+=("$2")
}
command -v pkg-config >/dev/null || packages+=(pkg-config)
need_header sqlite3 libsqlite3-dev
need_header libcurl libcurl4-openssl-dev
need_header libcrypto libssl-dev
need_header libzip libzip-dev
need_header expat libexpat1-dev
need_header zlib zlib1g-dev
# Documents reads PDF with a program, not a library.
command -v pdftotext >/dev/null || packages+=(poppler-utils)
if [ -n "${1:-}" ]; then
    python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3 python3-venv)
fi

if [ ${#packages[@]} -gt 0 ]; then
    if [ "$(uname)" = Darwin ]; then
        say "KASS needs these Homebrew packages: pkg-config sqlite curl openssl@3 libzip expat zlib poppler"
        say "    brew install pkg-config sqlite curl openssl@3 libzip expat zlib poppler"
        exit 1
    fi
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
        say "KASS needs these packages (Debian's names), and may not install them here:"
        say "    ${packages[*]}"
        say "Install them with your system's package manager and run this again."
        exit 1
    fi
    say "Installing ${packages[*]} ..."
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

environment() { # folder, list of packages, further arguments of pip
    local folder=$1 wanted=$2
    shift 2
    if cmp -s "$wanted" "$folder/installed.txt"; then return; fi
    say "Installing what $wanted lists into $folder ..."
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" -r "$wanted"
    cp "$wanted" "$folder/installed.txt"
}

case "${1:-}" in
--python) environment .venv .make/requirements.txt ;;
--bench) environment .venv-bench .make/bench-requirements.txt ;;
--clients) environment .venv-clients Tests/Clients/requirements.txt --no-deps --no-compile --only-binary :all: ;;
esac
