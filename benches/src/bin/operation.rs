//! `operation list`, or `operation NUMBER BODY COUNT`: does one operation so often, for a tool that counts.
//!
//! With the feature `allocations` it prints how many allocations and reallocations each took instead.

use token_benches::{ACCESSORS, Operation, bodies, parsing};

fn operations() -> Vec<(String, Operation)> {
    let parsing = parsing().map(|(name, operation)| ((*name).to_owned(), *operation));
    let accessors = ACCESSORS.iter().flat_map(|(name, by_hand, ours)| {
        [(format!("{name}, by hand"), *by_hand), (format!("{name}, ours"), *ours)]
    });
    parsing.chain(accessors).collect()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let operations = operations();
    match arguments.as_slice() {
        [number, body, count] => {
            let (_, operation) = operations[number.parse::<usize>().expect("a number")];
            let bodies = bodies::all();
            let (_, body) = &bodies[body.parse::<usize>().expect("a number")];
            let count = count.parse().expect("a count");
            for _ in 0..count {
                operation(std::hint::black_box(body.as_bytes()));
            }
            #[cfg(feature = "allocations")]
            println!("{}", token_benches::counting::calls());
        }
        _ => operations.iter().for_each(|(name, _)| println!("{name}")),
    }
}
