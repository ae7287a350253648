//! What people copy from the cookbook: `xml.rs`.

#[test]
fn the_cookbook_shows_the_program() {
    let program = include_str!("../xml.rs");
    let shown = program.find("use serde").map(|start| &program[start..]).unwrap();
    let cookbook = include_str!("../../token-core/docs/cookbook.md");
    assert!(cookbook.contains(shown), "copy the program into the section on XML");
}
