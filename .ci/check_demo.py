"""Checks the demo's last line. Usage: check_demo.py FILE TEMPORAL [OPTION ...]"""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    told = json.load(file)
temporal, options = sys.argv[2], sys.argv[3:]

problems = []
if told.get("outcome") != "FLAT":
    problems.append(f"outcome must be FLAT but was: {told.get('outcome')}")
if not str(told.get("temporal", "")).startswith(temporal):
    problems.append(f"temporal must begin with {temporal} but was: {told.get('temporal')}")
if "--recover" in options:
    recovery = told.get("recovery") or {}
    if recovery.get("live") is not True:
        problems.append(f"recovery must end LIVE but was: {recovery}")
    if recovery.get("selfApprovalRefused") is not True:
        problems.append(f"the requester's own approval must be refused but was: {recovery}")
for problem in problems:
    print("ci: " + problem, file=sys.stderr)
sys.exit(1 if problems else 0)
