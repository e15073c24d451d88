mod policy {
    rolecall::permissions! { audit, edit, lead }
    rolecall::roles! {
        #![exclusive(Auditor, Editor)]
        Auditor: [audit],
        Editor: [edit],
        Head: Editor + [lead],
    }
}

#[rolecall::protected(role = "Auditor", permission = "lead")]
async fn one() {}

#[rolecall::protected(role = "Auditor", role = "Head")]
async fn two() {}

fn main() {}
