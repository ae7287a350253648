//! Pages to read. There is no code here.

#[doc = include_str!("../docs/cookbook.md")]
pub mod cookbook {}
