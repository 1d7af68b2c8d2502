//! A small line of figures over time.

use crate::prelude::*;

/// Width and height of the drawing.
const SIZE: (f64, f64) = (240.0, 48.0);
/// Room above the highest point, for the line's own width.
const TOP: f64 = 2.0;

/// The points of the line, from the left to the right edge; zero lies at the bottom.
fn points(values: &[u64]) -> Vec<(f64, f64)> {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let steps = values.len().saturating_sub(1).max(1);
    #[expect(clippy::cast_precision_loss, reason = "counts of pushes are far below 2^53")]
    let at = |(n, value): (usize, &u64)| {
        let x = SIZE.0 * n as f64 / steps as f64;
        (x, SIZE.1 - (SIZE.1 - TOP) * *value as f64 / most as f64)
    };
    values.iter().enumerate().map(at).collect()
}

/// `label` is the finding, for those who do not see the line.
#[component]
pub fn Sparkline(values: Vec<u64>, label: String) -> impl IntoView {
    let points = points(&values).into_iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect::<Vec<_>>();
    let line = format!("M{}", points.join("L"));
    let area = format!("{line}L{} {}L0 {}Z", SIZE.0, SIZE.1, SIZE.1);
    view! {
        <svg
            class="sparkline"
            viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1)
            preserveAspectRatio="none"
            role="img"
            aria-label=label
        >
            <path class="sparkline__area" d=area></path>
            <path class="sparkline__line" d=line></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_reaches_from_edge_to_edge_and_the_most_is_the_highest() {
        assert_eq!(points(&[0, 4, 2]), [(0.0, 48.0), (120.0, 2.0), (240.0, 25.0)]);
        assert_eq!(points(&[0, 0]), [(0.0, 48.0), (240.0, 48.0)]);
        assert_eq!(points(&[3]), [(0.0, 2.0)]);
    }
}
