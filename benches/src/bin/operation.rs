//! `operation list`, or `operation NUMBER BODY COUNT`: does one operation so often, for a tool that counts.
//!
//! With the feature `allocations` it prints how many allocations and reallocations each took instead.

use token_benches::{ACCESSORS, Operation, PARSING, bodies};

fn operations() -> Vec<(String, Operation)> {
    let parsing = PARSING.iter().map(|(name, operation)| ((*name).to_owned(), *operation));
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
            report(count);
        }
        _ => operations.iter().for_each(|(name, _)| println!("{name}")),
    }
}

#[cfg(not(feature = "allocations"))]
fn report(_: u64) {}

#[cfg(feature = "allocations")]
fn report(_: u64) {
    println!("{}", counting::COUNT.load(std::sync::atomic::Ordering::Relaxed));
}

#[cfg(feature = "allocations")]
mod counting {
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::sync::atomic::{AtomicU64, Ordering};

    pub(crate) static COUNT: AtomicU64 = AtomicU64::new(0);

    struct Counting;

    // SAFETY: every call is passed on as it is.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            COUNT.fetch_add(1, Ordering::Relaxed);
            unsafe { System.alloc(layout) }
        }

        unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            COUNT.fetch_add(1, Ordering::Relaxed);
            unsafe { System.realloc(block, layout, size) }
        }

        unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
            unsafe { System.dealloc(block, layout) }
        }
    }

    #[global_allocator]
    static ALLOCATOR: Counting = Counting;
}
