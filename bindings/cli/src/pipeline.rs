//! Requests through one or several threads, results in the order of the input.
//!
//! A fixed number of jobs goes round: reader → workers → sink → reader. That bounds memory, however
//! fast one of them is, and memory that was taken once is used again.

use crate::failure::Failure;
use crate::input::{Batch, Input, Item};
use crate::progress::Progress;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// Jobs per worker: one in work, one waiting, and as many where reader and sink are.
const JOBS: usize = 4;

struct Job<T> {
    index: u64,
    batch: Batch,
    result: T,
}

/// As many threads as were asked for, else as the machine has.
pub(crate) fn threads(wanted: Option<NonZeroUsize>) -> usize {
    let all = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    wanted.map_or_else(all, NonZeroUsize::get)
}

/// Passes every request to a worker, which adds to the result of its batch, and every result to
/// the sink, which leaves it empty. Each thread makes a worker of its own.
pub(crate) fn run<T, W>(
    mut input: Input,
    threads: usize,
    mut progress: Progress,
    worker: impl Fn() -> W + Send + Sync + 'static,
    mut sink: impl FnMut(&mut T) -> Result<(), Failure>,
) -> Result<(), Failure>
where
    T: Default + Send + 'static,
    W: FnMut(&Item<'_>, &mut T),
{
    progress.of(input.size());
    if threads == 1 {
        let (mut work, mut batch, mut result) = (worker(), Batch::default(), T::default());
        loop {
            batch.clear();
            if !input.fill(&mut batch)? {
                return Ok(());
            }
            batch.items().for_each(|item| work(&item, &mut result));
            sink(&mut result)?;
            progress.add(batch.len(), batch.size());
        }
    }

    let worker = Arc::new(worker);
    let (free, empty) = channel();
    for _ in 0..threads * JOBS {
        let _ = free.send(Job { index: 0, batch: Batch::default(), result: T::default() });
    }
    let (read, to_do) = channel();
    let (done, results) = channel();
    let to_do = Arc::new(Mutex::new(to_do));
    // The threads are not joined where the sink fails: the reader may wait for input for ever.
    let reader = thread::spawn(move || read_all(&mut input, &empty, &read));
    for _ in 0..threads {
        let (worker, to_do, done) = (worker.clone(), to_do.clone(), done.clone());
        thread::spawn(move || work_all(worker(), &to_do, &done));
    }
    drop(done);

    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for job in results {
        waiting.insert(job.index, job);
        while let Some(mut job) = waiting.remove(&next) {
            next += 1;
            sink(&mut job.result)?;
            progress.add(job.batch.len(), job.batch.size());
            let _ = free.send(job);
        }
    }
    reader.join().unwrap_or_else(|_| Err(Failure::told()))
}

fn read_all<T>(
    input: &mut Input,
    empty: &Receiver<Job<T>>,
    read: &Sender<Job<T>>,
) -> Result<(), Failure> {
    let mut index = 0;
    while let Ok(mut job) = empty.recv() {
        job.batch.clear();
        if !input.fill(&mut job.batch)? {
            break;
        }
        job.index = index;
        index += 1;
        if read.send(job).is_err() {
            break;
        }
    }
    Ok(())
}

fn work_all<T>(
    mut work: impl FnMut(&Item<'_>, &mut T),
    to_do: &Mutex<Receiver<Job<T>>>,
    done: &Sender<Job<T>>,
) {
    loop {
        // The lock is let go before the work begins.
        let Ok(Ok(mut job)) = to_do.lock().map(|to_do| to_do.recv()) else { return };
        job.batch.items().for_each(|item| work(&item, &mut job.result));
        if done.send(job).is_err() {
            return;
        }
    }
}
