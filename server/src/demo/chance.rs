//! Repeatable chance. The organisation of the demo is made anew at every start and has to come out the same, also with
//! a later version of every library, so this is SplitMix64 written out.

/// A sequence that its seed decides.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    #[must_use]
    pub const fn from_seed(seed: u64) -> Self {
        Self(seed)
    }
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// A number below `end`, which is above 0 and far below 2⁶⁴.
    pub const fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
    /// A number in `from..=to`.
    pub const fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from + 1).unsigned_abs()).cast_signed()
    }
    /// True `n` times out of a thousand.
    pub const fn permille(&mut self, n: u64) -> bool {
        self.below(1_000) < n
    }
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.index(from.len())]
    }
    /// A place in something of this length.
    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).expect("it is below a usize")
    }
    pub fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(*self.pick(alphabet))).collect()
    }
    pub fn digits(&mut self, length: usize) -> String {
        self.text(b"0123456789", length)
    }
    /// A random UUID (version 4) in lower case.
    pub fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        let high = (high & !0xf000) | 0x4000;
        let low = (low & !(0b11 << 62)) | (0b10 << 62);
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xffff,
            low >> 48,
            low & 0xffff_ffff_ffff
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use herald_domain::ids::DeviceId;

    #[test]
    fn the_same_seed_gives_the_same_sequence_forever() {
        let mut chance = Chance::from_seed(7);
        assert_eq!((chance.next(), chance.next()), (7_191_089_600_892_374_487, 309_689_372_594_955_804));
    }

    #[test]
    fn its_ids_are_ids() {
        let mut chance = Chance::from_seed(1);
        for _ in 0..1_000 {
            assert!(chance.uuid().parse::<DeviceId>().is_ok());
        }
    }
}
