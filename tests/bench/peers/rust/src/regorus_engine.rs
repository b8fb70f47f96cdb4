//! Regorus evaluates the policy of OPA (peers.rego) on the same data.
use crate::{rows, Failure, Peer};
use regorus::{Engine, Value};
use serde_json::{json, Map};
use std::path::Path;

pub struct Regorus {
    engine: Engine,
    inputs: Vec<Value>,
}

pub fn load(folder: &Path) -> Result<Regorus, Failure> {
    let mut groups = Map::new();
    let mut permissions = Map::new();
    for row in rows(&folder.join("policy.csv"))? {
        if row[0] == "g" {
            let held = groups.entry(row[1].clone()).or_insert_with(|| json!([]));
            held.as_array_mut().ok_or("a list")?.push(json!(row[2]));
        } else {
            let resources = permissions.entry(row[1].clone()).or_insert_with(|| json!({}));
            resources[&row[2]] = json!({ row[3].clone(): true });
        }
    }
    let mut engine = Engine::new();
    engine.add_policy_from_file(folder.join("peers.rego"))?;
    let data = json!({"groups": groups, "permissions": permissions});
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
