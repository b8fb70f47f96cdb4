#!/usr/bin/env python3
"""The written reports, judged by what others agreed on and not by our own code.

usage: report_formats_test.py WRITE_SAMPLE_REPORTS LEASTWISE SHARED_DATA

SARIF must be valid against the OASIS schema (draft 4; skipped where the file is not there) and hold
what GitHub's code scanning requires, JUnit must be well-formed XML, the JSON formats JSON. Judged
are reports made for this test, by the first argument, and the audits of two tenants, by the second:
the sample tenant and the lab of the golden tests. The third is the folder of real exports, unless
LEASTWISE_SHARED_DATA names it.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import xml.etree.ElementTree as ElementTree

try:
    import jsonschema
except ImportError:
    jsonschema = None

WRITE_SAMPLE_REPORTS = ""
LEASTWISE = ""
FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "golden" / "fixtures"
FORMATS = ("json", "sarif", "junit", "github", "gitlab", "azure-devops")
SCHEMA = pathlib.Path()


class ReportFormatsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        subprocess.run([WRITE_SAMPLE_REPORTS, cls.folder], check=True)
        for name, words in (("audit_sample", ["--sample"]),
                            ("audit_lab", ["--tenant", "lab", "--needs", "lab/needs.yaml"])):
            for suffix in FORMATS:
                run = subprocess.run(
                    [LEASTWISE, "audit", *words, "-f", suffix,
                     "-o", cls.folder / f"{name}.{suffix}"], cwd=FIXTURES, check=False)
                # Both tenants have findings, and a required rule that is undecided is no matter.
                if run.returncode not in (1, 3):
                    raise AssertionError(f"{name} in {suffix} ended with {run.returncode}")

    def written(self, pattern):
        files = sorted(self.folder.glob(pattern))
        self.assertTrue(files, pattern)
        return [(file.name, file.read_bytes().decode("utf-8")) for file in files]

    def validator(self):
        if jsonschema is None:
            self.skipTest("python3-jsonschema is not installed")
        if not SCHEMA.is_file():
            self.skipTest("no SARIF schema: set LEASTWISE_SHARED_DATA")
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        formats = jsonschema.FormatChecker()
        formats.checks("uri")(is_absolute_uri)
        formats.checks("uri-reference")(is_uri_reference)
        return jsonschema.Draft4Validator(schema, format_checker=formats)

    def test_sarif_is_valid(self):
        validator = self.validator()
        for name, text in self.written("*.sarif"):
            with self.subTest(name):
                errors = [f"{list(error.absolute_path)}: {error.message[:200]}"
                          for error in validator.iter_errors(json.loads(text))]
                self.assertEqual(errors, [])

    def test_validator_refuses_what_is_wrong(self):
        """A validator that takes everything would pass the test above."""
        validator = self.validator()
        sample = dict(self.written("sample.sarif"))["sample.sarif"]
        for wrong in (('"version": "2.1.0"', '"version": "2.0.0"'),
                      ('"level": "error"', '"level": "critical"'),
                      ('"startLine": 2', '"startLine": 0'),
                      ('"uri": "exports/role-assignments.json"', '"uri": "exports/role a.json"'),
                      ('"executionSuccessful": true,', "")):
            with self.subTest(wrong):
                self.assertIn(wrong[0], sample)
                self.assertFalse(validator.is_valid(json.loads(sample.replace(*wrong))))

    def test_no_result_lacks_what_code_scanning_requires(self):
        """docs.github.com, "SARIF support for code scanning": what an upload is refused without,
        and what a result is not shown or not tracked without."""
        for name, text in self.written("*.sarif"):
            run, = json.loads(text)["runs"]
            rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
            with self.subTest(name):
                self.assertTrue(run["tool"]["driver"]["name"])
                self.assertEqual(not run["results"], name.startswith("empty"))
                self.assertLessEqual(len(run["results"]), 25000)
            for rule in rules.values():
                with self.subTest(name=name, rule=rule["id"]):
                    self.assertTrue(rule["shortDescription"]["text"])
                    self.assertTrue(rule["fullDescription"]["text"])
                    self.assertTrue(rule["help"]["text"])
                    self.assertLessEqual(float(rule["properties"]["security-severity"]), 10)
            for index, result in enumerate(run["results"]):
                with self.subTest(name=name, result=index):
                    self.assertIn(result["ruleId"], rules)
                    self.assertTrue(result["message"]["text"])
                    self.assertTrue(result["partialFingerprints"]["primaryLocationLineHash"])
                    location = result["locations"][0]["physicalLocation"]
                    self.assertTrue(location["artifactLocation"]["uri"])
                    self.assertGreaterEqual(location["region"]["startLine"], 1)

    def test_sarif_names_files_that_exist(self):
        text = dict(self.written("sample.sarif"))["sample.sarif"]
        uris = {location["physicalLocation"]["artifactLocation"]["uri"]
                for result in json.loads(text)["runs"][0]["results"]
                for location in result["locations"]}
        self.assertEqual({urllib.parse.unquote(uri) for uri in uris},
                         {"exports/role-assignments.json", "exports/role definitions#1.json"})

    def test_junit_is_well_formed_and_counts(self):
        for name, text in self.written("*.junit"):
            with self.subTest(name):
                suites = ElementTree.fromstring(text)
                self.assertEqual(suites.tag, "testsuites")
                for kind in ("failure", "error", "skipped"):
                    counted = int(suites.get({"failure": "failures", "error": "errors"}
                                             .get(kind, kind)))
                    self.assertEqual(counted, len(suites.findall(f"./testsuite/testcase/{kind}")))
                self.assertEqual(int(suites.get("tests")),
                                 len(suites.findall("./testsuite/testcase")))
                tags = {element.tag for element in suites.iter()}
                self.assertLessEqual(tags, {"testsuites", "testsuite", "testcase", "failure",
                                            "error", "skipped"})

    def test_json_is_json(self):
        for pattern in ("*.json", "*.gitlab"):
            for name, text in self.written(pattern):
                with self.subTest(name):
                    json.loads(text)

    def test_every_line_for_a_ci_system_is_a_command_of_ours(self):
        commands = {"github": ("::error ", "::warning ", "::notice "),
                    "azure-devops": ("##vso[task.logissue ", "##vso[task.complete ")}
        for suffix, allowed in commands.items():
            for name, text in self.written(f"*.{suffix}"):
                for line in text.splitlines():
                    with self.subTest(name=name, line=line[:80]):
                        self.assertTrue(line.startswith(allowed))
                        self.assertNotIn("##vso[", line[2:])


def is_absolute_uri(value):
    return is_uri_reference(value) and bool(urllib.parse.urlsplit(value).scheme)


def is_uri_reference(value):
    allowed = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                  "-._~:/?#[]@!$&'()*+,;=%")
    return not isinstance(value, str) or set(value) <= allowed


if __name__ == "__main__":
    WRITE_SAMPLE_REPORTS, LEASTWISE = sys.argv[1:3]
    SHARED_DATA = pathlib.Path(os.environ.get("LEASTWISE_SHARED_DATA", sys.argv[3]))
    SCHEMA = SHARED_DATA / "formats" / "sarif" / "sarif-schema-2.1.0.json"
    unittest.main(argv=sys.argv[:1], verbosity=2)
