#!/bin/sh
# Looks the packages of requirements.lock up among known weaknesses. A package with a well-known
# weakness is looked up first: where that one is not reported, the answer on ours would mean nothing.
set -u

audit() {
    .cache/audit/bin/pip-audit --disable-pip --no-deps --progress-spinner off "$@"
}

sh scripts/install.sh requirements-audit.lock .cache/audit || exit 1

control=$(mktemp)
trap 'rm -f "$control"' EXIT
echo "jinja2==2.4.1" >"$control"
found=$(audit -r "$control" 2>&1)
case $found in
*CVE-* | *PYSEC-* | *GHSA-*) ;;
*)
    echo "Nothing was checked: a package known to be weak was not reported, so no weakness can be" >&2
    echo "looked up from here. This needs a network that reaches the index's advisories. It said:" >&2
    echo "$found" | tail -n 1 >&2
    exit 2
    ;;
esac

echo "The control, a package known to be weak, was reported. Now those of requirements.lock:"
# --strict fails on a package that could not be looked up, too.
audit --strict -r requirements.lock
