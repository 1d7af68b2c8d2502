use super::*;
use crate::texts::{Language, Texts};
use std::collections::BTreeSet;

fn rendered(language: Language) -> String {
    let texts = &Texts::of(language).kit;
    Owner::new().with(|| sections(texts).into_iter().map(|made| section(made).to_html()).collect())
}

#[test]
fn no_name_stands_on_the_page_twice() {
    let html = rendered(Language::English);
    let ids: Vec<_> =
        html.split(" id=\"").skip(1).filter_map(|part| part.split_once('"').map(|(id, _)| id)).collect();
    let different: BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), different.len());
    assert!(ids.len() > 100, "{}", ids.len());
}

#[test]
fn b33_every_state_has_a_name_in_both_languages() {
    for language in Language::ALL {
        assert!(!rendered(language).contains("<figcaption class=\"small muted\"></figcaption>"));
    }
}
