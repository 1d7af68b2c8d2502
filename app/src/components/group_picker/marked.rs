//! A text in which what was searched for is marked.

use crate::prelude::*;

/// Where `part` stands in `text`, in bytes, without regard to case.
fn find(text: &str, part: &str) -> Option<(usize, usize)> {
    let wanted: Vec<char> = part.chars().flat_map(char::to_lowercase).collect();
    if wanted.is_empty() {
        return None;
    }
    text.char_indices().map(|(start, _)| start).find_map(|start| {
        let mut left = wanted.as_slice();
        for (at, c) in text[start..].char_indices() {
            for lower in c.to_lowercase() {
                match left.split_first() {
                    Some((first, rest)) if *first == lower => left = rest,
                    _ => return None,
                }
            }
            if left.is_empty() {
                return Some((start, start + at + c.len_utf8()));
            }
        }
        None
    })
}

#[component]
pub fn Marked(text: String, part: String) -> impl IntoView {
    match find(&text, part.trim()) {
        Some((from, to)) => view! {
            {text[..from].to_owned()}
            <mark>{text[from..to].to_owned()}</mark>
            {text[to..].to_owned()}
        },
        None => text.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked<'a>(text: &'a str, part: &str) -> Option<&'a str> {
        find(text, part).map(|(from, to)| &text[from..to])
    }

    #[test]
    fn the_part_is_found_wherever_it_stands_and_however_it_is_written() {
        assert_eq!(marked("Hemtjänst Södra", "hem"), Some("Hem"));
        assert_eq!(marked("Fritidshem Nordhamnsskolan", "HEM"), Some("hem"));
        assert_eq!(marked("Åsa och Östen", "ös"), Some("Ös"));
        assert_eq!(marked("hehem", "hem"), Some("hem"));
    }

    #[test]
    fn nothing_is_marked_where_nothing_was_searched_or_found() {
        assert_eq!(marked("Hemtjänst", ""), None);
        assert_eq!(marked("Hemtjänst", "skola"), None);
        assert_eq!(marked("", "x"), None);
    }
}
