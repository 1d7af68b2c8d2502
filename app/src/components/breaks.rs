//! Long words that break where their parts meet instead of anywhere.

use crate::prelude::*;

/// An e-mail address or a principal name, with places to break before "@" and before each dot. What is no address stays as
/// it is.
#[must_use]
pub fn address(text: &str) -> AnyView {
    let whole = !text.contains('@') || text.contains(char::is_whitespace);
    if whole { text.to_owned().into_any() } else { broken(parts(text)) }
}

/// The version of an operating system, with a place to break before the last of its four numbers, if it has as many.
#[must_use]
pub fn version(text: &str) -> AnyView {
    match text.rmatch_indices('.').nth(2).and_then(|_| text.rsplit_once('.')) {
        Some((first, _)) => broken(vec![first, &text[first.len()..]]),
        None => text.to_owned().into_any(),
    }
}

/// A name that a management system made up, with places to break after each underscore.
#[must_use]
pub fn made_up(text: &str) -> AnyView {
    broken(text.split_inclusive('_').collect())
}

fn broken(parts: Vec<&str>) -> AnyView {
    let mut parts = parts.into_iter().map(str::to_owned);
    let first = parts.next();
    let rest: Vec<_> = parts.map(|part| view! { <wbr/>{part} }).collect();
    view! { <span class="parts">{first} {rest}</span> }.into_any()
}

fn parts(text: &str) -> Vec<&str> {
    let mut ends: Vec<usize> =
        text.match_indices(['@', '.']).map(|(at, _)| at).filter(|at| *at > 0).collect();
    ends.push(text.len());
    let mut from = 0;
    ends.into_iter().map(|end| &text[std::mem::replace(&mut from, end)..end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_breaks_where_its_parts_meet() {
        assert_eq!(parts("kommunikation@nordhamn.example"), ["kommunikation", "@nordhamn", ".example"]);
        assert_eq!(parts("maja.öberg@skola.se"), ["maja", ".öberg", "@skola", ".se"]);
        assert_eq!((parts("@x"), parts("")), (vec!["@x"], vec![""]));
    }

    #[test]
    fn nothing_is_added_to_what_is_read_or_copied() {
        let read = |html: String| html.replace("<wbr>", "").replace("<!>", "");
        let html = address("maja.ek@skola.se").to_html();
        assert_eq!(html.matches("<wbr>").count(), 3);
        assert_eq!(read(html), "<span class=\"parts\">maja.ek@skola.se</span>");
        let html = made_up("maja.ek_iOS_2/3/2026_9:58 AM").to_html();
        assert!(html.replace("<!>", "").contains("_<wbr>2/3/2026_<wbr>9:58 AM"), "{html}");
        assert_eq!(read(html), "<span class=\"parts\">maja.ek_iOS_2/3/2026_9:58 AM</span>");
        let html = version("10.0.22631.6060").to_html();
        assert!(html.contains("10.0.22631<wbr>"), "{html}");
        assert_eq!(read(html), "<span class=\"parts\">10.0.22631.6060</span>");
        assert_eq!(version("18.6.2").to_html(), "18.6.2");
    }

    #[test]
    fn what_is_no_address_stays_as_it_is() {
        for text in ["Group A.B", "1.5", "mail maja@skola.se"] {
            assert_eq!(address(text).to_html(), text);
        }
    }
}
