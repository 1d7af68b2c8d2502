use super::*;
use proptest::prelude::*;

fn parse(title: &str, body: &str) -> Result<Notification, Vec<FieldProblem>> {
    Notification::parse(&Draft { title: title.into(), body: body.into() })
}

fn problems(title: &str, body: &str) -> Vec<(Field, Problem)> {
    parse(title, body).err().unwrap_or_default().into_iter().map(|p| (p.field, p.problem)).collect()
}

#[test]
fn b1_title_and_body_are_required_and_bounded() {
    assert!(parse(&"t".repeat(50), &"b".repeat(500)).is_ok());
    assert_eq!(
        problems(&"t".repeat(61), &"b".repeat(501)),
        [(Field::Title, Problem::TooLong { excess: 11 }), (Field::Body, Problem::TooLong { excess: 1 })]
    );
    assert_eq!(problems("", ""), [(Field::Title, Problem::Empty), (Field::Body, Problem::Empty)]);
}

#[test]
fn b2_a_character_is_a_unicode_scalar_value() {
    assert_eq!(count("👩‍👩‍👧"), 5);
    assert_eq!(count("é"), 1);
    assert!(parse(&"🎉".repeat(50), &"🎉".repeat(500)).is_ok());
    assert!(parse(&"🎉".repeat(51), "b").is_err());
}

#[test]
fn b3_line_ends_become_lf_before_counting() {
    assert_eq!(count("a\r\nb"), count("a\nb"));
    assert_eq!(count("a\rb"), 3);
    assert_eq!(parse("t", "a\r\nb\rc").unwrap().body(), "a\nb\nc");
}

#[test]
fn b3_white_space_at_the_ends_goes_and_alone_is_empty() {
    let sent = parse("  Hej \r\n", "\n\tlunch\u{a0}\n").unwrap();
    assert_eq!((sent.title(), sent.body()), ("Hej", "lunch"));
    assert_eq!(
        problems(" \t\r\n\u{2003}", "\n\n"),
        [(Field::Title, Problem::Empty), (Field::Body, Problem::Empty)]
    );
}

#[test]
fn b3_a_title_is_one_line() {
    for title in ["a\nb", "a\r\nb", "a\u{2028}b"] {
        assert_eq!(problems(title, "b"), [(Field::Title, Problem::LineBreak)], "{title:?}");
    }
}

#[test]
fn b3_control_characters_are_refused_with_their_place() {
    assert!(parse("t", "a\tb\nc").is_ok());
    assert_eq!(
        problems("t", "one\ntwo\u{7}"),
        [(Field::Body, Problem::Control { line: 2, column: 4, code: 7 })]
    );
    assert_eq!(problems("a\tb", "b"), [(Field::Title, Problem::Control { line: 1, column: 2, code: 9 })]);
}

#[test]
fn b4_every_problem_of_a_form_is_reported_at_once() {
    let long_and_broken = format!("x\ny{}", "z".repeat(60));
    assert_eq!(
        problems(&long_and_broken, ""),
        [
            (Field::Title, Problem::TooLong { excess: 13 }),
            (Field::Title, Problem::LineBreak),
            (Field::Body, Problem::Empty)
        ]
    );
}

#[test]
fn b22_no_debug_output_shows_the_text() {
    let draft = Draft { title: "secret".into(), body: "words".into() };
    let shown = format!("{draft:?} {:?}", Notification::parse(&draft));
    assert!(!shown.contains("secret") && !shown.contains("words"), "{shown}");
}

proptest! {
    // B2: with raw UTF-8 and JSON's own escapes the largest legal text leaves room in 4,096 bytes.
    #[test]
    fn b2_the_largest_legal_text_fits_a_push_payload(title in any::<String>(), body in "(?s).{0,600}") {
        if let Ok(n) = parse(&title, &body) {
            let json = serde_json::to_string(&(n.title(), n.body())).unwrap();
            prop_assert!(json.len() <= 2_300, "{} bytes", json.len());
        }
    }

    #[test]
    fn b3_normalising_twice_changes_nothing(text in any::<String>()) {
        let once = normalise(&text);
        prop_assert_eq!(normalise(&once), once.clone());
    }

    #[test]
    fn b4_the_counter_and_the_verdict_agree(title in "[ \\r\\n]{0,3}[^\\p{Cc}\\u{2028}\\u{2029}]{0,70}[ \\r\\n]{0,3}") {
        let counted = count(&title);
        let verdict = check(Field::Title, &title);
        prop_assert_eq!(verdict.is_empty(), (1..=TITLE_MAX).contains(&counted), "{} {:?}", counted, verdict);
    }
}
