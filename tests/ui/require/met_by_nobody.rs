mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! { Viewer: [view], Editor: Viewer + [edit] }
}

const RULE: rolecall::policy::Requirement = rolecall::require!(role = "Editor", not(role = "Viewer"));

fn main() {}
