//! A round picture of a person: initials on a colour of their own.

use crate::prelude::*;

const COLOURS: [&str; 5] =
    ["avatar avatar--plum", "avatar avatar--steel", "avatar avatar--blue", "avatar avatar--brass", "avatar"];

/// Up to two initials, first and last name.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// Decorative: the name stands beside it. People are round, groups are `square`; `large` beside a page's heading.
#[component]
pub fn Avatar(name: String, #[prop(optional)] square: bool, #[prop(optional)] large: bool) -> impl IntoView {
    let sum = name.bytes().fold(0usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    let mut class = COLOURS[sum % COLOURS.len()].to_owned();
    if square {
        class.push_str(" avatar--square");
    }
    if large {
        class.push_str(" avatar--large");
    }
    view! {
        <span class=class aria-hidden="true">
            {initials(&name)}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Astrid Lindqvist"), "AL");
        assert_eq!(initials("åsa maria öberg"), "ÅÖ");
        assert_eq!(initials("Skolportalen"), "S");
        assert_eq!(initials(""), "");
    }
}
