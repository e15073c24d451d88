mod policy {
    rolecall::roles! {
        #![strict]
        permissions = catalogue::catalogue;
        Reader: [browse],
    }
}

fn main() {}
