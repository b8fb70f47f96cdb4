//! Cedar on a workload that peer_replay wrote: `peers cedar FOLDER`.
//!
//! Each rule `p, group, resource, action` is one policy, as in Casbin's model: `permit(principal in
//! Group::"..", action == Action::"..", resource == Data::"..")`. A request is given the entities
//! that it needs and no others (the user, its groups), which is the fastest way to ask Cedar.
//! Prints one JSON object: the time to load, the median time of a decision, and all decisions as a
//! string of A and D.
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request,
};
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::path::Path;
use std::str::FromStr;
use std::time::{Duration, Instant};

type Failure = Box<dyn Error>;

fn rows(path: &Path) -> Result<Vec<Vec<String>>, Failure> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_path(path)?;
    let mut all = Vec::new();
    for record in reader.records() {
        all.push(record?.iter().map(str::to_owned).collect());
    }
    Ok(all)
}

fn uid(kind: &str, id: &str) -> Result<EntityUid, Failure> {
    Ok(EntityUid::from_str(&format!("{kind}::\"{id}\""))?)
}

/// The policies, and the groups of each user.
struct Tenant {
    policies: PolicySet,
    groups: HashMap<String, HashSet<EntityUid>>,
}

fn load(folder: &Path) -> Result<Tenant, Failure> {
    let mut text = String::new();
    let mut groups: HashMap<String, HashSet<EntityUid>> = HashMap::new();
    for row in rows(&folder.join("policy.csv"))? {
        if row[0] == "g" {
            groups.entry(row[1].clone()).or_default().insert(uid("Group", &row[2])?);
        } else {
            text += &format!(
                "permit(principal in Group::\"{}\", action == Action::\"{}\", resource == Data::\"{}\");\n",
                row[1], row[3], row[2]
            );
        }
    }
    Ok(Tenant { policies: PolicySet::from_str(&text)?, groups })
}

/// A request with the entities that it needs.
fn prepared(tenant: &Tenant, row: &[String]) -> Result<(Request, Entities), Failure> {
    let user = uid("User", &row[0])?;
    let parents = tenant.groups.get(&row[0]).cloned().unwrap_or_default();
    let mut entities: Vec<Entity> =
        parents.iter().map(|group| Entity::new_no_attrs(group.clone(), HashSet::new())).collect();
    entities.push(Entity::new_no_attrs(user.clone(), parents));
    let request = Request::new(
        user,
        uid("Action", &row[2])?,
        uid("Data", &row[1])?,
        Context::empty(),
        None,
    )?;
    Ok((request, Entities::from_entities(entities, None)?))
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.len() != 3 || arguments[1] != "cedar" {
        return Err("usage: peers cedar FOLDER".into());
    }
    let folder = Path::new(&arguments[2]);
    let begin = Instant::now();
    let tenant = load(folder)?;
    let load_ms = begin.elapsed().as_secs_f64() * 1e3;

    // What is measured is the authorizer alone: requests and entities are made before.
    let mut requests = Vec::new();
    for row in rows(&folder.join("requests.csv"))? {
        requests.push(prepared(&tenant, &row)?);
    }
    let authorizer = Authorizer::new();
    let mut decisions = String::new();
    for (request, entities) in &requests {
        let response = authorizer.is_authorized(request, &tenant.policies, entities);
        decisions.push(if response.decision() == Decision::Allow { 'A' } else { 'D' });
    }
    let mut times = Vec::new();
    let begin = Instant::now();
    'asked: loop {
        for (request, entities) in &requests {
            let one = Instant::now();
            std::hint::black_box(authorizer.is_authorized(request, &tenant.policies, entities));
            times.push(one.elapsed().as_nanos() as f64);
            if begin.elapsed() > Duration::from_secs(2) {
                break 'asked;
            }
        }
    }
    times.sort_by(f64::total_cmp);
    println!(
        "{}",
        serde_json::json!({"engine": "cedar", "load_ms": load_ms,
                           "decide_ns": times[times.len() / 2], "decisions": decisions})
    );
    Ok(())
}
