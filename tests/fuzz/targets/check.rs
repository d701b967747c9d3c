#![no_main]

#[path = "../laws.rs"]
mod laws;
#[path = "../lines.rs"]
mod lines;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::check(bytes));
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    lines::mutate(data, size, max_size, seed)
});
