#!/bin/sh
# Installs the packages of a lock file: scripts/install.sh requirements.lock [FOLDER, .venv unless given]
# Fetches uv when it is missing. Ends with one line that says what to do when something is wrong.
set -u

lock=$1
venv=${2:-.venv}
log=.cache/install.log
mkdir -p .cache

fail() {
    echo "Set-up failed: $1 Details: $log" >&2
    exit 1
}

find_uv() {
    if command -v uv >/dev/null 2>&1; then
        command -v uv
    elif [ -x .cache/uv/bin/uv ]; then
        echo .cache/uv/bin/uv
    fi
}

[ -f "$lock" ] || fail "$lock is missing. Bring it back with: git checkout $lock"

uv=$(find_uv)
if [ -z "$uv" ]; then
    echo "Fetching uv, which installs the packages."
    python3 -m venv .cache/uv >"$log" 2>&1 ||
        fail "python3 has no venv. Install it (Debian: apt-get install python3-venv) or install uv."
    .cache/uv/bin/python -m pip install --quiet --require-hashes -r requirements-uv.lock \
        >"$log" 2>&1 || { rm -rf .cache/uv; fail "uv could not be fetched. Check the network."; }
    uv=.cache/uv/bin/uv
fi

if [ ! -x "$venv/bin/python" ]; then
    "$uv" venv --quiet --python 3.10 "$venv" >"$log" 2>&1 ||
        fail "Python 3.10 was not found. Install it, for example with: uv python install 3.10."
fi

echo "Installing the packages of $lock."
"$uv" pip sync --quiet --require-hashes --python "$venv/bin/python" "$lock" >"$log" 2>&1 ||
    fail "$lock could not be installed. Check the network, or bring it back with: git checkout $lock."

# Rasa reports its use unless told not to; `rasa train` and the like are told here, as `make` does.
"$venv/bin/python" - <<'PYTHON' || fail "$venv could not be written to."
from pathlib import Path
from sysconfig import get_path

line = 'import os; os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")\n'
Path(get_path("purelib"), "rasa_telemetry_off.pth").write_text(line, encoding="utf-8")
PYTHON
