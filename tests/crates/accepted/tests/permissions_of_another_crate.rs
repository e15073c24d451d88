//! The permissions are declared in a library, which knows rolecall by another name; the roles here.

use rolecall::{Router, get, protected};

mod policy {
    rolecall::roles! {
        permissions = catalogue::catalogue;

        Customer: [browse],
        Merchant: Customer + ["goods.change"],
    }
}

#[protected(permission = browse)]
async fn goods() {}

#[protected(
    role = "Merchant",
    permission = "goods.change",
    scope = "Catalogue.Write"
)]
async fn change() {}

#[test]
fn it_is_accepted() {
    let _: Router = Router::new().route("/goods", get(goods).put(change));
    assert_eq!(
        policy::permission::ALL,
        catalogue::catalogue::permission::ALL
    );
    assert_eq!(policy::scope::ALL.len(), 2);
}
