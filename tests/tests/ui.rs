//! What the compiler says to a mistake: one mistake a file, ten lines a file, the answer beside it.
//!
//! Blessed with `TRYBUILD=overwrite cargo test -p token-tests --test ui`, never by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// The words are those of one toolchain; the places are the same on any. `.ci/run` asks nightly, so that the
/// next stable brings no surprise.
#[test]
fn every_mistake_has_the_same_places_on_every_toolchain() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases: BTreeMap<String, PathBuf> = ["ui/ours", "ui/rustc"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(tests.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == "rs"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    let manifest = cases
        .iter()
        .map(|(name, path)| format!("[[bin]]\nname = '{name}'\npath = '{}'\n", path.display()));
    let said =
        check("places", "token-core = { path = 'TOKEN_CORE' }\n", &manifest.collect::<String>());
    for (name, path) in cases {
        let answer = std::fs::read_to_string(path.with_extension("stderr")).unwrap();
        let mut is_error = false;
        let places = answer.lines().filter_map(|line| {
            is_error |= line.starts_with("error");
            let (_, place) = line.split_once("--> ").filter(|_| std::mem::take(&mut is_error))?;
            place.split_once(".rs:").map(|(_, place)| place.to_owned())
        });
        let expected: BTreeSet<String> = places.collect();
        let place = format!("/{name}.rs:");
        let found: BTreeSet<String> = said
            .lines()
            .filter(|line| line.contains(": error"))
            .filter_map(|line| line.split_once(&place)?.1.split_once(": ").map(|(place, _)| place))
            .map(str::to_owned)
            .collect();
        assert!(!found.is_empty(), "{name}: {said}");
        assert_eq!(found, expected, "{name}");
    }
}

/// Checks the binaries in a package of its own, and returns what is said, each error in a line.
fn check(package: &str, dependency: &str, binaries: &str) -> String {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let token_core = tests.join("../token-core").display().to_string();
    let packages = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let project = packages.join(package);
    std::fs::create_dir_all(&project).unwrap();
    let manifest = format!(
        "[package]\nname = '{package}'\nedition = '2024'\n[workspace]\n[dependencies]\n{}\
         serde = {{ version = '1', features = ['derive'] }}\n{binaries}",
        dependency.replace("TOKEN_CORE", &token_core),
    );
    std::fs::write(project.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(tests.join("../Cargo.lock"), project.join("Cargo.lock")).unwrap();
    let said = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--keep-going", "--bins", "--message-format=short"])
        .current_dir(&project)
        .env("CARGO_TARGET_DIR", packages.join("places/target"))
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .unwrap();
    String::from_utf8(said.stderr).unwrap()
}

#[test]
fn a_renamed_or_reexported_token_core_is_told_by_its_path() {
    let packages = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let facade = packages.join("facade");
    std::fs::create_dir_all(&facade).unwrap();
    let manifest = format!(
        "[package]\nname = 'facade'\nedition = '2024'\n[lib]\npath = 'facade.rs'\n[workspace]\n\
         [dependencies]\ntoken-core = {{ path = '{}/../token-core' }}\n",
        env!("CARGO_MANIFEST_DIR"),
    );
    std::fs::write(facade.join("Cargo.toml"), manifest).unwrap();
    std::fs::write(facade.join("facade.rs"), "pub use token_core;").unwrap();
    for (package, path, dependency) in [
        ("renamed", "tokens", "tokens = { path = 'TOKEN_CORE', package = 'token-core' }\n"),
        ("facaded", "facade::token_core", "facade = { path = '../facade' }\n"),
    ] {
        let main = packages.join(package).with_extension("rs");
        let binary = format!("[[bin]]\nname = 'main'\npath = '{}'\n", main.display());
        let errors_with = |root: &str, attribute: &str| {
            let source = format!(
                "{root}#[derive({path}::TokenResponse)]\n{attribute}\n\
                 struct Answer {{ access_token: String }}\nfn main() {{}}\n",
            );
            std::fs::write(&main, source).unwrap();
            let said = check(package, dependency, &binary);
            said.lines()
                .filter(|line| line.contains(".rs:") && line.contains("error"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let repair = format!("#[token(crate = {path})]");
        let told = errors_with("", "");
        assert!(
            matches!(&*told, [told] if told.contains(":3:8:") && told.contains(&repair)),
            "{told:?}"
        );
        assert_eq!(errors_with("", &repair), [""; 0]);
        if package == "renamed" {
            assert_eq!(errors_with("extern crate tokens as token_core;\n", ""), [""; 0]);
        }
    }
}
