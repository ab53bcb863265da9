#!/bin/sh
# Makes the locks anew from pyproject.toml: hashes for every file, no host name, no machine path in them.
#   requirements.lock      what the desk runs on
#   requirements-dev.lock  that, and what its developers use
#   requirements-uv.lock   uv alone: the first thing a new .venv gets where the PATH has none
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv

compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url "$@"
}

compile pyproject.toml --group dev -o requirements-dev.lock ${1:+"$1"}
compile pyproject.toml -c requirements-dev.lock -o requirements.lock
echo uv | compile - -c requirements-dev.lock -o requirements-uv.lock
