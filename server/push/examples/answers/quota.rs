//! Google's quota, counted over a window that slides, which is stricter than one that starts anew each minute.

use std::{collections::VecDeque, time::Instant};

const TICKS_A_SECOND: u128 = 10;
const WINDOW: u128 = 60 * TICKS_A_SECOND;

pub struct Quota {
    start: Instant,
    /// In any 60 seconds.
    most: u32,
    /// Tenths of seconds of the last minute, and how many came in each.
    ticks: VecDeque<(u128, u32)>,
    sum: u32,
    /// The fullest minute so far.
    pub peak: u32,
}

impl Quota {
    pub fn new(most: u32) -> Self {
        Self { start: Instant::now(), most, ticks: VecDeque::new(), sum: 0, peak: 0 }
    }

    /// Whether there is room for one more.
    pub fn take(&mut self, now: Instant) -> bool {
        let tick = now.duration_since(self.start).as_millis() * TICKS_A_SECOND / 1000;
        while let Some((old, count)) = self.ticks.front().copied().filter(|(old, _)| old + WINDOW < tick) {
            debug_assert!(old < tick);
            self.sum -= count;
            self.ticks.pop_front();
        }
        if self.sum == self.most {
            return false;
        }
        match self.ticks.back_mut() {
            Some((last, count)) if *last == tick => *count += 1,
            _ => self.ticks.push_back((tick, 1)),
        }
        self.sum += 1;
        self.peak = self.peak.max(self.sum);
        true
    }
}
