//! Another policy in the same program.

rolecall::permissions! { view }

rolecall::roles! { Viewer: [view] }
