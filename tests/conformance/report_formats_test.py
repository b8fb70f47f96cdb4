#!/usr/bin/env python3
"""The written reports, judged by what others agreed on and not by our own code.

usage: report_formats_test.py WRITE_SAMPLE_REPORTS SHARED_DATA

SARIF must be valid against the OASIS schema (draft 4; skipped where the file is not there), JUnit
must be well-formed XML, the JSON formats JSON. The first argument is the program that writes the
samples, the second the folder of real exports, unless LEASTWISE_SHARED_DATA names it.
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
SCHEMA = pathlib.Path()


class ReportFormatsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        subprocess.run([WRITE_SAMPLE_REPORTS, cls.folder], check=True)

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
    WRITE_SAMPLE_REPORTS = sys.argv[1]
    SHARED_DATA = pathlib.Path(os.environ.get("LEASTWISE_SHARED_DATA", sys.argv[2]))
    SCHEMA = SHARED_DATA / "formats" / "sarif" / "sarif-schema-2.1.0.json"
    unittest.main(argv=sys.argv[:1], verbosity=2)
