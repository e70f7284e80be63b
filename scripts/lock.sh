#!/bin/sh
# Compiles the lock files, with hashes and for all platforms, from pyproject.toml.
set -eu

uv=$(command -v uv || echo .cache/uv/bin/uv)

compile() {
    "$uv" pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
        --python-version 3.10 "$@"
}

compile pyproject.toml -o requirements.lock
compile pyproject.toml --group dev -o requirements-dev.lock
compile --group setup -o requirements-uv.lock
compile --group audit -o requirements-audit.lock
