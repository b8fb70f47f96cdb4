// Casbin and OPA on a workload that peer_replay wrote: `peers ENGINE FOLDER`.
//
// Reads FOLDER/policy.csv (Casbin's own format) and FOLDER/requests.csv (user, resource, action),
// and prints one JSON object: the time to load, the median time of a decision, and all decisions as
// a string of A and D.
package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/log"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// The model of Casbin's RBAC benchmarks.
const rbacModel = `[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
`

type answer struct {
	Engine    string  `json:"engine"`
	LoadMs    float64 `json:"load_ms"`
	DecideNs  float64 `json:"decide_ns"`
	Decisions string  `json:"decisions"`
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func readRows(path string) [][]string {
	file, err := os.Open(path)
	fail(err)
	defer file.Close()
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = true
	rows, err := reader.ReadAll()
	fail(err)
	return rows
}

func milliseconds(since time.Time) float64 { return float64(time.Since(since).Nanoseconds()) / 1e6 }

func openCasbin(folder string) func(user, resource, action string) bool {
	modelPath := filepath.Join(folder, "model.conf")
	fail(os.WriteFile(modelPath, []byte(rbacModel), 0o644))
	log.GetLogger().EnableLog(false)
	enforcer, err := casbin.NewEnforcer(modelPath, filepath.Join(folder, "policy.csv"))
	fail(err)
	return func(user, resource, action string) bool {
		allowed, err := enforcer.Enforce(user, resource, action)
		fail(err)
		return allowed
	}
}

func openOPA(folder string) func(user, resource, action string) bool {
	groups := map[string]any{}
	permissions := map[string]any{}
	for _, row := range readRows(filepath.Join(folder, "policy.csv")) {
		if row[0] == "g" {
			held, _ := groups[row[1]].([]any)
			groups[row[1]] = append(held, row[2])
			continue
		}
		resources, ok := permissions[row[1]].(map[string]any)
		if !ok {
			resources = map[string]any{}
			permissions[row[1]] = resources
		}
		resources[row[2]] = map[string]any{row[3]: true}
	}
	store := inmem.NewFromObject(map[string]any{"groups": groups, "permissions": permissions})
	policy, err := os.ReadFile(filepath.Join(folder, "peers.rego"))
	fail(err)
	query, err := rego.New(rego.Query("data.peers.allow"), rego.Module("peers.rego", string(policy)),
		rego.Store(store)).PrepareForEval(context.Background())
	fail(err)
	return func(user, resource, action string) bool {
		input := map[string]any{"user": user, "resource": resource, "action": action}
		results, err := query.Eval(context.Background(), rego.EvalInput(input))
		fail(err)
		return results.Allowed()
	}
}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: peers casbin|opa FOLDER"))
	}
	engine, folder := os.Args[1], os.Args[2]
	requests := readRows(filepath.Join(folder, "requests.csv"))
	open := map[string]func(string) func(string, string, string) bool{
		"casbin": openCasbin, "opa": openOPA}[engine]
	if open == nil {
		fail(fmt.Errorf("no engine `%s`", engine))
	}
	start := time.Now()
	decide := open(folder)
	result := answer{Engine: engine, LoadMs: milliseconds(start)}

	// Every request once, for the decisions and to warm up; then as many as two seconds give.
	var decisions strings.Builder
	for _, row := range requests {
		if decide(row[0], row[1], row[2]) {
			decisions.WriteByte('A')
		} else {
			decisions.WriteByte('D')
		}
	}
	result.Decisions = decisions.String()
	var times []float64
	for begin := time.Now(); time.Since(begin) < 2*time.Second; {
		for _, row := range requests {
			one := time.Now()
			decide(row[0], row[1], row[2])
			times = append(times, float64(time.Since(one).Nanoseconds()))
			if time.Since(begin) > 2*time.Second {
				break
			}
		}
	}
	sort.Float64s(times)
	result.DecideNs = times[len(times)/2]
	fail(json.NewEncoder(os.Stdout).Encode(result))
}
