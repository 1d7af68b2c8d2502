//! The words of a push service, made fit for counts, logs and pages.

/// Longest reason that is kept.
const LENGTH_MAX: usize = 64;

/// The service's own word when it looks like one (letters, digits, `_`, `-`, `.`), or else `HTTP` and the status: what
/// a server says may be anything, and reasons end up in logs and in the database.
pub(crate) fn keep(word: Option<&str>, status: http::StatusCode) -> String {
    let fit = |word: &&str| {
        (1..=LENGTH_MAX).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
    };
    word.filter(fit).map_or_else(|| format!("HTTP {}", status.as_u16()), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::StatusCode;

    #[test]
    fn only_a_word_is_kept() {
        let keep = |word| keep(word, StatusCode::IM_A_TEAPOT);
        assert_eq!(keep(Some("BrandNewReason")), "BrandNewReason");
        for word in [None, Some(""), Some("a b"), Some("<script>"), Some(&*"x".repeat(65))] {
            assert_eq!(keep(word), "HTTP 418");
        }
    }
}
