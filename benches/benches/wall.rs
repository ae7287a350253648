//! Wall time, for machines without valgrind: `cargo bench`.

use divan::Bencher;
use token_benches::{ACCESSORS, PARSING, bodies};

fn main() {
    divan::main();
}

#[divan::bench(args = 0..PARSING.len(), consts = [0, 1, 2])]
fn parsing<const BODY: usize>(bencher: Bencher<'_, '_>, operation: usize) {
    let bodies = bodies::all();
    let body = bodies[BODY].1.as_bytes();
    bencher.bench(|| PARSING[operation].1(divan::black_box(body)));
}

#[divan::bench(args = 0..ACCESSORS.len())]
fn accessor_by_hand(bencher: Bencher<'_, '_>, operation: usize) {
    bencher.bench(|| ACCESSORS[operation].1(&[]));
}

#[divan::bench(args = 0..ACCESSORS.len())]
fn accessor_ours(bencher: Bencher<'_, '_>, operation: usize) {
    bencher.bench(|| ACCESSORS[operation].2(&[]));
}
