//! Sixty-five permissions need a second word; a thousand need sixteen. The closure is known at compile time.

use rolecall::policy::Policy;
use rolecall::protected;

mod policy {
    rolecall::permissions! {
        p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16, p17, p18, p19, p20, p21, p22, p23,
        p24, p25, p26, p27, p28, p29, p30, p31, p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45,
        p46, p47, p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60, p61, p62, p63, p64,
    }
    rolecall::roles! {
        Last: [p64],
        First: [p0],
        Both: First + Last,
        Every: all,
    }
}

#[expect(deprecated, reason = "the first of the roles grants nothing")]
mod thousand {
    include!(concat!(env!("OUT_DIR"), "/thousand.rs"));
}

#[expect(
    clippy::indexing_slicing,
    reason = "in constants: what is not there does not compile"
)]
const fn grants<P: Policy>(role: usize, permission: usize) -> bool {
    P::TABLE.roles[role].permissions[permission / 64] >> (permission % 64) & 1 == 1
}

const _: () = {
    type Small = policy::Policy;
    assert!(grants::<Small>(0, 64) && !grants::<Small>(0, 0));
    assert!(grants::<Small>(1, 0) && !grants::<Small>(1, 64));
    assert!(grants::<Small>(2, 0) && grants::<Small>(2, 64) && !grants::<Small>(2, 63));
    let mut permission = 0;
    while permission < 65 {
        assert!(grants::<Small>(3, permission));
        permission += 1;
    }
};

const _: () = {
    let mut role = 0;
    while role <= 100 {
        let mut permission = 0;
        while permission < 1000 {
            assert!(grants::<thousand::Policy>(role, permission) == (permission < role * 10));
            permission += 1;
        }
        role += 1;
    }
};

#[protected(permission = "p64")]
async fn last() {}

#[protected(role = "Role100", permission = "right.999", policy = crate::thousand)]
async fn thousandth() {}

#[test]
fn it_is_accepted() {
    let _ = (last, thousandth);
    assert_eq!(thousand::permission::ALL.len(), 1000);
}
