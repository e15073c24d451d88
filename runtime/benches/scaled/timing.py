"""Processor seconds of cargo, for one crate by itself.

User and system time together: Linux counts the sum, and only guesses the parts from what it meets at each tick, which is
two hundred times a second.
"""

import os
import shutil
import statistics
import subprocess
import sys


class Cargo:
    """Runs cargo in a workspace, with a target directory of its own."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.target = workspace / "target"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            # Whatever changes what is measured: the defaults are what users have.
            if not name.startswith(("CARGO_", "RUSTC", "RUSTFLAGS")) or name == "CARGO_HOME"
        }
        self.environment["CARGO_TARGET_DIR"] = str(self.target)

    def run(self, *arguments):
        """Processor seconds of cargo and all that it starts."""
        child = subprocess.Popen(
            ["cargo", *arguments],
            cwd=self.workspace,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        output = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"cargo {' '.join(arguments)} failed:\n{output}")
        return usage.ru_utime + usage.ru_stime

    def idle(self, command, crate):
        """What cargo itself takes when there is nothing to do."""
        return statistics.median(self.run(command, "--package", crate.name) for _ in range(5))

    def forget(self, crate):
        """The crate was never compiled; what it depends on was."""
        for profile in self.target.iterdir():
            if not profile.is_dir():
                continue
            for place in ["incremental", ".fingerprint", "deps", "."]:
                for path in (profile / place).glob(f"{crate.name}[-.]*"):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                (profile / place / crate.name).unlink(missing_ok=True)

    def size(self, crate):
        """Bytes of the release build, stripped."""
        return (self.target / "release" / crate.name).stat().st_size


class Row:
    """One quantity of several crates, round after round; the first crate is what the others are compared with."""

    def __init__(self, title, crates):
        self.title = title
        self.rounds = {crate: [] for crate in crates}

    def add(self, crate, seconds):
        self.rounds[crate].append(seconds)

    def seconds(self, crate):
        return statistics.median(self.rounds[crate])

    def ratio(self, crate):
        """The median of the ratios of each round, so that a busy minute falls on both sides."""
        base = next(iter(self.rounds.values()))
        return statistics.median(mine / first for mine, first in zip(self.rounds[crate], base))
