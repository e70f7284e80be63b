#!/bin/sh
# Compiles the lock files, with hashes and for all platforms, from pyproject.toml.
set -eu

uv=$(command -v uv || echo .cache/uv/bin/uv)

# A lock file that stays the same keeps its date: a new one has the packages installed anew.
compile() {
    lock=$1
    shift
    [ ! -f "$lock" ] || cp -p "$lock" "$lock.before"
    "$uv" pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
        --python-version 3.10 "$@" -o "$lock"
    ! cmp -s "$lock" "$lock.before" || mv "$lock.before" "$lock"
}

trap 'rm -f requirements*.lock.before' EXIT

compile requirements.lock pyproject.toml
compile requirements-dev.lock pyproject.toml --group dev
compile requirements-uv.lock --group setup
compile requirements-audit.lock --group audit
