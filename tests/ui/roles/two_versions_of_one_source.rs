mod policy {
    rolecall::roles! {
        permissions = catalogue::catalogue;
        permissions = catalogue_2::catalogue;
        Customer: [browse],
        Remover: ["goods.remove"],
    }
}

fn main() {}
