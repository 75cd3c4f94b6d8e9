#!/usr/bin/env bash
# Checks the Promela models: every world must hold with its rules, and break without each of them.
# Needs spin and gcc. ./run.sh         all of them
#                     ./run.sh NAME    those whose name begins so
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
models="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
wrong=0
checked=0

# check NAME EXPECTED MODEL [-D...]: breadth first, so that the first trace is a shortest one
check() {
  local name="$1" expected="$2" model="$3"
  shift 3
  [[ "$name" == "${only}"* ]] || return 0
  local folder="$work/$name"
  mkdir -p "$folder"
  (
    cd "$folder"
    spin -a "$@" "$models/$model" >spin.log 2>&1 || { cat spin.log >&2; exit 1; }
    gcc -O2 -DSAFETY -DBFS -DCOLLAPSE -DMEMLIM=3000 -w -o pan pan.c
    timeout "${SECONDS_EACH:-120}" ./pan -E -m200000 -w24 >pan.log 2>&1 || true
  )
  local verdict=UNFINISHED states length=""
  states="$(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' "$folder/pan.log" | head -n 1)"
  if grep -q 'errors: [1-9]' "$folder/pan.log"; then
    verdict=VIOLATED
    length=", $(sed -n 's/.*depth \([0-9][0-9]*\).*/\1/p' "$folder/pan.log" | head -n 1) steps"
  elif grep -q 'errors: 0' "$folder/pan.log" &&
    ! grep -qE 'Search not completed|max search depth|out of memory' "$folder/pan.log"; then
    verdict=HOLDS
  fi
  checked=$((checked + 1))
  if [[ "$verdict" == "$expected" ]]; then
    echo "$name: $verdict (${states:-?} states${length})"
  else
    echo "$name: $verdict, expected $expected (${states:-?} states)" >&2
    wrong=$((wrong + 1))
  fi
}

only="${1:-}"
command -v spin >/dev/null || { echo "spin is needed: apt-get install spin" >&2; exit 2; }

check halt-2 HOLDS halt.pml -DLAW=2
check halt-2-fault HOLDS halt.pml -DLAW=2 -DFAULT
check halt-1-restart HOLDS halt.pml -DLAW=1 -DFAULT -DRESTART
check halt-4-slow HOLDS halt.pml -DLAW=4 -DSLOW
check halt-5 HOLDS halt.pml -DLAW=5 -DFAULT -DRELEASE
check halt-R1 VIOLATED halt.pml -DLAW=2 -DNO_R1
check halt-R2 VIOLATED halt.pml -DLAW=2 -DFAULT -DNO_R2
check halt-R3 VIOLATED halt.pml -DLAW=2 -DFAULT -DNO_R3
check halt-R4 VIOLATED halt.pml -DLAW=5 -DFAULT -DNO_R4
check halt-R5 VIOLATED halt.pml -DLAW=1 -DFAULT -DROLLBACK -DTWO -DNO_R5
check halt-R6 VIOLATED halt.pml -DLAW=5 -DFAULT -DNO_R6
check halt-R7 VIOLATED halt.pml -DLAW=5 -DRELEASE -DNO_R7
check halt-R8 VIOLATED halt.pml -DLAW=4 -DSLOW -DNO_R8
check halt-R9 VIOLATED halt.pml -DLAW=1 -DFAULT -DRESTART -DNO_R9
check clock-2 HOLDS clock.pml -DLAW=2
check clock-2-late HOLDS clock.pml -DLAW=2 -DLATE -DSTEPS=1
check clock-5 HOLDS clock.pml -DLAW=5
check clock-R8-before VIOLATED clock.pml -DLAW=2 -DNO_BEFORE
check clock-R9-first VIOLATED clock.pml -DLAW=2 -DNO_FIRST
check clock-R9-back VIOLATED clock.pml -DLAW=5 -DNO_BACK
check clock-R9-ahead VIOLATED clock.pml -DLAW=5 -DJUMP=4 -DNO_AHEAD
check inside HOLDS inside.pml
for way in 1 2 3; do check "inside-R10-$way" VIOLATED inside.pml "-DNO_R10=$way"; done
check stages HOLDS stages.pml
for way in 1 2; do check "stages-R11-$way" VIOLATED stages.pml "-DNO_R11=$way"; done

echo "$((checked - wrong)) of $checked models as expected"
[[ "$wrong" -eq 0 && "$checked" -gt 0 ]]
