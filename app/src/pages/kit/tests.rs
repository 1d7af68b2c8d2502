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

fn captions(language: Language) -> Vec<String> {
    let html = rendered(language);
    let parts = html.split("<figcaption class=\"small muted\">").skip(1);
    parts
        .filter_map(|part| part.split_once("</figcaption>").map(|(words, _)| words.trim().to_owned()))
        .collect()
}

#[test]
fn b33_every_state_has_a_name_in_both_languages() {
    let (english, swedish) = (captions(Language::English), captions(Language::Swedish));
    assert_eq!(english.len(), swedish.len());
    assert!(english.len() > 50, "{}", english.len());
    assert!(english.iter().chain(&swedish).all(|words| !words.is_empty()), "{english:?} {swedish:?}");
    let translated = english.iter().zip(&swedish).filter(|(english, swedish)| english != swedish).count();
    assert!(translated * 2 > english.len(), "{translated} of {}", english.len());
}
