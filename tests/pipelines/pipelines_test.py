#!/usr/bin/env python3
"""The pipelines of docs/ci.md work as pasted.

Each YAML block is read by a YAML parser, and the shell script of its audit step is run, word for
word, in a repository made from the sample tenant: with everything in the baseline it passes and
leaves the reports that the later steps upload; with one grant more it fails.

usage: pipelines_test.py LEASTWISE
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import yaml

LEASTWISE = pathlib.Path(sys.argv.pop(1)).resolve()
DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs" / "ci.md"
GUEST = "e1bf0c77-ea6d-4ce9-89be-7edde5d532df"  # Yuki Arai of the sample


def blocks(language):
    text = DOCUMENT.read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


def pipelines():
    """The three documents by the key that only one of them has."""
    github, azure, gitlab = (yaml.safe_load(block) for block in blocks("yaml"))
    return {
        "github": github["jobs"]["audit"]["steps"],
        "azure": azure["steps"],
        "gitlab": gitlab["access-audit"],
    }


def audit_script(name):
    found = pipelines()[name]
    if name == "github":
        return next(step["run"] for step in found if step.get("name") == "Audit")
    if name == "azure":
        return next(step["bash"] for step in found if step.get("displayName") == "Audit")
    return "\n".join(found["script"])


class Repository:
    """A checkout with the exports of the sample tenant under access/."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = {
            "PATH": f"{LEASTWISE.parent}:{os.environ['PATH']}",
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
        }
        tenant = self.folder / "access" / "tenant"
        self.shell(f"leastwise sample -q --out {tenant}")
        (tenant / "needs.yaml").rename(self.folder / "access" / "needs.yaml")
        (self.folder / "access" / "suppressions.yaml").write_text(
            "version: 1\nsuppressions: []\n", encoding="utf-8")

    def shell(self, script):
        return subprocess.run(["bash", "-e", "-c", script], cwd=self.folder, text=True,
                              env=self.environment, capture_output=True, check=False)

    def grant_contributor_to_guest(self):
        path = self.folder / "access" / "tenant" / "role-assignments.json"
        assignments = json.loads(path.read_text(encoding="utf-8"))
        new = dict(next(a for a in assignments if a["roleDefinitionName"] == "Contributor"))
        name = "0f0e0d0c-0b0a-4909-8807-060504030201"
        new.update(id=new["id"].replace(new["name"], name), name=name, principalId=GUEST,
                   principalType="User")
        path.write_text(json.dumps(assignments + [new], indent=2), encoding="utf-8")


class Pipelines(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.repository = Repository(self.temporary.name)
        baseline = next(block for block in blocks("sh") if "--create-baseline" in block)
        made = self.repository.shell(baseline)
        self.assertEqual(made.returncode, 0, made.stderr)

    def check(self, name, reports):
        script = audit_script(name)
        known = self.repository.shell(script)
        self.assertEqual(known.returncode, 0, f"{known.stdout}{known.stderr}")
        for report in reports:
            path = self.repository.folder / report
            self.assertGreater(path.stat().st_size, 0, report)
        self.repository.grant_contributor_to_guest()
        more = self.repository.shell(script)
        self.assertEqual(more.returncode, 1, f"{more.stdout}{more.stderr}")

    def test_github(self):
        self.check("github", ["access.sarif", "summary.md"])

    def test_azure_devops(self):
        self.check("azure", ["access-junit.xml"])

    def test_gitlab(self):
        self.check("gitlab", ["access-junit.xml", "gl-code-quality-report.json"])

    def test_every_upload_is_written(self):
        found = pipelines()
        upload = next(s for s in found["github"] if "upload-sarif" in s.get("uses", ""))
        self.assertIn(upload["with"]["sarif_file"], audit_script("github"))
        publish = next(s for s in found["azure"] if s.get("task", "").startswith("Publish"))
        self.assertIn(publish["inputs"]["testResultsFiles"], audit_script("azure"))
        for report in found["gitlab"]["artifacts"]["reports"].values():
            self.assertIn(report, audit_script("gitlab"))


if __name__ == "__main__":
    unittest.main()
