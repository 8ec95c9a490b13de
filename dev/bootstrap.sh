#!/bin/sh
# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
#
# Find a Python that Odoo 19 runs on, or install Debian's, and hand over to it:
#     dev/bootstrap.sh demo|test|lint|... [arguments]
set -eu
cd "$(dirname "$0")/.."

usable() {
    "$1" -c 'import sys, venv, ensurepip
sys.exit(not (3, 10) <= sys.version_info < (3, 14))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-} python3 /usr/bin/python3 \
        python3.12 python3.11 python3.13 python3.10; do
        if command -v "$candidate" >/dev/null && usable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

install_python() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=env
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        return 1
    fi
    echo "Installing Python: apt-get install python3 python3-venv"
    $as_root apt-get -q update >/dev/null || true
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 \
        install -y --no-install-recommends python3 python3-venv >/dev/null
}

if ! python=$(find_python); then
    install_python && python=$(find_python) || {
        echo "error: Python 3.10 to 3.13 with venv is missing: run" \
            "\`sudo apt-get install python3 python3-venv\`." >&2
        exit 1
    }
fi
# Odoo's modules are compiled once, whatever the environment says of others.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX="$PWD/.runtime/pycache"
command=$1
shift
exec "$python" -m "dev.$command" "$@"
