//! A second opinion: random policies, callers and rules, judged by the tables and by a naive model of sixty lines. Where
//! they differ, one of them is wrong.
//!
//! `tests/long` asks a hundred thousand questions of policies that were never seen before.

mod cases;
mod closure;
mod decisions;
mod engines;
mod naive;
mod question;
mod tables;
mod three_values;
mod tokens;
mod told;
mod truth;
