#![no_main]

#[path = "../edges.rs"]
#[allow(dead_code)]
mod edges;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    edges::payload(bytes);
});
