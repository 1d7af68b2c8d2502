//! SQLite's plan for a statement, and what of it takes the whole organisation for each row.

use sqlx::{AnyPool, AssertSqlSafe, Row};
use std::collections::HashMap;

/// One line of a plan, as `EXPLAIN QUERY PLAN` answers it.
struct Line {
    parent: i64,
    text: String,
}

/// The lines by their number, in their order.
pub struct Plan {
    order: Vec<i64>,
    lines: HashMap<i64, Line>,
}

impl Plan {
    pub async fn of(database: &AnyPool, statement: &str) -> Self {
        let explained = format!("EXPLAIN QUERY PLAN {statement}");
        let rows = sqlx::query(AssertSqlSafe(explained)).fetch_all(database).await.unwrap();
        let mut plan = Self { order: Vec::new(), lines: HashMap::new() };
        for row in rows {
            let (id, parent) = (row.get::<i64, _>(0), row.get::<i64, _>(1));
            plan.order.push(id);
            plan.lines.insert(id, Line { parent, text: row.get(3) });
        }
        plan
    }

    /// Whether a step says this.
    pub fn says(&self, words: &str) -> bool {
        self.lines.values().any(|line| line.text.contains(words))
    }

    /// How often rows are sorted.
    pub fn sorts(&self) -> usize {
        self.lines.values().filter(|line| line.text.contains("TEMP B-TREE")).count()
    }

    /// What is done for each row of something and is no step to a few rows by an index.
    pub fn slow_for_each_row(&self) -> Vec<String> {
        let slow = |id: &&i64| {
            let line = &self.lines[id];
            let all = reads_all(&line.text) && (self.inner(**id) || self.correlated(line.parent));
            all || asks_for_each_group(&line.text) || self.gathers_for_each_row(line)
        };
        self.order.iter().filter(slow).map(|id| self.lines[id].text.clone()).collect()
    }

    /// What comes in another order than that of this index, and so is read to its end and sorted before the first
    /// row is known.
    pub fn beside_the_index(&self, index: &str) -> Vec<String> {
        let unordered = |id: &&i64| {
            let text = &self.lines[id].text;
            text.contains("TEMP B-TREE") || (reads_all(text) && !text.contains(index))
        };
        self.order.iter().filter(unordered).map(|id| self.lines[id].text.clone()).collect()
    }

    /// A loop inside another loop.
    fn inner(&self, id: i64) -> bool {
        let beside = |other: &&i64| {
            self.lines[other].parent == self.lines[&id].parent && is_loop(&self.lines[other].text)
        };
        self.order.iter().filter(beside).any(|other| *other < id)
    }

    /// Inside what is done for each row of something. A list that depends on no row is made once.
    fn correlated(&self, id: i64) -> bool {
        self.lines.get(&id).is_some_and(|line| {
            let once = ["LIST SUBQUERY", "SCALAR SUBQUERY"].iter().any(|list| line.text.starts_with(list));
            line.text.starts_with("CORRELATED") || (!once && self.correlated(line.parent))
        })
    }

    fn gathers_for_each_row(&self, line: &Line) -> bool {
        line.text.contains("AUTOMATIC")
            || (line.text.starts_with("MATERIALIZE") && self.correlated(line.parent))
    }
}

fn is_loop(text: &str) -> bool {
    text.starts_with("SCAN") || text.starts_with("SEARCH")
}

/// Everything, or everything of the tenant, with which each index begins. A list among the parameters is short.
fn reads_all(text: &str) -> bool {
    (text.starts_with("SCAN") && !text.contains("VIRTUAL TABLE")) || text.ends_with("(tenant=?)")
}

/// Whether somebody is in each of the groups, one after the other, instead of which groups somebody is in.
fn asks_for_each_group(text: &str) -> bool {
    text.starts_with("SEARCH m ") && text.contains("member_id=?") && text.contains("group_id=?")
}
