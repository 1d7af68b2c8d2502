//! Text as it is searched and sorted: written once in this form, so that both databases agree.

/// Longest text in an index, in bytes: PostgreSQL refuses entries above 2,704, and there are ids beside it.
const INDEXED_MAX: usize = 2_000;

/// Lower case, with å, ä and ö as the three characters after z, which is where a Swedish reader looks for them. A
/// letter and its mark in two characters become one first. What is searched for is folded too, so it matches.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let marked = match (folded.as_bytes().last(), c) {
            (Some(b'a'), '\u{30a}') => Some('{'),
            (Some(b'a'), '\u{308}') => Some('|'),
            (Some(b'o'), '\u{308}') => Some('}'),
            _ => None,
        };
        if let Some(letter) = marked {
            folded.pop();
            folded.push(letter);
            continue;
        }
        folded.push(match c {
            'å' => '{',
            'ä' | 'æ' => '|',
            'ö' | 'ø' => '}',
            // PostgreSQL stores no NUL.
            '\0' => ' ',
            other => other,
        });
    }
    folded
}

/// Longest text that is looked for, in bytes: nothing that is stored is as long, and SQLite refuses patterns above 50,000.
const SOUGHT_MAX: usize = 20_000;

/// What is looked for, folded.
#[must_use]
pub(crate) fn sought(text: &str) -> String {
    let mut folded = fold(text.trim());
    folded.truncate(folded.floor_char_boundary(SOUGHT_MAX));
    folded
}

/// What a list is sorted by, folded. Of a very long text the beginning.
#[must_use]
pub(crate) fn sort_key(text: &str) -> String {
    indexed(fold(text))
}

/// The beginning of the text, as much of it as an index takes.
fn indexed(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(INDEXED_MAX));
    text
}

/// Several values as one searchable text, each once; a match cannot reach from one into the next. What is beyond 2,000
/// bytes is not found. Sorts like the first value: what ends it is less than every character of a name but tabs.
#[must_use]
pub(crate) fn searchable(values: &[&str]) -> String {
    let mut parts: Vec<String> = Vec::with_capacity(values.len());
    for part in values.iter().map(|value| fold(value)) {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    indexed(parts.join("\n"))
}

/// A version whose numbers sort by size: 9.3 before 17.0.
#[must_use]
pub(crate) fn version_key(version: &str) -> String {
    let mut key = String::with_capacity(24);
    let mut digits = String::new();
    for c in version.chars().chain(std::iter::once('\0')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>6}"));
            digits.clear();
        }
        if c != '\0' {
            key.extend(c.to_lowercase());
        }
    }
    indexed(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_letters_sort_after_z_in_their_order() {
        let mut names = ["Österlund", "Zetterberg", "Åberg", "Ärlig", "andersson", "Öberg"];
        names.sort_by_key(|name| fold(name));
        assert_eq!(names, ["andersson", "Zetterberg", "Åberg", "Ärlig", "Öberg", "Österlund"]);
    }

    #[test]
    fn a_letter_with_its_mark_apart_is_the_same_letter() {
        assert_eq!(fold("A\u{30a}SA O\u{308}STRA"), fold("åsa östra"));
    }

    #[test]
    fn what_is_indexed_ends_at_a_character() {
        let long = format!("a{}", "å".repeat(1_500));
        assert_eq!(searchable(&[&"é".repeat(1_500), "b"]).len(), 2_000);
        assert_eq!(searchable(&[&"€".repeat(1_500)]).len(), 1_998);
        assert_eq!(sort_key(&long).len(), 1_501, "folded before it is cut");
        assert_eq!(version_key(&"1.".repeat(1_000)).len(), 2_000);
    }

    #[test]
    fn versions_sort_by_number() {
        let mut versions = ["17.6.1", "9.3", "17.10", "17.6"];
        versions.sort_by_key(|version| version_key(version));
        assert_eq!(versions, ["9.3", "17.6", "17.6.1", "17.10"]);
    }
}
