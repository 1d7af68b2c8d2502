//! People from several files as one list: the same user principal name is the same person.

use super::records::User;
use std::collections::HashMap;

/// Everybody, each once, in the order in which they were first seen.
#[derive(Debug, Default)]
pub struct People {
    list: Vec<User>,
    by_upn: HashMap<String, usize>,
}

impl People {
    /// Somebody from a list of users: what is said here replaces what was mentioned elsewhere.
    pub fn stated(&mut self, user: User) {
        self.merge(user, true);
    }
    /// Somebody named beside a device or in a group: fills in only what is not known yet.
    pub fn mentioned(&mut self, user: User) {
        self.merge(user, false);
    }
    #[must_use]
    pub fn list(&self) -> &[User] {
        &self.list
    }
    #[must_use]
    pub fn into_list(self) -> Vec<User> {
        self.list
    }

    fn merge(&mut self, user: User, wins: bool) {
        let at = *self.by_upn.entry(user.upn.to_lowercase()).or_insert(self.list.len());
        let Some(known) = self.list.get_mut(at) else {
            self.list.push(user);
            return;
        };
        let User { id, display_name, mail, enabled, .. } = user;
        fill(&mut known.id, id, wins);
        fill(&mut known.display_name, display_name, wins);
        fill(&mut known.mail, mail, wins);
        fill(&mut known.enabled, enabled, wins);
    }
}

fn fill<T>(known: &mut Option<T>, new: Option<T>, wins: bool) {
    if new.is_some() && (wins || known.is_none()) {
        *known = new;
    }
}
