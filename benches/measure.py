#!/usr/bin/env python3
"""Prints what token-core costs beside its peers, as Markdown: instructions (callgrind), allocations, compile
time of a derived struct, cold builds, and the bodies that cost the most. Needs valgrind and the crates that Cargo.toml names.

    ./measure.py                 # everything, some twenty minutes
    ./measure.py run             # run time and allocations
    ./measure.py peers           # three more peers, which take long to build
    ./measure.py compile         # one derived struct
    ./measure.py linear          # a thousand of them
    ./measure.py build           # cold builds
    ./measure.py worst           # the worst bodies at the limit
"""

import os
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CORE = os.path.join(os.path.dirname(HERE), "token-core")
BODIES = ["minimal", "OIDC", "extra"]


def output(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def instructions(command, **options):
    """What callgrind counts."""
    log = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        check=True, capture_output=True, text=True, **options,
    ).stderr
    return int(re.search(r"Collected : (\d+)", log).group(1))


def table(headings, rows):
    print("| " + " | ".join(headings) + " |")
    print("|---|" + "--:|" * (len(headings) - 1))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(flush=True)


def built(binary, *features):
    """A copy of the binary with these features, since the next build replaces it."""
    output("cargo", "build", "--release", "--features", ",".join(features), cwd=HERE)
    copy = os.path.join(HERE, "target", "-".join([binary, *features]))
    return shutil.copy(os.path.join(HERE, "target", "release", binary), copy)


def per_operation(binary, number, body, count=200):
    """The difference of N and 2N, so that the start of the process drops out."""
    once, twice = (
        instructions([binary, str(number), str(body), str(repeat)]) for repeat in (count, 2 * count)
    )
    return (twice - once) / count


def allocations(binary, number, body):
    once, twice = (int(output(binary, str(number), str(body), str(repeat))) for repeat in (10, 20))
    return (twice - once) // 10


def rows_of(binary, counting, names, among):
    """What each of these costs for each body, and the rows of a table that says so."""
    costs, rows = {}, []
    for name in names:
        number = among.index(name)
        costs[name] = [per_operation(binary, number, body) for body in range(3)]
        heap = " / ".join(str(allocations(counting, number, body)) for body in range(3))
        rows.append([name, *(f"{cost:,.0f}" for cost in costs[name]), heap])
    return costs, rows


def ratios(costs, pairs):
    table(
        ["ours / theirs", *BODIES],
        [
            [f"{ours} / {theirs}", *(f"{costs[ours][body] / costs[theirs][body]:.2f}" for body in range(3))]
            for ours, theirs in pairs
        ],
    )


HEADINGS = ["who", *BODIES, "heap m / o / e"]


def run():
    binary, counting = built("operation"), built("operation", "allocations")
    names = output(binary, "list").splitlines()
    accessors = [name.removesuffix(", ours") for name in names if name.endswith(", ours")]
    kept = [name for name in names if name.startswith("kept: ")]
    parsed = names[: names.index(kept[0])]

    print("## A body in, a token out (instructions, and allocations with reallocations)\n")
    costs, rows = rows_of(binary, counting, parsed, names)
    table(HEADINGS, rows)
    ratios(costs, [
        ("derive, owned", "by hand: plain struct, owned"),
        ("derive, owned", "oauth2, by its client"),
        ("derive, borrowed", "by hand: `&str`, borrowed"),
        ("endpoint::parse and normalize", "oauth2, by its client"),
        ("AnyTokenResponse by endpoint::parse", "oauth2, by its client"),
        ("oauth2::Adapter, by its client", "oauth2 with one more field, by its client"),
    ])

    print("## The whole way: a body in, a token out that is owned and knows when it arrived\n")
    costs, rows = rows_of(binary, counting, kept, names)
    table(HEADINGS, [[name.removeprefix("kept: "), *rest] for name, *rest in rows])
    costs = {name.removeprefix("kept: "): cost for name, cost in costs.items()}
    ratios(costs, [
        ("endpoint::receive", "by hand, beside the struct"),
        ("endpoint::receive", "by hand, moved out of the struct"),
        ("endpoint::receive", "oauth2, by its client"),
        ("derive, borrowed", "by hand, moved out of the struct"),
    ])

    print("## Accessors (instructions)\n")
    rows = []
    for name in accessors:
        by_hand, ours = (per_operation(binary, names.index(f"{name}, {side}"), 0, 2000) for side in ("by hand", "ours"))
        rows.append([name, f"{by_hand:,.0f}", f"{ours:,.0f}", f"{ours / by_hand:.2f}"])
    table(["accessor", "by hand", "ours", "ratio"], rows)


def peers():
    """Apart, since they switch on `serde_json/preserve_order`, which changes what all others cost."""
    binary, counting = built("operation", "peers"), built("operation", "peers", "allocations")
    names = output(binary, "list").splitlines()
    ours = ["derive, owned", "oauth2, by its client"]
    theirs = [name for name in names if name.startswith(("huskarl", "oauth2-types", "openid,"))]
    print("## More peers, with the features of `serde_json` that they switch on\n")
    table(HEADINGS, rows_of(binary, counting, ours + theirs, names)[1])


FIELDS = """pub access_token: String,
    pub token_type: Option<String>,
    pub expires_in: Option<u64>,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
    pub scope: Option<String>,
    pub account: Option<String>,"""

DERIVES = {
    "none": "",
    "std `Clone`": "#[derive(Clone)]",
    "std `Debug`": "#[derive(Debug)]",
    "**`TokenResponse`**": "#[derive(token_core::TokenResponse)]",
    "thiserror `Error`, an enum": None,
    "serde `Deserialize`": "#[derive(serde::Deserialize)]",
}

ERROR = """#[derive(thiserror::Error, Debug)]
pub enum Error%d {
    #[error("missing")] Missing,
    #[error("refused: {0}")] Refused(String),
    #[error("{role}: {reason}")] Field { role: String, reason: String },
    #[error("length {0}")] Length(usize),
    #[error(transparent)] Format(#[from] std::fmt::Error),
}"""


def structs(attribute, count):
    if attribute is None:
        return "\n".join(ERROR % number for number in range(count))
    return "\n".join(f"{attribute}\npub struct Answer{number} {{\n    {FIELDS}\n}}" for number in range(count))


def crate(folder):
    os.makedirs(os.path.join(folder, "src"), exist_ok=True)
    with open(os.path.join(folder, "Cargo.toml"), "w") as manifest:
        manifest.write(
            '[workspace]\n[package]\nname = "derived"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n'
            f'token-core = {{ path = "{CORE}" }}\nserde = {{ version = "1", features = ["derive"] }}\nthiserror = "2"\n'
        )


class Rustc:
    """rustc's own command line under `cargo check`, dependencies warm."""

    def __init__(self, folder):
        self.folder = folder
        crate(folder)
        self.write("")
        log = subprocess.run(["cargo", "check", "-v"], check=True, capture_output=True, text=True, cwd=folder).stderr
        line = [line for line in log.split("\n") if "--crate-name derived" in line][-1]
        words = shlex.split(re.search(r"`(.*)`", line).group(1))
        program = next(place for place, word in enumerate(words) if word.endswith("rustc"))
        # The proxy of rustup would be counted, too.
        rustc = output("rustup", "which", "rustc").strip()
        arguments = [word for word in words[program + 1 :] if word != "-C" and not word.startswith("incremental=")]
        # `-C` stood before each of these; given back to those that stay.
        flags = ("embed-bitcode", "debuginfo", "metadata", "extra-filename", "split-debuginfo")
        self.command = [rustc]
        for word in arguments:
            self.command += ["-C", word] if word.startswith(flags) else [word]
        assignments = dict(word.split("=", 1) for word in words[:program])
        libraries = os.path.join(os.path.dirname(os.path.dirname(rustc)), "lib")
        self.environment = {**os.environ, **assignments, "LD_LIBRARY_PATH": libraries}

    def write(self, source):
        with open(os.path.join(self.folder, "src", "lib.rs"), "w") as file:
            file.write(source)

    def instructions(self, source):
        self.write(source)
        return instructions(self.command, cwd=self.folder, env=self.environment)


def compile_time(count=50):
    print("## One derived struct of seven fields (million instructions of rustc under `cargo check`, over none)\n")
    with tempfile.TemporaryDirectory() as folder:
        rustc = Rustc(folder)
        costs = {}
        for name, attribute in DERIVES.items():
            once, twice = (rustc.instructions(structs(attribute, repeat)) for repeat in (count, 2 * count))
            costs[name] = (twice - once) / count / 1e6
    base = costs.pop("none")
    costs = {name: cost - base for name, cost in costs.items()}
    ours = costs["**`TokenResponse`**"]
    table(["derive", "M Ir", "ours / it"], [[name, f"{cost:.2f}", f"{ours / cost:.3f}"] for name, cost in costs.items()])


def linear():
    print("## A thousand derived structs in one crate (million instructions for each)\n")
    attribute = DERIVES["**`TokenResponse`**"]
    with tempfile.TemporaryDirectory() as folder:
        rustc = Rustc(folder)
        counts = [0, 100, 900, 1000]
        costs = {count: rustc.instructions(structs(attribute, count)) for count in counts}
    first, last = (costs[100] - costs[0]) / 1e8, (costs[1000] - costs[900]) / 1e8
    table(["which", "M Ir"], [["the first hundred", f"{first:.2f}"], ["the last hundred", f"{last:.2f}"], ["last / first", f"{last / first:.3f}"]])


# Stands in for rustc, notes the crate, and counts rustc and the linkers that it starts, unless the crate was counted
# before: cargo gives it the same suffix wherever it is built with the same features.
WRAPPER = """#!/bin/sh
shift
for word in "$@"; do
    [ "$before" = --crate-name ] && name=$word
    case $word in extra-filename=*) crate=$name${word#extra-filename=} ;; esac
    before=$word
done
[ -z "$crate" ] && exec %(rustc)s "$@"
echo "$crate" >> "$BUILT"
mkdir "$COUNTS/$crate" 2>/dev/null || exec %(rustc)s "$@"
exec valgrind --tool=callgrind --callgrind-out-file=/dev/null --trace-children=yes \\
    --log-file="$COUNTS/$crate/%%p" %(rustc)s "$@"
"""

SERDE = 'serde = { version = "1", features = ["derive"] }\nserde_json = "1"\n'
HELLOS = {
    "serde, serde_json": SERDE,
    "with token-core": SERDE + f'token-core = {{ path = "{CORE}" }}\n',
    "with oauth2, no default features": SERDE + 'oauth2 = { version = "5", default-features = false }\n',
    "with thiserror": SERDE + 'thiserror = "2"\n',
}


class Hello:
    """A hello-world that depends on something."""

    def __init__(self, root, name):
        self.folder = os.path.join(root, re.sub(r"\W", "_", name))
        os.makedirs(os.path.join(self.folder, "src"))
        with open(os.path.join(self.folder, "Cargo.toml"), "w") as manifest:
            manifest.write('[workspace]\n[package]\nname = "hello"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n' + HELLOS[name])
        with open(os.path.join(self.folder, "src", "main.rs"), "w") as source:
            source.write('fn main() { println!("hello"); }\n')
        tree = output("cargo", "tree", "--edges", "normal", "--prefix", "none", "--format", "{p}", cwd=self.folder)
        self.crates = len({tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}) - 1

    def build(self, **variables):
        """The CPU seconds of a build from nothing. A crate of a registry is never built incrementally."""
        shutil.rmtree(os.path.join(self.folder, "target"), ignore_errors=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        # The lints of a crate from a registry are off.
        environment = {**os.environ, "CARGO_INCREMENTAL": "0", "RUSTFLAGS": "--cap-lints=allow", **variables}
        output("cargo", "build", "--quiet", cwd=self.folder, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def instructions(self, counts):
        """Those of rustc and the linker, crate by crate, in thousands of millions."""
        wrapper, built = os.path.join(self.folder, "wrapper"), os.path.join(self.folder, "built")
        with open(wrapper, "w") as script:
            script.write(WRAPPER % {"rustc": output("rustup", "which", "rustc").strip()})
        os.chmod(wrapper, 0o755)
        self.build(RUSTC_WRAPPER=wrapper, COUNTS=counts, BUILT=built)
        sums = {}
        with open(built) as crates:
            for crate in crates.read().split():
                name = crate.rsplit("-", 1)[0]
                for file in os.listdir(os.path.join(counts, crate)):
                    with open(os.path.join(counts, crate, file)) as log:
                        counted = sum(map(int, re.findall(r"Collected : (\d+)", log.read())))
                    sums[name] = sums.get(name, 0) + counted / 1e9
        return sums


def cold_build(times=3):
    with tempfile.TemporaryDirectory() as root:
        hellos = {name: Hello(root, name) for name in HELLOS}
        seconds = {name: [] for name in HELLOS}
        for _ in range(times):
            for name, hello in hellos.items():
                seconds[name].append(hello.build())
        counts = os.path.join(root, "counts")
        os.makedirs(counts)
        counted = {name: hellos[name].instructions(counts) for name in ["serde, serde_json", "with token-core"]}
    base, ours = counted.values()
    print("## A cold build of hello-world (thousand million instructions of rustc and the linker; CPU seconds, median)\n")
    medians = {name: statistics.median(each) for name, each in seconds.items()}
    rows = []
    for name, median in medians.items():
        total = sum(counted.get(name, {}).values())
        count, ratio = (f"{total:.1f}", f"{total / sum(base.values()):.2f}") if total else ("", "")
        rows.append([name, count, ratio, f"{median:.2f}", f"{median / medians['serde, serde_json']:.2f}", hellos[name].crates])
    table(["hello-world", "G Ir", "ratio", "CPU s", "ratio", "crates"], rows)
    names = sorted(ours, key=ours.get, reverse=True)
    table(["crate", "G Ir"], [[name, f"{ours[name]:.1f}"] for name in names if ours[name] >= 0.1])


MAX_BODY_LEN = 256 * 1024
CONFIRMED = 30
MEBI = 1 << 20


class Case:
    """A body as one type reads it; `cost` in nanoseconds or in bytes."""

    def __init__(self, line):
        self.number, self.reader, keeps, self.body, self.status, self.verdict, cost = line.split("\t")
        self.keeps, self.cost = keeps == "true", int(cost)

    def __str__(self):
        return f"{self.body} ({self.status}, {self.verdict})".replace("|", "\\|")


def instructions_of(binary, length, cases):
    """What callgrind counts in each of the cases, by number."""
    with tempfile.TemporaryDirectory() as folder:
        measured = "worst::measured"
        printed = output(
            "valgrind", "--tool=callgrind", f"--toggle-collect={measured}", f"--dump-after={measured}",
            f"--callgrind-out-file={folder}/out", binary, str(length), *(case.number for case in cases),
        ).split()
        counts = []
        for place in range(1, len(printed) + 1):
            with open(f"{folder}/out.{place}") as dump:
                counts.append(int(re.search(r"^(?:summary|totals): (\d+)", dump.read(), re.MULTILINE).group(1)))
    return dict(zip(printed, counts))


def worst(length=MAX_BODY_LEN):
    """Every body is timed; those that took longest are counted, for each type."""
    binary, counting = built("worst"), built("worst", "allocations")
    timed, held = (
        [Case(line) for line in output(program, str(length)).splitlines()] for program in (binary, counting)
    )
    readers = list(dict.fromkeys(case.reader for case in timed))
    slowest = {
        reader: sorted((case for case in timed if case.reader == reader), key=lambda case: -case.cost)[:CONFIRMED]
        for reader in readers
    }
    counts = instructions_of(binary, length, [case for cases in slowest.values() for case in cases])
    bodies = len({case.body for case in timed})
    print(f"## The worst of {bodies:,} bodies of {length >> 10} KiB (instructions, and heap beyond the body)\n")
    rows = []
    for reader in readers:
        slow = max(slowest[reader], key=lambda case: counts[case.number])
        large = max((case for case in held if case.reader == reader), key=lambda case: case.cost)
        rows.append([reader, f"{counts[slow.number] / 1e6:.1f} M", slow, f"{large.cost / MEBI:.2f} MiB", large])
    table(["read as", "instructions", "by", "heap", "by"], rows)


PARTS = {"run": run, "peers": peers, "compile": compile_time, "linear": linear, "build": cold_build, "worst": worst}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
