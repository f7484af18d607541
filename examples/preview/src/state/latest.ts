// Work that is asked for faster than it is done.

/** Runs one at a time: what is asked for meanwhile makes it run once more, with what is current then. */
export function latest(work: () => Promise<void>): () => Promise<void> {
  let running = false;
  let again = false;
  return async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
}
