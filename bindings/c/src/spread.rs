//! Work on several threads.

use crate::scratch::Worker;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder};

/// Bytes of requests for which another thread is worth its start.
const SHARE: usize = 32 << 10;

/// How many threads take part in work on so many bytes; 0 asks for all that the machine has.
pub(crate) fn threads(wanted: usize, bytes: usize) -> usize {
    let wanted = match wanted {
        0 => thread::available_parallelism().map_or(1, NonZeroUsize::get),
        wanted => wanted,
    };
    wanted.min(bytes / SHARE + 1)
}

/// Does each job with a worker of its own; results in the order of the jobs. Where no more threads
/// can be started, those that there are do all of it.
pub(crate) fn spread<'w, J: Send, R: Send>(
    workers: impl Iterator<Item = &'w mut Worker> + Send,
    jobs: Vec<J>,
    work: impl Fn(&mut Worker, J) -> R + Sync,
) -> Vec<R> {
    let helpers = jobs.len().saturating_sub(1);
    let queue = Mutex::new(workers.zip(jobs).enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || {
        let mut done = Vec::new();
        while let Some((index, (worker, job))) = next() {
            done.push((index, work(worker, job)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let start = |_| Builder::new().spawn_scoped(scope, run).ok();
        let helpers: Vec<_> = (0..helpers).map_while(start).collect();
        let mut done = run();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
