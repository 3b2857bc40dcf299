#!/usr/bin/env bash
# Installs what the tests use beyond npm, on Debian or Ubuntu:
#   bubblewrap   the sandbox of isolation level 4
#   chromium     renders the HTML report
#   python3 with pip, setuptools, wheel and venv   a training's `setup` that installs a package
#   bsdutils     `script`, which gives a training a terminal to misuse
# Nothing else is changed. Needs root, or sudo without a password.
set -euo pipefail

missing=()
has() { command -v "$1" >/dev/null; }
has bwrap || missing+=(bubblewrap)
has chromium || missing+=(chromium)
has git || missing+=(git)
has script || missing+=(bsdutils)
# Debian's own interpreter: which other one comes first on PATH, and what it has, differs from machine to machine.
/usr/bin/python3 -c 'import ensurepip, pip, setuptools, wheel' 2>/dev/null ||
  missing+=(python3 python3-pip python3-setuptools python3-wheel python3-venv)

if [ ${#missing[@]} -eq 0 ]; then
  echo 'test tools: all there'
  exit 0
fi
echo "test tools: installing ${missing[*]}"
run=()
[ "$(id -u)" -eq 0 ] || run=(sudo -n)
"${run[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
