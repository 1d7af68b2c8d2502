//! The tables of RFC 7541: the static one of appendix A, and the dynamic one that both sides keep alike.

use std::collections::VecDeque;

/// What the dynamic table may hold unless something else was agreed, in bytes as §4.1 counts them.
pub(super) const SIZE_MAX: usize = 4_096;
/// Each entry counts for this much more than its name and value.
const OVERHEAD: usize = 32;

pub(super) const STATIC: [(&str, &str); 61] = [
    (":authority", ""),
    (":method", "GET"),
    (":method", "POST"),
    (":path", "/"),
    (":path", "/index.html"),
    (":scheme", "http"),
    (":scheme", "https"),
    (":status", "200"),
    (":status", "204"),
    (":status", "206"),
    (":status", "304"),
    (":status", "400"),
    (":status", "404"),
    (":status", "500"),
    ("accept-charset", ""),
    ("accept-encoding", "gzip, deflate"),
    ("accept-language", ""),
    ("accept-ranges", ""),
    ("accept", ""),
    ("access-control-allow-origin", ""),
    ("age", ""),
    ("allow", ""),
    ("authorization", ""),
    ("cache-control", ""),
    ("content-disposition", ""),
    ("content-encoding", ""),
    ("content-language", ""),
    ("content-length", ""),
    ("content-location", ""),
    ("content-range", ""),
    ("content-type", ""),
    ("cookie", ""),
    ("date", ""),
    ("etag", ""),
    ("expect", ""),
    ("expires", ""),
    ("from", ""),
    ("host", ""),
    ("if-match", ""),
    ("if-modified-since", ""),
    ("if-none-match", ""),
    ("if-range", ""),
    ("if-unmodified-since", ""),
    ("last-modified", ""),
    ("link", ""),
    ("location", ""),
    ("max-forwards", ""),
    ("proxy-authenticate", ""),
    ("proxy-authorization", ""),
    ("range", ""),
    ("referer", ""),
    ("refresh", ""),
    ("retry-after", ""),
    ("server", ""),
    ("set-cookie", ""),
    ("strict-transport-security", ""),
    ("transfer-encoding", ""),
    ("user-agent", ""),
    ("vary", ""),
    ("via", ""),
    ("www-authenticate", ""),
];

/// The newest entry is the first.
pub(super) struct Dynamic {
    entries: VecDeque<Entry>,
    size: usize,
    max: usize,
}

struct Entry {
    /// Name and value, one after the other.
    text: Box<[u8]>,
    name: usize,
}

impl Dynamic {
    pub(super) fn new() -> Self {
        Self { entries: VecDeque::new(), size: 0, max: SIZE_MAX }
    }

    /// Name and value; 0 is the newest.
    pub(super) fn get(&self, at: usize) -> Option<(&[u8], &[u8])> {
        self.entries.get(at).map(|entry| entry.text.split_at(entry.name))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.entries.iter().map(|entry| entry.text.split_at(entry.name))
    }

    /// Older entries make room for it; one that is too large for the table empties it (§4.4).
    pub(super) fn insert(&mut self, name: &[u8], value: &[u8]) {
        let text: Box<[u8]> = [name, value].concat().into();
        let size = text.len() + OVERHEAD;
        self.shrink_to(self.max.saturating_sub(size));
        if size <= self.max {
            self.size += size;
            self.entries.push_front(Entry { text, name: name.len() });
        }
    }

    pub(super) fn set_max(&mut self, max: usize) {
        self.max = max;
        self.shrink_to(max);
    }

    fn shrink_to(&mut self, size: usize) {
        while self.size > size
            && let Some(oldest) = self.entries.pop_back()
        {
            self.size -= oldest.text.len() + OVERHEAD;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_make_room_for_the_newest() {
        let mut table = Dynamic::new();
        table.set_max(100);
        table.insert(b"a", &[b'x'; 9]);
        table.insert(b"b", &[b'y'; 9]);
        assert_eq!(table.iter().count(), 2);
        table.insert(b"c", &[b'z'; 9]);
        let names: Vec<_> = table.iter().map(|(name, _)| name).collect();
        assert_eq!(names, [b"c", b"b"]);
        table.insert(b"d", &[b'z'; 99]);
        assert_eq!((table.iter().count(), table.size), (0, 0));
    }
}
