//! Shares of a whole as a bar with its legend.

use crate::prelude::*;

/// Shares of a whole, as lengths of a bar of 100 with a gap of half a unit between them.
#[must_use]
fn shares(parts: &[u64]) -> Vec<(f64, f64)> {
    #[expect(clippy::cast_precision_loss, reason = "counts of devices are far below 2^53")]
    let whole = parts.iter().sum::<u64>() as f64;
    let mut at = 0.0;
    parts
        .iter()
        .map(|part| {
            #[expect(clippy::cast_precision_loss, reason = "counts of devices are far below 2^53")]
            let width = if whole > 0.0 { *part as f64 * 100.0 / whole } else { 0.0 };
            let share = (at, (width - 0.5).max(0.0));
            at += width;
            share
        })
        .collect()
}

/// A count, its words and the class of its colour.
pub type Part = (u64, String, &'static str);

/// The bar alone. The label says what it shows; `class` may add `stack-bar--thick`.
#[component]
pub fn Shares(label: String, parts: Vec<(u64, &'static str)>, class: &'static str) -> impl IntoView {
    let counts: Vec<u64> = parts.iter().map(|(count, _)| *count).collect();
    let rects = shares(&counts).into_iter().zip(parts).map(|((x, width), (_, class))| {
        view! { <rect class=class x=format!("{x:.2}") width=format!("{width:.2}") height="4"></rect> }
    });
    view! {
        <svg class=class viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label=label>
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
        assert_eq!(shares(&[1, 3]), [(0.0, 24.5), (25.0, 74.5)]);
        assert_eq!(shares(&[0, 0]), [(0.0, 0.0), (0.0, 0.0)]);
    }
}
