"""Prints the closing line of each module's tests from Surefire's reports, and every test that was
skipped or failed. Usage: test_report.py FILE; writes the number of tests that passed to FILE.
Exits with 1 where a test failed or was skipped, or where no test ran."""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree

modules = {}
bad = []
for report in sorted(pathlib.Path(".").glob("*/target/surefire-reports/TEST-*.xml")):
    suite = ElementTree.parse(report).getroot()
    counts = modules.setdefault(report.parts[0], {"run": 0, "failed": 0, "errors": 0, "skipped": 0, "time": 0.0})
    counts["time"] += float(suite.get("time", "0").replace(",", ""))
    skipped_before = counts["skipped"]
    for case in suite.iter("testcase"):
        counts["run"] += 1
        for kind, word in (("failure", "failed"), ("error", "errors"), ("skipped", "skipped")):
            found = case.find(kind)
            if found is not None:
                counts[word] += 1
                why = (found.get("message") or found.text or "").strip().splitlines()
                bad.append(f"{word}: {case.get('classname')}.{case.get('name')}: {why[0] if why else ''}")

    # A class that gave up before its first test has no test case of its own.
    unnamed = int(suite.get("skipped", "0")) - (counts["skipped"] - skipped_before)
    if unnamed > 0:
        counts["run"] += unnamed
        counts["skipped"] += unnamed
        bad.extend([f"skipped: {suite.get('name')}: the whole class"] * unnamed)

for module, c in modules.items():
    print(
        f"Tests run: {c['run']}, Failures: {c['failed']}, Errors: {c['errors']},"
        f" Skipped: {c['skipped']}, Time elapsed: {c['time']:.1f} s -- in {module}"
    )
for line in bad:
    print(line)
total = sum(c["run"] for c in modules.values())
pathlib.Path(sys.argv[1]).write_text(str(total - len(bad)))
if total == 0:
    print("no test ran")
sys.exit(1 if bad or total == 0 else 0)
