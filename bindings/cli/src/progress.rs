//! How far a long run is, for a person who waits at a terminal.

use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::io::{IsTerminal, stderr, stdout};
use std::time::{Duration, Instant};

/// A run has to last this long before it shows.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts requests, and shows them on standard error where that is a terminal.
pub(crate) struct Progress {
    started: Instant,
    shown: bool,
    /// Results that scroll by on the same terminal are progress enough.
    wanted: bool,
    count: u64,
    bar: ProgressBar,
}

impl Progress {
    /// `quiet` where results appear only at the end.
    pub(crate) fn new(quiet: bool) -> Self {
        let wanted = stderr().is_terminal() && (quiet || !stdout().is_terminal());
        let (started, bar) = (Instant::now(), ProgressBar::hidden());
        Progress { started, shown: false, wanted, count: 0, bar }
    }

    /// So many more are done.
    pub(crate) fn add(&mut self, count: usize) {
        self.count += count as u64;
        if !self.wanted {
            return;
        }
        let taken = self.started.elapsed();
        if !self.shown && taken > PATIENCE {
            self.shown = true;
            self.bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
                self.bar.set_style(style);
            }
        }
        if self.shown {
            let rate = (self.count as f64 / taken.as_secs_f64()) as u64;
            let (count, rate) = (HumanCount(self.count), HumanCount(rate));
            self.bar.set_message(format!("{count} lines, {rate} lines/s"));
            self.bar.tick();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
