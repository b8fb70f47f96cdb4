//! Each rule `p, group, resource, action` is one policy, as in Casbin's model: `permit(principal in
//! Group::"..", action == Action::"..", resource == Data::"..")`. A request is given the entities
//! that it needs and no others (the user, its groups), which is the fastest way to ask Cedar.
use crate::{rows, Failure, Peer};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request,
};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::str::FromStr;

fn uid(kind: &str, id: &str) -> Result<EntityUid, Failure> {
    Ok(EntityUid::from_str(&format!("{kind}::\"{id}\""))?)
}

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    groups: HashMap<String, HashSet<EntityUid>>,
    requests: Vec<(Request, Entities)>,
}

pub fn load(folder: &Path) -> Result<Cedar, Failure> {
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
    Ok(Cedar {
        authorizer: Authorizer::new(),
        policies: PolicySet::from_str(&text)?,
        groups,
        requests: Vec::new(),
    })
}

impl Peer for Cedar {
    fn prepare(&mut self, row: &[String]) -> Result<(), Failure> {
        let user = uid("User", &row[0])?;
        let parents = self.groups.get(&row[0]).cloned().unwrap_or_default();
        let mut entities: Vec<Entity> = parents
            .iter()
            .map(|group| Entity::new_no_attrs(group.clone(), HashSet::new()))
            .collect();
        entities.push(Entity::new_no_attrs(user.clone(), parents));
        let request = Request::new(
            user,
            uid("Action", &row[2])?,
            uid("Data", &row[1])?,
            Context::empty(),
            None,
        )?;
        self.requests.push((request, Entities::from_entities(entities, None)?));
        Ok(())
    }

    fn decide(&mut self, number: usize) -> Result<bool, Failure> {
        let (request, entities) = &self.requests[number];
        let response = self.authorizer.is_authorized(request, &self.policies, entities);
        Ok(response.decision() == Decision::Allow)
    }
}
