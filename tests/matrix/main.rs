//! The access matrix: that it says what HTTP answers, in every form, and what changed between two of them.

mod forms;
mod served;
mod since;
