//! Wall time, for machines without valgrind: `cargo bench`.

use divan::Bencher;
use token_benches::{ACCESSORS, Operation, bodies, parsing};

fn main() {
    divan::main();
}

#[divan::bench(args = parsing().map(|(name, _)| *name), consts = [0, 1, 2])]
fn a_body_in<const BODY: usize>(bencher: Bencher<'_, '_>, name: &str) {
    let bodies = bodies::all();
    let body = bodies[BODY].1.as_bytes();
    let operation: Operation = parsing().find(|(other, _)| *other == name).expect("a name").1;
    bencher.bench(|| operation(divan::black_box(body)));
}

#[divan::bench(args = 0..ACCESSORS.len())]
fn accessor_by_hand(bencher: Bencher<'_, '_>, operation: usize) {
    bencher.bench(|| ACCESSORS[operation].1(&[]));
}

#[divan::bench(args = 0..ACCESSORS.len())]
fn accessor_ours(bencher: Bencher<'_, '_>, operation: usize) {
    bencher.bench(|| ACCESSORS[operation].2(&[]));
}
