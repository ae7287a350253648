//! `worst LENGTH` reads every body of that length as every type, with status 200 and 400, and prints a line for each:
//! its number, the type, whether the type keeps what it is given, the body, the status, the verdict, and the
//! nanoseconds that it took. With the feature `allocations` the last is the most bytes of heap that it held.
//!
//! `worst LENGTH NUMBER ..` reads only these, for a tool that counts what happens inside `measured`.

use token_benches::worst::{Reader, TYPES, bodies};

const STATUSES: [u16; 2] = [200, 400];

#[inline(never)]
fn measured(read: Reader, status: u16, content_type: Option<&str>, body: &[u8]) -> &'static str {
    std::hint::black_box(read(status, content_type, std::hint::black_box(body)))
}

#[cfg(feature = "allocations")]
fn cost(mut operation: impl FnMut()) -> u128 {
    token_benches::counting::peak(&mut operation) as u128
}

/// The faster of two, since others use the machine, too.
#[cfg(not(feature = "allocations"))]
fn cost(mut operation: impl FnMut()) -> u128 {
    let timed = (0..2).map(|_| {
        let start = std::time::Instant::now();
        operation();
        start.elapsed().as_nanos()
    });
    timed.min().unwrap_or_default()
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse().expect("a number"));
    let length = arguments.next().expect("the length of a body");
    let chosen: Vec<usize> = arguments.collect();
    let cases = TYPES.len() * STATUSES.len();
    for (place, body) in bodies().iter().enumerate() {
        let numbers = place * cases..(place + 1) * cases;
        if !chosen.is_empty() && !numbers.clone().any(|number| chosen.contains(&number)) {
            continue;
        }
        let bytes = body.of_length(length);
        for number in numbers {
            let (name, read, keeps) = TYPES[number % cases / STATUSES.len()];
            let status = STATUSES[number % STATUSES.len()];
            let mut verdict = "";
            let mut operation = || verdict = measured(read, status, body.content_type, &bytes);
            if chosen.is_empty() {
                let cost = cost(operation);
                println!("{number}\t{name}\t{keeps}\t{}\t{status}\t{verdict}\t{cost}", body.name);
            } else if chosen.contains(&number) {
                operation();
                println!("{number}");
            }
        }
    }
}
