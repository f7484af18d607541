"""Checks that every peer decides like scimrules, measures in interleaved rounds, prints a table.

    measure.py INPUTS [ROUNDS]

INPUTS is what `benches/peers/run inputs` wrote.
"""

import gc
import json
import pathlib
import platform
import statistics
import sys
import time

from peers import peers, value

NAMES = ("small", "typical", "large", "stream")
SECONDS = 0.15


def lines(path):
    """The lines of a file."""
    return [line for line in path.read_bytes().split(b"\n") if line]


def check(all_peers, inputs):
    """Ends the run at the first difference."""
    for name in NAMES:
        users, expected = lines(inputs / name), lines(inputs / f"{name}.expected")
        assert len(users) == len(expected), f"{name}: a decision is missing"
        for peer, take, decide in all_peers:
            for user, decision in zip(users, expected):
                given = value(decide(take(user)))
                if given != json.loads(decision):
                    sys.exit(f"{peer} differs\nuser: {user}\nexpected: {decision}\ngiven: {given}")
            print(f"{name}: {len(users)} decisions of {peer} are the same", file=sys.stderr)


def measure(take, decide, users):
    """Microseconds of processor time a user."""
    users = [take(user) for user in users]
    users *= max(1, 200 // len(users))
    for user in users[:1000]:
        decide(user)
    gc.collect()
    done, start = 0, time.thread_time()
    while True:
        for user in users:
            decide(user)
        done += len(users)
        spent = time.thread_time() - start
        if spent >= SECONDS:
            return spent * 1e6 / done


def main():
    inputs = pathlib.Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    all_peers = peers()
    check(all_peers, inputs)
    # The stream of two thousand users is enough here.
    users = {name: lines(inputs / name)[:2000] for name in NAMES}
    times = {}
    for at in range(rounds):
        print(f"round {at + 1} of {rounds}", file=sys.stderr)
        for name in NAMES:
            for peer, take, decide in all_peers:
                times.setdefault((peer, name), []).append(measure(take, decide, users[name]))
    by_hand = next(peer for peer, _, _ in all_peers if "msgspec" in peer)
    median = {key: statistics.median(found) for key, found in times.items()}
    print("| |" + "".join(f" {name} µs | × |" for name in NAMES))
    print("|---|" + "--:|--:|" * len(NAMES))
    for peer, _, _ in all_peers:
        figures = ((median[peer, name], median[peer, name] / median[by_hand, name]) for name in NAMES)
        print(f"| {peer} |" + "".join(f" {figure:.1f} | {ratio:.2f} |" for figure, ratio in figures))
    print(f"\nCPython {platform.python_version()}, medians of {rounds} rounds, processor time; the stream is its first 2,000 users.")


main()
