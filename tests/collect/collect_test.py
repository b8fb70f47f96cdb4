#!/usr/bin/env python3
"""Runs docs/collect.sh against the stand-in az beside this file.

The first test is the strongest: a collection of the sample tenant, in pages, must be the files of
cli/sample byte for byte. The others are about what goes wrong.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SAMPLE = ROOT / "cli" / "sample"
ML_PLATFORM = "940996d3-ca02-4c1f-80e9-63f1b4df8de1"
TENANT = "f7ddec2d-6caf-42ac-9d19-d991291a8d56"
ML_TEAMS = "6319eb4d-ff8a-44b7-a7c8-0a0b2e0ffce5"
REFUSED = "ERROR: (AuthorizationFailed) The client 'x' does not have authorization"


class CollectTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.out = self.folder / "tenant"
        self.small = self.part_of_sample()

    def part_of_sample(self):
        """One subscription, the management groups above it, one group: fewer calls to wait for."""
        path = self.folder / "small"
        path.mkdir()
        for name in ("role-assignments.json", "role-definitions.custom.json",
                     "deny-assignments.json", "pim-eligible.json", "pim-active.json",
                     "users.json", "service-principals.json",
                     f"group-members.{ML_TEAMS}.json"):
            shutil.copy(SAMPLE / name, path)
        self.copy_some(path, "groups.json", {ML_TEAMS})
        self.copy_some(path, "management-groups.json", {TENANT, "alderfinch", "alderfinch-platform",
                                                        ML_PLATFORM})
        return path

    @staticmethod
    def copy_some(path, name, kept):
        document = json.loads((SAMPLE / name).read_text(encoding="utf-8"))
        document["value"] = [record for record in document["value"]
                             if record.get("name", record["id"]) in kept]
        (path / name).write_text(json.dumps(document), encoding="utf-8")

    def run_script(self, *arguments, faults=(), tenant=None):
        """The finished process. `faults` are lines of STAND_IN_FAULTS, as tuples."""
        tenant = tenant or self.small
        environment = dict(os.environ)
        environment.update({
            "PATH": os.pathsep.join([str(HERE), os.path.dirname(sys.executable),
                                     os.environ["PATH"]]),
            "LC_ALL": "C.UTF-8",
            "LEASTWISE_COLLECT_PAUSE": "0",
            "STAND_IN_TENANT": str(tenant),
            "STAND_IN_LOG": str(self.folder / "log"),
        })
        if faults:
            path = self.folder / "faults"
            path.write_text("".join("\t".join(map(str, fault)) + "\n" for fault in faults))
            environment["STAND_IN_FAULTS"] = str(path)
        return subprocess.run(["bash", ROOT / "docs" / "collect.sh", "--out", self.out, *arguments],
                              env=environment, capture_output=True, text=True, check=False)

    def read(self, name):
        return json.loads((self.out / name).read_text(encoding="utf-8"))

    def report(self):
        return (self.out / "collection-report.txt").read_text(encoding="utf-8")

    def empty_tenant(self):
        path = self.folder / "nothing"
        path.mkdir()
        return path

    def test_a_whole_tenant_is_the_sample(self):
        done = self.run_script(tenant=SAMPLE)
        self.assertEqual(done.returncode, 0, done.stderr)
        extra = {"collection-report.txt", "role-definitions.built-in.json",
                 "role-definitions.assigned.json"}
        expected = {path.name for path in SAMPLE.glob("*.json")}
        self.assertEqual({path.name for path in self.out.iterdir()}, expected | extra)
        for name in sorted(expected):
            with self.subTest(name):
                if name in ("role-assignments.json", "role-definitions.custom.json",
                            "pim-active.json"):  # in the order of the scopes asked
                    self.assertEqual(self.by_id(self.read(name)),
                                     self.by_id(json.loads((SAMPLE / name).read_text())))
                else:
                    self.assertEqual((self.out / name).read_text(), (SAMPLE / name).read_text())
        self.assertIn("Nothing was missed", self.report())
        self.check_records()

    def check_records(self):
        ids = [record["id"] for record in self.read("role-assignments.json")]
        self.assertEqual(len(ids), len(set(ids)), "inherited records must stand once")
        # Assigned, in no list: asked for by its id.
        [role] = self.read("role-definitions.assigned.json")["value"]
        self.assertEqual(role["properties"]["roleName"], "Role Based Access Control Administrator")

    @staticmethod
    def by_id(document):
        records = document if isinstance(document, list) else document["value"]
        return sorted(records, key=lambda record: record["id"])

    def test_a_refused_call_is_reported_and_the_rest_is_read(self):
        done = self.run_script(faults=[
            (rf"--url \S+/subscriptions/{ML_PLATFORM}/\S+/denyAssignments", "always", REFUSED)])
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(f"deny assignments of /subscriptions/{ML_PLATFORM}: {REFUSED}", self.report())
        deny = self.read("deny-assignments.json")
        self.assertIn(f"/subscriptions/{ML_PLATFORM}/", deny["nextLink"])
        self.assertEqual((self.out / "users.json").read_text(), (SAMPLE / "users.json").read_text())

    def test_refused_assignments_leave_a_list_that_says_it_is_cut(self):
        done = self.run_script(faults=[
            (f"role assignment list --all .*{ML_PLATFORM}", "always", REFUSED)])
        self.assertEqual(done.returncode, 1)
        self.assertIn(ML_PLATFORM, self.read("role-assignments.json")["nextLink"])

    def test_a_later_page_that_is_refused_keeps_its_link(self):
        done = self.run_script(faults=[(rf"groups/{ML_TEAMS}/members\S+skiptoken=2", "always",
                                        "ERROR: Forbidden")])
        self.assertEqual(done.returncode, 1)
        members = self.read(f"group-members.{ML_TEAMS}.json")
        self.assertEqual(members["groupId"], ML_TEAMS)
        self.assertEqual(len(members["value"]), 2)
        self.assertIn("skiptoken=2", members["@odata.nextLink"])
        self.assertIn(f"the members of group {ML_TEAMS}: ERROR: Forbidden", self.report())

    def test_a_first_page_that_is_refused_is_no_empty_list(self):
        self.run_script(faults=[(f"groups/{ML_TEAMS}/members", "always", "ERROR: Forbidden")])
        members = self.read(f"group-members.{ML_TEAMS}.json")
        self.assertEqual(members["value"], [])
        self.assertIn(ML_TEAMS, members["@odata.nextLink"])

    def test_throttled_calls_are_repeated(self):
        done = self.run_script(faults=[("v1.0/users", 2, "ERROR: Too Many Requests"),
                                       ("account list", 1, 'ERROR: {"code": 429}')])
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_throttling_without_end_is_a_refusal(self):
        done = self.run_script(faults=[("v1.0/users", "always", "ERROR: Too Many Requests")])
        self.assertEqual(done.returncode, 1)
        self.assertIn("the users: ERROR: Too Many Requests", self.report())

    def test_a_page_that_links_to_itself_ends(self):
        done = self.run_script(faults=[("v1.0/servicePrincipals", "always", "LOOP")])
        self.assertEqual(done.returncode, 1)
        self.assertIn("leads nowhere new", self.report())

    def test_an_answer_that_is_no_json_is_reported(self):
        done = self.run_script(faults=[("provider operation list", "always", "PRINT <html>")])
        self.assertEqual(done.returncode, 1)
        self.assertIn("the provider operations: the answer is no JSON", self.report())

    def test_a_tenant_without_pim_is_complete(self):
        message = "ERROR: Bad Request({'error': {'code': 'AadPremiumLicenseRequired'}})"
        done = self.run_script(faults=[("ScheduleInstances", "always", message)])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.read("pim-eligible.json"), {"value": []})
        self.assertIn("no licence for Privileged Identity Management", self.report())

    def test_a_parent_that_cannot_be_seen_is_reported(self):
        self.copy_some(self.small, "management-groups.json",
                       {TENANT, "alderfinch-platform", ML_PLATFORM})
        done = self.run_script()
        self.assertEqual(done.returncode, 1)
        self.assertIn("management group alderfinch: it is named as a parent", self.report())

    def test_a_subscription_outside_the_hierarchy_is_reported(self):
        other = "12345678-1234-4123-8123-123456789abc"
        accounts = json.dumps([{"id": name, "tenantId": TENANT} for name in (ML_PLATFORM, other)])
        done = self.run_script(faults=[("account list", "always", "PRINT " + accounts)])
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"place of subscription {other}: the management-group export", self.report())

    def test_a_subscription_that_cannot_be_read_is_reported(self):
        done = self.run_script(faults=[("account list", "always", "PRINT []")])
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"subscription {ML_PLATFORM}: it is in the hierarchy, but this account",
                      self.report())

    def test_an_empty_tenant_is_complete(self):
        done = self.run_script(tenant=self.empty_tenant())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.read("role-assignments.json"), [])
        self.assertEqual(self.read("management-groups.json"), {"value": []})
        self.assertEqual(self.read("groups.json")["value"], [])
        log = (self.folder / "log").read_text()
        self.assertNotIn("role assignment list", log)

    def test_everything_refused_still_ends_with_a_report(self):
        done = self.run_script(faults=[("^(account list|role|rest|provider)", "always", REFUSED)])
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.report().count(REFUSED), 7, self.report())
        for name in ("role-assignments.json", "management-groups.json", "groups.json"):
            self.assertTrue(self.read(name).get("nextLink") or
                            self.read(name).get("@odata.nextLink"), name)

    def test_operations_can_be_left_out(self):
        done = self.run_script("--without-operations")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertFalse((self.out / "operations.json").exists())

    def test_not_signed_in_is_said_at_once(self):
        done = self.run_script(faults=[("account show", "always",
                                        "ERROR: Please run 'az login' to setup account.")])
        self.assertEqual(done.returncode, 2)
        self.assertIn("not signed in", done.stderr)
        self.assertFalse(self.out.exists())

    def test_two_collections_do_not_mix(self):
        self.out.mkdir()
        (self.out / "old.json").write_text("[]")
        done = self.run_script()
        self.assertEqual(done.returncode, 2)
        self.assertIn("is not empty", done.stderr)

    def test_unknown_arguments_are_refused(self):
        self.assertEqual(self.run_script("--outt").returncode, 2)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main()
