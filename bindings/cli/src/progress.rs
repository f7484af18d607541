//! How far a long run is, for a person who waits at a terminal.

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr, stdout};
use std::time::{Duration, Instant};

/// A run has to last this long before it shows.
const PATIENCE: Duration = Duration::from_secs(1);

/// Pictures a second: what changes faster cannot be read.
const PICTURES: u8 = 5;

/// Counts requests, and shows them on standard error where that is a terminal.
pub(crate) struct Progress {
    started: Instant,
    shown: bool,
    /// Results that scroll by on the same terminal are progress enough.
    wanted: bool,
    count: u64,
    bytes: u64,
    size: Option<u64>,
    bar: ProgressBar,
}

impl Progress {
    /// `quiet` where results appear only at the end.
    pub(crate) fn new(quiet: bool) -> Self {
        let wanted = stderr().is_terminal() && (quiet || !stdout().is_terminal());
        let (started, bar) = (Instant::now(), ProgressBar::hidden());
        Progress { started, shown: false, wanted, count: 0, bytes: 0, size: None, bar }
    }

    /// How many bytes there will be, where that is known.
    pub(crate) fn of(&mut self, size: Option<u64>) {
        self.size = size.filter(|size| *size > 0);
    }

    /// So many more requests are done, of so many bytes.
    pub(crate) fn add(&mut self, count: usize, bytes: usize) {
        self.count += count as u64;
        self.bytes += bytes as u64;
        if !self.wanted {
            return;
        }
        let taken = self.started.elapsed();
        if !self.shown && taken > PATIENCE {
            self.shown = true;
            self.bar = self.drawn().with_message(self.message(taken));
        }
        if self.shown {
            self.bar.set_message(self.message(taken));
            self.bar.set_position(self.bytes.min(self.size.unwrap_or(u64::MAX)));
        }
    }

    fn message(&self, taken: Duration) -> String {
        let rate = (self.count as f64 / taken.as_secs_f64()) as u64;
        let (count, rate) = (HumanCount(self.count), HumanCount(rate));
        let left = self.size.map(|size| {
            let rest = size.saturating_sub(self.bytes) as f64 / self.bytes.max(1) as f64;
            let left = (taken.as_secs_f64() * rest).ceil() as u64;
            match left {
                0..=99 => format!(", {left} s left"),
                _ => format!(", {} min left", left.div_ceil(60)),
            }
        });
        format!("{count} requests, {rate} a second{}", left.unwrap_or_default())
    }

    /// A bar where the end is known, else a sign that something goes on.
    fn drawn(&self) -> ProgressBar {
        let target = ProgressDrawTarget::stderr_with_hz(PICTURES);
        let bar = ProgressBar::with_draw_target(self.size, target);
        let template = match self.size {
            Some(_) => "{percent:>3}% [{bar:24}] {msg}",
            None => "{spinner} {msg}",
        };
        match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style.progress_chars("=> ")),
            Err(_) => bar,
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
