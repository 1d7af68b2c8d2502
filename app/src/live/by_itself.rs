//! Questions that a page asks by itself, which are no sign of somebody being there. The server is told so, and the
//! session does not last longer by them.

use std::{
    cell::Cell,
    future::{Future, poll_fn},
    pin::pin,
};

/// The header of such a question.
pub const BY_ITSELF: &str = "herald-by-itself";

thread_local! {
    static IS_BY_ITSELF: Cell<bool> = const { Cell::new(false) };
}

/// Marks every question that `ask` asks.
pub async fn by_itself<T>(ask: impl Future<Output = T>) -> T {
    let mut ask = pin!(ask);
    // Others run between two of its steps.
    poll_fn(|context| {
        let around = IS_BY_ITSELF.replace(true);
        let answer = ask.as_mut().poll(context);
        IS_BY_ITSELF.set(around);
        answer
    })
    .await
}

/// Whether what is asked at this moment is asked by the page itself.
#[must_use]
pub fn is_by_itself() -> bool {
    IS_BY_ITSELF.get()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::{Context, Poll, Waker};

    #[test]
    fn every_step_of_a_question_is_marked_and_nothing_between() {
        let mut steps = 0;
        let mut ask = pin!(by_itself(poll_fn(|_| {
            assert!(is_by_itself());
            steps += 1;
            if steps < 3 { Poll::Pending } else { Poll::Ready(steps) }
        })));
        let mut context = Context::from_waker(Waker::noop());
        for answer in [Poll::Pending, Poll::Pending, Poll::Ready(3)] {
            assert_eq!(ask.as_mut().poll(&mut context), answer);
            assert!(!is_by_itself());
        }
    }
}
