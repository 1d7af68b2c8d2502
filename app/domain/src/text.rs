//! What may be written: title and body of a notification (B1–B4).
//!
//! The browser's counter and the server's verdict both come from here, so they cannot differ.

use serde::{Deserialize, Serialize};

/// Longest title, in Unicode scalar values (B1, B2).
pub const TITLE_MAX: usize = 50;
/// Longest body, in Unicode scalar values (B1, B2).
pub const BODY_MAX: usize = 500;

/// The two fields of a compose form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Title,
    Body,
}

impl Field {
    /// Longest value, in Unicode scalar values.
    #[must_use]
    pub const fn max(self) -> usize {
        match self {
            Self::Title => TITLE_MAX,
            Self::Body => BODY_MAX,
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing but white space.
    Empty,
    /// `excess` characters too many.
    TooLong { excess: usize },
    /// A title with a line break.
    LineBreak,
    /// A control character; line and column count from 1, `code` is its scalar value.
    Control { line: usize, column: usize, code: u32 },
}

/// A problem and the field that it stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: Field,
    pub problem: Problem,
}

/// What somebody typed, unchecked.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub title: String,
    pub body: String,
}

// The text of a message must not reach a log, so no Debug shows it.
impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Draft { .. }")
    }
}

/// A title and a body that keep every rule. Whoever holds one need not check again.
#[derive(Clone, PartialEq, Eq)]
pub struct Notification {
    title: String,
    body: String,
}

impl std::fmt::Debug for Notification {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Notification { .. }")
    }
}

impl Notification {
    /// Normalises the draft and reports every problem of both fields at once (B4).
    pub fn parse(draft: &Draft) -> Result<Self, Vec<FieldProblem>> {
        let (title, body) = (normalise(&draft.title), normalise(&draft.body));
        let problems: Vec<_> =
            problems_of(Field::Title, &title).into_iter().chain(problems_of(Field::Body, &body)).collect();
        if problems.is_empty() { Ok(Self { title, body }) } else { Err(problems) }
    }
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

/// Line ends become LF, then white space at both ends goes (B3).
#[must_use]
pub fn normalise(text: &str) -> String {
    let trimmed = text.trim();
    if trimmed.contains('\r') {
        trimmed.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        trimmed.to_owned()
    }
}

/// The number that the counter shows: Unicode scalar values after normalising (B2, B3).
#[must_use]
pub fn count(text: &str) -> usize {
    normalise(text).chars().count()
}

/// Every problem of one field as typed; empty when it is fine.
#[must_use]
pub fn check(field: Field, text: &str) -> Vec<FieldProblem> {
    problems_of(field, &normalise(text))
}

fn problems_of(field: Field, text: &str) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    if text.is_empty() {
        problems.push(Problem::Empty);
    }
    let length = text.chars().count();
    if length > field.max() {
        problems.push(Problem::TooLong { excess: length - field.max() });
    }
    problems.extend(forbidden(field, text));
    problems.into_iter().map(|problem| FieldProblem { field, problem }).collect()
}

/// The first character that the field must not hold.
fn forbidden(field: Field, text: &str) -> Option<Problem> {
    let (mut line, mut column) = (1, 1);
    for c in text.chars() {
        let breaks_line = matches!(c, '\n' | '\u{2028}' | '\u{2029}');
        if field == Field::Title && breaks_line {
            return Some(Problem::LineBreak);
        }
        let allowed = field == Field::Body && matches!(c, '\n' | '\t');
        if c.is_control() && !allowed {
            return Some(Problem::Control { line, column, code: u32::from(c) });
        }
        if c == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests;
