//! Shares of a whole as a bar with its legend.

use crate::prelude::*;

/// The length of the bar. Whole numbers: the browser's half knows no way to write fractions.
const LENGTH: u64 = 10_000;
/// Between two shares.
const GAP: u64 = 50;

/// Shares of a whole, as beginnings and lengths on the bar.
#[must_use]
fn shares(parts: &[u64]) -> Vec<(u64, u64)> {
    let whole = parts.iter().sum::<u64>().max(1);
    let mut before = 0;
    let mut share = |part: &u64| {
        let begin = before * LENGTH / whole;
        before += part;
        (begin, (before * LENGTH / whole - begin).saturating_sub(GAP))
    };
    parts.iter().map(&mut share).collect()
}

/// A count, its words and the class of its colour.
pub type Part = (u64, String, &'static str);

/// The bar alone. The label says what it shows; `class` may add `stack-bar--thick`.
#[component]
pub fn Shares(label: String, parts: Vec<(u64, &'static str)>, class: &'static str) -> impl IntoView {
    let counts: Vec<u64> = parts.iter().map(|(count, _)| *count).collect();
    let rects = shares(&counts).into_iter().zip(parts).map(|((x, width), (_, class))| {
        view! { <rect class=class x=x.to_string() width=width.to_string() height="4"></rect> }
    });
    view! {
        <svg class=class viewBox="0 0 10000 4" preserveAspectRatio="none" role="img" aria-label=label>
            {rects.collect_view()}
        </svg>
    }
}

/// The bar with its legend.
#[component]
pub fn StackBar(label: String, parts: Vec<Part>) -> impl IntoView {
    let bar = parts.iter().map(|(count, _, class)| (*count, *class)).collect();
    let legend = parts.into_iter().map(|(_, words, class)| {
        view! {
            <li class="legend__item">
                <svg class="legend__swatch" viewBox="0 0 10 10" aria-hidden="true">
                    <rect class=class width="10" height="10" rx="3"></rect>
                </svg>
                {words}
            </li>
        }
    });
    view! {
        <Shares label parts=bar class="stack-bar stack-bar--thick"/>
        <ul class="legend">{legend.collect_view()}</ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_fill_the_bar_and_nothing_is_no_division_by_zero() {
        assert_eq!(shares(&[1, 3]), [(0, 2_450), (2_500, 7_450)]);
        assert_eq!(shares(&[0, 0]), [(0, 0), (0, 0)]);
    }
}
