#!/usr/bin/env bash
# The Python gate: format, lint, types, every test against a real Redis, and the examples in freqtrade
# and NautilusTrader. Usage: python_gate.sh LOG_FOLDER COUNT_FILE. Packages are kept under the user's
# cache folder until the requirements change; nothing else outlives the run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../clients/python"

logs="$1" count="$2"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# Its oldest redis-py and the one that CI pins.
oldest_redis="redis==5.1.0"

fail() {
  printf 'python gate: %s\n' "$*" >&2
  exit 1
}

# Runs a step with its output in a log, which is shown where the step fails.
step() {
  local name="$1" began=$SECONDS
  shift
  if ! timeout 600 "$@" >"$logs/python-$name.log" 2>&1 </dev/null; then
    tail -n 60 "$logs/python-$name.log" >&2
    fail "$name failed; log: $logs/python-$name.log"
  fi
  echo "python gate: $name, $((SECONDS - began)) s"
}

command -v redis-server >/dev/null || fail "redis-server is needed: apt-get install redis-server"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed"

key="$({ cat requirements-ci.txt; python3 --version; } | sha256sum | cut -c 1-16)"
venv="${XDG_CACHE_HOME:-$HOME/.cache}/estop/python-gate-$key"
mkdir -p "$(dirname "$venv")"
# Two runs at once would install over each other.
exec 9>"$venv.lock"
flock -w 900 9 || fail "another run holds $venv.lock"
if [[ ! -e "$venv/complete" ]]; then
  rm -rf "$venv"
  step virtualenv python3 -m venv "$venv"
  step packages "$venv/bin/pip" install -q --disable-pip-version-check -r requirements-ci.txt
  touch "$venv/complete"
fi
exec 9>&-
bin="$venv/bin"

# What is tested is what would be published.
step package "$bin/pip" install -q --disable-pip-version-check --no-deps --no-build-isolation \
  --target "$work/site" .
step oldest-redis "$bin/pip" install -q --disable-pip-version-check --no-deps \
  --target "$work/oldest" "$oldest_redis"
export PYTHONDONTWRITEBYTECODE=1

step format "$bin/ruff" format --no-cache --check .
step lint "$bin/ruff" check --no-cache .
step types "$bin/mypy" --cache-dir "$work/mypy" src tests examples
step tests env PYTHONPATH="$work/site" \
  "$bin/pytest" -q -p no:cacheprovider --junitxml "$work/newest.xml" --ignore tests/peers
# What those systems leave open at the end is theirs.
step examples env PYTHONPATH="$work/site" \
  "$bin/pytest" -q -p no:cacheprovider --junitxml "$work/peers.xml" \
  -W ignore::pytest.PytestUnraisableExceptionWarning tests/peers
step oldest-tests env PYTHONPATH="$work/oldest:$work/site" \
  "$bin/pytest" -q -p no:cacheprovider --junitxml "$work/oldest.xml" \
  tests/test_gate.py tests/test_aio.py tests/test_attacks.py

python3 - "$work/newest.xml" "$work/peers.xml" "$work/oldest.xml" >"$count" <<'PYTHON'
import sys
import xml.etree.ElementTree as tree

run = 0
for path in sys.argv[1:]:
    for suite in tree.parse(path).getroot().iter("testsuite"):
        run += int(suite.get("tests"))
        for bad in ("failures", "errors", "skipped"):
            if int(suite.get(bad)):
                sys.exit(f"{path}: {bad}: {suite.get(bad)}")
if not run:
    sys.exit("no test was run")
print(run)
PYTHON
echo "python gate: $(cat "$count") tests"
