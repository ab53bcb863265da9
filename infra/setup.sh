#!/bin/sh
# Makes .venv from requirements-dev.lock, once: nothing is done again while the lock, the project's entry points,
# the Python and the place are the same, so that `make` works offline. The system's Python is only read.
# Needs: Python 3.11 or newer, make, git. PYTHON=… names another interpreter.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/made-from
# Of pyproject.toml only what concerns the installed project, above its first ruled line.
wanted() { echo "$PWD"; sed '/^# ----/q' pyproject.toml; cat requirements-dev.lock infra/setup.sh; }
if [ -x .venv/bin/python ] && [ -f "$stamp" ] && wanted | cmp -s - "$stamp"; then exit 0; fi

fail() { echo "suying: $1" >&2; exit 1; }

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

python=$(find_python)
[ -n "$python" ] || fail "Python 3.11 or newer is needed and was not found (PYTHON=/path/to/python make … names one)."
"$python" -c 'import sqlite3, sys; sys.exit(sqlite3.sqlite_version_info < (3, 37))' 2>/dev/null ||
    fail "SQLite 3.37 or newer is needed; $python has $("$python" -c 'import sqlite3; print(sqlite3.sqlite_version)' 2>/dev/null || echo none)."

echo "suying: setting up .venv (once)" >&2
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 UV_LINK_MODE="${UV_LINK_MODE:-copy}"
unset VIRTUAL_ENV PYTHONHOME || true
if uv=$(command -v uv); then
    "$uv" venv --quiet --clear --no-project --python "$python" .venv
else
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "The venv module of $python is missing: install it (Debian: apt install python3-venv) or put uv on the PATH."
    "$python" -m venv --clear .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
    uv=.venv/bin/uv
fi
"$uv" pip sync --quiet --python .venv/bin/python --require-hashes requirements-dev.lock
# The locked uv is its own build backend: the project itself is put in without asking any registry.
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --editable .
wanted >"$stamp"
