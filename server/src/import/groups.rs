//! Groups from several files as one list. Two groups may share a name, but not an id.

use super::records::Group;
use herald_domain::ids::GroupId;
use std::collections::HashMap;

/// Every group once, in the order in which they were first seen.
#[derive(Debug, Default)]
pub struct Groups {
    list: Vec<Group>,
    by_id: HashMap<GroupId, usize>,
    by_name: HashMap<String, usize>,
}

impl Groups {
    /// What is said later of the same group replaces what was said before; what is not said stays. A group without an
    /// id is the first one of its name.
    pub fn add(&mut self, group: Group) {
        let name = group.name.as_deref().map(str::to_lowercase);
        let at = match (&group.id, &name) {
            (Some(id), _) if self.by_id.contains_key(id) => self.by_id.get(id).copied(),
            (id, Some(name)) => {
                let same_name = self.by_name.get(name).copied();
                same_name.filter(|at| id.is_none() || self.list[*at].id.is_none())
            }
            _ => None,
        };
        let at = at.unwrap_or_else(|| {
            self.list.push(Group::default());
            self.list.len() - 1
        });
        if let Some(id) = &group.id {
            self.by_id.insert(id.clone(), at);
        }
        if let Some(name) = name {
            self.by_name.entry(name).or_insert(at);
        }
        let known = &mut self.list[at];
        let Group { id, name, description, users, groups, devices, .. } = group;
        known.id = id.or(known.id.take());
        known.name = name.or(known.name.take());
        known.description = description.or(known.description.take());
        if users.is_some() || groups.is_some() || devices.is_some() {
            (known.users, known.groups, known.devices) = (users, groups, devices);
        }
    }
    #[must_use]
    pub fn list(&self) -> &[Group] {
        &self.list
    }
    #[must_use]
    pub fn into_list(self) -> Vec<Group> {
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(id: Option<u8>, name: &str) -> Group {
        let id = id.map(|n| format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap());
        Group { id, name: Some(name.into()), ..Group::default() }
    }

    #[test]
    fn a_name_finds_its_id_and_equal_names_of_two_ids_stay_apart() {
        let mut groups = Groups::default();
        groups.add(group(None, "Skola"));
        groups.add(Group { users: Some(vec![]), ..group(Some(1), "skola") });
        groups.add(group(Some(2), "Skola"));
        groups.add(Group { description: Some("d".into()), ..group(None, "Skola") });
        let ids: Vec<_> = groups.list().iter().map(|g| g.id.as_ref().unwrap().as_str().to_owned()).collect();
        assert_eq!(ids, ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"]);
        assert!(groups.list()[0].users.is_some() && groups.list()[0].description.is_some());
    }
}
