//! What the compiler says to a mistake: one mistake a file, ten lines a file, the answer beside it.
//!
//! Blessed with `TRYBUILD=overwrite cargo test -p token-tests --test ui`, never by hand.

use std::collections::BTreeSet;
use std::path::Path;

/// Our own words, the same on any toolchain.
#[test]
fn every_mistake_is_told_in_our_words() {
    trybuild::TestCases::new().compile_fail("ui/ours/*.rs");
}

/// Words of rustc's own, which change: asserted on one exact toolchain.
#[rustversion::all(stable(1.95), not(nightly))]
#[test]
fn a_wrong_type_is_underlined_itself() {
    trybuild::TestCases::new().compile_fail("ui/rustc/*.rs");
}

#[test]
fn no_answer_outlives_its_mistake() {
    for folder in ["ui/ours", "ui/rustc"] {
        let names = |extension: &str| -> BTreeSet<_> {
            std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.extension().is_some_and(|found| found == extension))
                .map(|path| path.file_stem().unwrap().to_owned())
                .collect()
        };
        assert_eq!(names("rs"), names("stderr"), "{folder}");
    }
}
