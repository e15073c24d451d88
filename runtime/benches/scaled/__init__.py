"""What `runtime/benches/scale` is made of: the crates that it writes, and how it times them."""
