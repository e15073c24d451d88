//! A binary beside a library brings the library's policy into its root.

use handlers::policy;
use rolecall::protected;

#[protected(permission = "comments.read")]
async fn latest() {}

#[test]
fn it_is_accepted() {
    let _ = latest;
    assert_eq!(policy::permission::ALL.len(), 2);
}
