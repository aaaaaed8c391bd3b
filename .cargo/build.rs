//! Links the program to a fixed address on Linux with glibc.
//!
//! A program that can be loaded anywhere has tens of thousands of pointers to be written at every start: two
//! milliseconds and a megabyte and a half. Libraries, stack and heap still lie elsewhere each time. Other systems keep
//! what their linkers do by themselves.

#![expect(clippy::disallowed_methods, reason = "cargo tells build scripts by the environment")]

fn main() {
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
