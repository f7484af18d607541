//! The plot: how many times the time of what is written by hand, on a logarithmic scale.

use crate::measure::Figures;
use crate::page::{ratio, yardstick};
use crate::peers::PEERS;
use std::fmt::Write;

const LEFT: f64 = 300.0;
const WIDTH: f64 = 420.0;
const ROW: f64 = 34.0;
const TOP: f64 = 46.0;

/// The plot as SVG; two inputs of `names`, by their places.
pub(crate) fn plot(names: &[&str], inputs: [usize; 2], figures: &[Figures]) -> String {
    let of = yardstick(figures);
    let shown = |figures: &Figures| inputs.map(|at| figures.times[at] / of.times[at]);
    let all = || figures.iter().flat_map(shown);
    let (low, high) = (all().fold(1.0, f64::min) / 1.3, all().fold(1.0, f64::max) * 1.3);
    let place = |ratio: f64| LEFT + WIDTH * (ratio / low).ln() / (high / low).ln();
    let bottom = TOP + ROW * PEERS.len() as f64;
    let (width, height) = (LEFT + WIDTH + 60.0, bottom + 40.0);

    let mut out = String::new();
    let _ = writeln!(
        out,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
<text x="{LEFT}" y="18" font-weight="bold">Time for a decision, as a multiple of serde derive by hand</text>
<rect x="{LEFT}" y="26" width="10" height="10" fill="#9bb8d3"/><text x="{}" y="35">{}</text>
<rect x="{}" y="26" width="10" height="10" fill="#2b6ca3"/><text x="{}" y="35">{}</text>"##,
        LEFT + 14.0,
        names[inputs[0]],
        LEFT + 90.0,
        LEFT + 104.0,
        names[inputs[1]],
    );
    for tick in [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0] {
        if tick < low || tick > high {
            continue;
        }
        let (x, stroke) = (place(tick), if tick == 1.0 { "#888" } else { "#ddd" });
        let _ = writeln!(
            out,
            r##"<line x1="{x:.1}" y1="{TOP}" x2="{x:.1}" y2="{bottom}" stroke="{stroke}"/><text x="{x:.1}" y="{:.1}" text-anchor="middle">{tick}</text>"##,
            bottom + 16.0
        );
    }
    for (row, (peer, figures)) in PEERS.iter().zip(figures).enumerate() {
        let y = TOP + ROW * row as f64;
        let _ = writeln!(
            out,
            r#"<text x="{:.1}" y="{:.1}" text-anchor="end">{}</text>"#,
            LEFT - 8.0,
            y + 21.0,
            peer.name.replace('*', "")
        );
        for (bar, (value, colour)) in
            shown(figures).into_iter().zip(["#9bb8d3", "#2b6ca3"]).enumerate()
        {
            let (x, y) = (place(value), y + 4.0 + 13.0 * bar as f64);
            let _ = writeln!(
                out,
                r#"<rect x="{LEFT}" y="{y:.1}" width="{:.1}" height="12" fill="{colour}"/><text x="{:.1}" y="{:.1}" font-size="10">{}</text>"#,
                x - LEFT,
                x + 4.0,
                y + 10.0,
                ratio(value)
            );
        }
    }
    out.push_str("</svg>\n");
    out
}
