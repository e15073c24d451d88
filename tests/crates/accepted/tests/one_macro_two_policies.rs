//! A macro of the user's may write the same policy twice.

use rolecall::protected;

macro_rules! tenant {
    ($name:ident) => {
        mod $name {
            rolecall::permissions! { view }
            rolecall::roles! { Viewer: [view] }
        }
    };
}

tenant!(east);
tenant!(west);

#[protected(permission = "view", policy = crate::east)]
async fn in_the_east() {}

#[protected(permission = "view", policy = crate::west)]
async fn in_the_west() {}

#[test]
fn it_is_accepted() {
    let _ = (in_the_east, in_the_west);
    assert_ne!(east::permission::ALL, west::permission::ALL);
}
