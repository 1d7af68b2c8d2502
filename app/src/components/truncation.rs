//! Where a lock screen stops showing a message, as words and not as pixels.
//!
//! The drawing cuts by the font that it has; this is for the sentence beside it, and says "about".

/// Characters of an ordinary text that fit on a line of a notification on a current iPhone in portrait.
pub const LOCK_SCREEN_COLUMNS: usize = 36;
/// Lines of the body that the lock screen shows.
pub const LOCK_SCREEN_LINES: usize = 4;

/// The part of `text` that fits on `lines` lines of `columns` characters, broken at spaces where there are any and
/// at line feeds; none when everything fits.
#[must_use]
pub fn cut(text: &str, columns: usize, lines: usize) -> Option<&str> {
    let mut end = 0;
    let mut left = lines;
    let mut rest = text;
    while !rest.is_empty() {
        if left == 0 {
            return Some(text[..end].trim_end());
        }
        left -= 1;
        let line = line_of(rest, columns);
        end += line;
        rest = &rest[line..];
    }
    None
}

/// Bytes of the first line of `text`, with the space or line feed that ends it.
fn line_of(text: &str, columns: usize) -> usize {
    let mut space = None;
    for (column, (at, c)) in text.char_indices().enumerate() {
        if c == '\n' {
            return at + 1;
        }
        if c.is_whitespace() {
            space = Some(at + c.len_utf8());
        }
        if column >= columns {
            return space.unwrap_or(at);
        }
    }
    text.len()
}

/// The last few words of what the lock screen shows of `body`; none when it shows everything.
#[must_use]
pub fn last_words(body: &str) -> Option<String> {
    let shown = cut(body, LOCK_SCREEN_COLUMNS, LOCK_SCREEN_LINES)?;
    let mut words: Vec<&str> = shown.split_whitespace().rev().take(3).collect();
    words.reverse();
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_message_is_shown_whole() {
        assert_eq!(cut("City hall closes.", 38, 4), None);
        assert_eq!(cut("", 38, 4), None);
        assert_eq!(cut("a\nb\nc\nd", 38, 4), None);
    }

    #[test]
    fn a_long_message_is_cut_between_words() {
        assert_eq!(cut("one two three four", 8, 2), Some("one two three"));
        assert_eq!(cut("one two three four", 7, 1), Some("one two"));
    }

    #[test]
    fn line_feeds_end_lines() {
        assert_eq!(cut("a\nb\nc\nd\ne", 38, 4), Some("a\nb\nc\nd"));
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        assert_eq!(cut(&"å".repeat(10), 4, 2), Some("å".repeat(8).as_str()));
        assert_eq!(cut(&"🎉".repeat(500), 38, 4).map(|shown| shown.chars().count()), Some(152));
    }

    #[test]
    fn the_sentence_names_the_last_words_in_sight() {
        let body = "Because of the snowstorm, City hall closes at 14:00. Buses follow the Sunday timetable from 15:00.\n\
                    Work from home if you can. Questions? Call the service desk on 08-465 004 12.";
        assert_eq!(last_words(body).as_deref(), Some("if you can."));
        assert_eq!(last_words("Short."), None);
    }
}
