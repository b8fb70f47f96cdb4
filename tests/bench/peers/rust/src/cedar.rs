//! The rows (peer_rows.h) as Cedar takes them. A row `p` is one policy, as in Casbin's model and in
//! SAPL's hospital, and so is a row `d`; where the rows ask for it (`e, entities`), they stand in the
//! entities and a role is one policy, as in the GitHub application of the OOPSLA 2024 benchmark: a
//! resource names who holds each role, and holders stand below that name. A request is given the
//! entities that it needs and no others, which is the fastest way to ask Cedar.
use crate::{rows, Failure, Peer};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request,
    RestrictedExpression,
};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::str::FromStr;

fn uid(kind: &str, id: &str) -> Result<EntityUid, Failure> {
    Ok(EntityUid::from_str(&format!("{kind}::\"{id}\""))?)
}

/// Users and groups: `user12` or the name of a group.
fn person(name: &str) -> Result<EntityUid, Failure> {
    uid(if name.starts_with("user") { "User" } else { "Group" }, name)
}

fn data(name: &str) -> Result<EntityUid, Failure> {
    uid("Data", name)
}

/// Who holds the role at the resource.
fn grant(role: &str, resource: &str) -> Result<EntityUid, Failure> {
    uid("Grant", &format!("{role} {resource}"))
}

#[derive(Default)]
struct Graph {
    parents: HashMap<EntityUid, HashSet<EntityUid>>,
    grants: HashMap<EntityUid, Vec<(String, EntityUid)>>,
}

impl Graph {
    fn link(&mut self, child: EntityUid, parent: EntityUid) {
        self.parents.entry(child).or_default().insert(parent);
    }

    /// The entity, and all above it.
    fn entities(&self, start: &EntityUid, all: &mut HashMap<EntityUid, Entity>) -> Result<(), Failure> {
        let mut open = vec![start.clone()];
        while let Some(next) = open.pop() {
            if all.contains_key(&next) {
                continue;
            }
            let parents = self.parents.get(&next).cloned().unwrap_or_default();
            open.extend(parents.iter().cloned());
            let attributes = self.grants.get(&next).into_iter().flatten().map(|(role, grant)| {
                (role.clone(), RestrictedExpression::new_entity_uid(grant.clone()))
            });
            let entity = Entity::new(next.clone(), attributes.collect(), parents)?;
            all.insert(next, entity);
        }
        Ok(())
    }
}

/// `action == Action::"read"`, or `action in [..]` for a role of several.
fn actions_of(role: &str, actions: &HashMap<String, Vec<String>>) -> String {
    match actions.get(role) {
        None => format!("action == Action::\"{role}\""),
        Some(names) => {
            let names: Vec<String> =
                names.iter().map(|name| format!("Action::\"{name}\"")).collect();
            format!("action in [{}]", names.join(", "))
        }
    }
}

fn policies_of(all: &[Vec<String>], actions: &HashMap<String, Vec<String>>) -> Result<String, Failure> {
    let mut text = String::new();
    let nested: HashSet<&str> =
        all.iter().filter(|row| row[0] == "r").map(|row| row[2].as_str()).collect();
    let place = |name: &str| {
        let relation = if nested.contains(name) { "in" } else { "==" };
        format!("resource {relation} Data::\"{name}\"")
    };
    for row in all {
        match row[0].as_str() {
            "p" => {
                let actions = actions_of(&row[3], actions);
                let (holder, place) = (person(&row[1])?, place(&row[2]));
                text += &format!("permit(principal in {holder}, {actions}, {place});\n");
            }
            "d" => {
                let (holder, place) = (person(&row[1])?, place(&row[2]));
                text += &format!("forbid(principal in {holder}, action, {place});\n");
            }
            _ => {}
        }
    }
    Ok(text)
}

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    graph: Graph,
    requests: Vec<(Request, Entities)>,
}

pub fn load(folder: &Path) -> Result<Cedar, Failure> {
    let all = rows(&folder.join("policy.csv"))?;
    let in_entities = all.iter().any(|row| row[0] == "e");
    let mut actions: HashMap<String, Vec<String>> = HashMap::new();
    for row in all.iter().filter(|row| row[0] == "a") {
        actions.entry(row[1].clone()).or_default().push(row[2].clone());
    }
    let mut graph = Graph::default();
    let mut resources = HashSet::new();
    for row in &all {
        match row[0].as_str() {
            "g" => graph.link(person(&row[1])?, person(&row[2])?),
            "r" if in_entities => {
                // Who holds a role at the parent holds it here.
                for role in actions.keys() {
                    graph.link(grant(role, &row[2])?, grant(role, &row[1])?);
                }
                resources.extend([row[1].clone(), row[2].clone()]);
            }
            "r" => graph.link(data(&row[1])?, data(&row[2])?),
            "p" if in_entities => {
                graph.link(person(&row[1])?, grant(&row[3], &row[2])?);
                resources.insert(row[2].clone());
            }
            _ => {}
        }
    }
    let text = if in_entities {
        for resource in &resources {
            for role in actions.keys() {
                let of_role = (role.clone(), grant(role, resource)?);
                graph.grants.entry(data(resource)?).or_default().push(of_role);
            }
        }
        let of_role = |role: &String| {
            let actions = actions_of(role, &actions);
            format!("permit(principal, {actions}, resource) when {{ principal in resource.{role} }};\n")
        };
        actions.keys().map(of_role).collect()
    } else {
        policies_of(&all, &actions)?
    };
    Ok(Cedar {
        authorizer: Authorizer::new(),
        policies: PolicySet::from_str(&text)?,
        graph,
        requests: Vec::new(),
    })
}

impl Peer for Cedar {
    fn prepare(&mut self, row: &[String]) -> Result<(), Failure> {
        let (user, resource) = (person(&row[0])?, data(&row[1])?);
        let mut entities = HashMap::new();
        self.graph.entities(&user, &mut entities)?;
        self.graph.entities(&resource, &mut entities)?;
        let action = uid("Action", &row[2])?;
        let request = Request::new(user, action, resource, Context::empty(), None)?;
        self.requests.push((request, Entities::from_entities(entities.into_values(), None)?));
        Ok(())
    }

    fn decide(&mut self, number: usize) -> Result<bool, Failure> {
        let (request, entities) = &self.requests[number];
        let response = self.authorizer.is_authorized(request, &self.policies, entities);
        Ok(response.decision() == Decision::Allow)
    }
}
