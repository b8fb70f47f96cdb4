// Casbin and OPA on a workload that peer_replay wrote: `peers ENGINE FOLDER`.
//
// Reads FOLDER/policy.csv (rows as in peer_rows.h) and FOLDER/requests.csv (user, resource, action),
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

// The same with resources within resources, roles of several actions, and denials.
const graphModel = `[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act, eft
[role_definition]
g = _, _
g2 = _, _
g3 = _, _
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = g2(r.obj, p.obj) && g3(r.act, p.act) && g(r.sub, p.sub)
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

type decider = func(user, resource, action string) bool

// Whether groups and resources are graphs and roles have actions (peer_rows.h), or the rules are
// those of Casbin's benchmark alone.
func isGraph(rows [][]string) bool {
	for _, row := range rows {
		if row[0] == "a" {
			return true
		}
	}
	return false
}

// The rows in Casbin's own format: `a` and `r` as further kinds of grouping, `d` as a rule of every
// action.
func casbinPolicy(rows [][]string) string {
	var text strings.Builder
	for _, row := range rows {
		switch row[0] {
		case "g":
			fmt.Fprintf(&text, "g, %s, %s\n", row[1], row[2])
		case "r":
			fmt.Fprintf(&text, "g2, %s, %s\n", row[1], row[2])
		case "a":
			fmt.Fprintf(&text, "g3, %s, %s\n", row[2], row[1])
		case "o":
			fmt.Fprintf(&text, "g3, %s, every action\n", row[1])
		case "p":
			fmt.Fprintf(&text, "p, %s, %s, %s, allow\n", row[1], row[2], row[3])
		case "d":
			fmt.Fprintf(&text, "p, %s, %s, every action, deny\n", row[1], row[2])
		}
	}
	return text.String()
}

// Writes Casbin's files of a workload: where its own format does, the rules as they are.
func writeCasbin(folder string) (model, policy string) {
	model, policy = filepath.Join(folder, "model.conf"), filepath.Join(folder, "policy.csv")
	text := rbacModel
	if rows := readRows(policy); isGraph(rows) {
		text, policy = graphModel, filepath.Join(folder, "casbin.csv")
		fail(os.WriteFile(policy, []byte(casbinPolicy(rows)), 0o644))
	}
	fail(os.WriteFile(model, []byte(text), 0o644))
	return model, policy
}

// The time of loading goes from the files to ready to decide.
func openCasbin(folder string) (decider, time.Duration) {
	model, policy := writeCasbin(folder)
	log.GetLogger().EnableLog(false)
	start := time.Now()
	enforcer, err := casbin.NewEnforcer(model, policy)
	fail(err)
	return func(user, resource, action string) bool {
		allowed, err := enforcer.Enforce(user, resource, action)
		fail(err)
		return allowed
	}, time.Since(start)
}

type object = map[string]any

// The object in which the keys end, made where it is missing.
func within(at object, keys ...string) object {
	for _, key := range keys {
		next, ok := at[key].(object)
		if !ok {
			next = object{}
			at[key] = next
		}
		at = next
	}
	return at
}

func add(at object, key string, values ...string) {
	held, _ := at[key].([]any)
	for _, value := range values {
		held = append(held, value)
	}
	at[key] = held
}

// The rows as the data of peers.rego or graph.rego.
func opaData(rows [][]string) object {
	data := object{"groups": object{}, "parents": object{}, "granted": object{}, "denied": object{},
		"actions": object{}, "permissions": object{}}
	graph := isGraph(rows)
	for _, row := range rows {
		switch row[0] {
		case "g":
			add(within(data, "groups"), row[1], row[2])
			if graph {
				add(within(data, "groups"), row[2])
			}
		case "r":
			add(within(data, "parents"), row[1], row[2])
			add(within(data, "parents"), row[2])
		case "a":
			within(data, "actions", row[1])[row[2]] = true
		case "d":
			within(data, "denied", row[1])[row[2]] = true
		case "p":
			if graph {
				add(within(data, "granted", row[1]), row[2], row[3])
			} else {
				within(data, "permissions", row[1], row[2])[row[3]] = true
			}
		}
	}
	return data
}

func openOPA(folder string) (decider, time.Duration) {
	start := time.Now()
	store := inmem.NewFromObject(opaData(readRows(filepath.Join(folder, "policy.csv"))))
	policy, err := os.ReadFile(filepath.Join(folder, "policy.rego"))
	fail(err)
	query, err := rego.New(rego.Query("data.peers.allow"), rego.Module("policy.rego", string(policy)),
		rego.Store(store)).PrepareForEval(context.Background())
	fail(err)
	return func(user, resource, action string) bool {
		input := map[string]any{"user": user, "resource": resource, "action": action}
		results, err := query.Eval(context.Background(), rego.EvalInput(input))
		fail(err)
		return results.Allowed()
	}, time.Since(start)
}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: peers casbin|opa FOLDER"))
	}
	engine, folder := os.Args[1], os.Args[2]
	requests := readRows(filepath.Join(folder, "requests.csv"))
	open := map[string]func(string) (decider, time.Duration){
		"casbin": openCasbin, "opa": openOPA}[engine]
	if open == nil {
		fail(fmt.Errorf("no engine `%s`", engine))
	}
	decide, loading := open(folder)
	result := answer{Engine: engine, LoadMs: float64(loading.Nanoseconds()) / 1e6}

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
