//! Regorus evaluates the policy of OPA (policy.rego in the folder) on the same data.
use crate::{rows, Failure, Peer};
use regorus::{Engine, Value};
use serde_json::{json, Value as Json};
use std::path::Path;

pub struct Regorus {
    engine: Engine,
    inputs: Vec<Value>,
}

fn add(list: &mut Json, value: &str) -> Result<(), Failure> {
    if list.is_null() {
        *list = json!([]);
    }
    list.as_array_mut().ok_or("a list")?.push(json!(value));
    Ok(())
}

/// A key of a graph, so that it is a node even where nothing is above it.
fn node(graph: &mut Json, name: &str) {
    if graph[name].is_null() {
        graph[name] = json!([]);
    }
}

/// The rows (peer_rows.h) as the data of peers.rego or graph.rego.
fn data_of(all: &[Vec<String>]) -> Result<Json, Failure> {
    let graph = all.iter().any(|row| row[0] == "a");
    let mut data = json!({"groups": {}, "parents": {}, "granted": {}, "denied": {}, "actions": {},
                          "permissions": {}});
    for row in all {
        match row[0].as_str() {
            "g" => {
                add(&mut data["groups"][&row[1]], &row[2])?;
                if graph {
                    node(&mut data["groups"], &row[2]);
                }
            }
            "r" => {
                add(&mut data["parents"][&row[1]], &row[2])?;
                node(&mut data["parents"], &row[2]);
            }
            "a" => data["actions"][&row[1]][&row[2]] = json!(true),
            "d" => data["denied"][&row[1]][&row[2]] = json!(true),
            "p" if graph => add(&mut data["granted"][&row[1]][&row[2]], &row[3])?,
            "p" => data["permissions"][&row[1]][&row[2]][&row[3]] = json!(true),
            _ => {}
        }
    }
    Ok(data)
}

pub fn load(folder: &Path) -> Result<Regorus, Failure> {
    let data = data_of(&rows(&folder.join("policy.csv"))?)?;
    let mut engine = Engine::new();
    engine.add_policy_from_file(folder.join("policy.rego"))?;
    engine.add_data(Value::from_json_str(&data.to_string())?)?;
    // The first evaluation prepares the policy.
    let mut peer = Regorus { engine, inputs: Vec::new() };
    peer.prepare(&["nobody".into(), "nothing".into(), "read".into()])?;
    peer.decide(0)?;
    peer.inputs.clear();
    Ok(peer)
}

impl Peer for Regorus {
    fn prepare(&mut self, row: &[String]) -> Result<(), Failure> {
        let input = json!({"user": row[0], "resource": row[1], "action": row[2]});
        self.inputs.push(Value::from_json_str(&input.to_string())?);
        Ok(())
    }

    fn decide(&mut self, number: usize) -> Result<bool, Failure> {
        self.engine.set_input(self.inputs[number].clone());
        let allowed = self.engine.eval_rule("data.peers.allow".to_string())?;
        Ok(*allowed.as_bool()?)
    }
}
