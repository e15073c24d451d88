//! Honest payloads bent claim by claim: types swapped, members doubled, names spelled otherwise, values nested.

use serde_json::Value;

use crate::bend::Bend;

/// What stands behind a name, or may be put there.
const VALUES: [&str; 37] = [
    "null",
    "true",
    "false",
    "0",
    "1",
    "2",
    "-0",
    "-1",
    "0.5",
    "-0.5",
    "1.0",
    "1e0",
    "1790000000",
    "1790000000.999",
    "1.79e9",
    "9007199254740991",
    "9007199254740992",
    "9007199254740991.9",
    "18446744073709551615",
    "18446744073709551616",
    "1e300",
    "1e999",
    "01",
    r#""""#,
    r#""0""#,
    r#""1790000000""#,
    r#""Ed\u0069tor""#,
    r#""app""#,
    "[]",
    r#"["Editor"]"#,
    r#"["Ed\u0069tor","x"]"#,
    r#"["Editor",null]"#,
    r#"[["Editor"]]"#,
    "{}",
    r#"{"groups":"src1"}"#,
    r#"{"a":{"b":1,"\u0062":1}}"#,
    r#"{"$serde_json::private::Number":"1790000000"}"#,
];

/// Names that anybody asks for, and some that nobody does.
const NAMES: [&str; 50] = [
    "iss",
    "aud",
    "ver",
    "tid",
    "azp",
    "appid",
    "client_id",
    "azpacr",
    "appidacr",
    "idp",
    "idtyp",
    "oid",
    "sub",
    "roles",
    "scp",
    "scope",
    "groups",
    "hasgroups",
    "acrs",
    "amr",
    "xms_cc",
    "sid",
    "uti",
    "jti",
    "name",
    "preferred_username",
    "unique_name",
    "tfp",
    "acr",
    "nonce",
    "at_hash",
    "c_hash",
    "iat",
    "nbf",
    "exp",
    "auth_time",
    "acct",
    "_claim_names",
    "_claim_sources",
    "permissions",
    "granted",
    "TID",
    "Scp",
    "Permissions",
    "groups:src1",
    "wids",
    "upn",
    "",
    "$serde_json::private::Number",
    "more",
];

/// A member, as it is written.
type Member = (String, String);

/// One of the honest payloads, bent in none to three places.
pub fn bent(bend: &mut Bend) -> String {
    let mut members = honest(bend);
    for _ in 0..bend.below(4) {
        bend_one(bend, &mut members);
    }
    let members = members
        .iter()
        .map(|(name, value)| format!("{name}:{value}"));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// An honest payload that says these as well, as they are written, in place of its own.
pub fn saying(said: &[(&str, &str)]) -> String {
    let honest: Value = serde_json::from_str(include_str!("corpus/payload/honest")).expect("JSON");
    let own = honest.as_object().expect("an object").iter();
    let own = own.filter(|(name, _)| said.iter().all(|(said, _)| said != name));
    let own = own.map(|(name, value)| format!("{}:{value}", quoted(name)));
    let said = said.iter().map(|(name, value)| {
        let name = if name.starts_with('"') {
            (*name).to_owned()
        } else {
            quoted(name)
        };
        format!(" {name} :\t{value}\n")
    });
    format!("{{{}}}", own.chain(said).collect::<Vec<_>>().join(","))
}

fn honest(bend: &mut Bend) -> Vec<Member> {
    const HONEST: [&str; 8] = [
        include_str!("corpus/payload/honest"),
        include_str!("corpus/payload/application"),
        include_str!("corpus/payload/first_version"),
        include_str!("corpus/payload/stranger"),
        include_str!("corpus/payload/overage"),
        include_str!("corpus/payload/policy"),
        include_str!("corpus/payload/id_token"),
        include_str!("corpus/payload/challenge"),
    ];
    let text = HONEST[bend.below(HONEST.len())];
    let payload: Value = serde_json::from_str(text).expect("JSON");
    let members = payload.as_object().expect("an object").iter();
    members
        .map(|(name, value)| (quoted(name), value.to_string()))
        .collect()
}

fn bend_one(bend: &mut Bend, members: &mut Vec<Member>) {
    let at = bend.below(members.len());
    match bend.below(9) {
        0 => members[at].1 = value(bend),
        1 => members[at].1 = nested(bend, &members[at].1),
        2 => drop(members.remove(at)),
        3 => members.insert(at, (quoted(NAMES[bend.below(NAMES.len())]), value(bend))),
        4 => {
            let again = (escaped(&members[at].0), value(bend));
            members.push(again);
        }
        5 => members[at].0 = escaped(&members[at].0),
        6 => members[at].0 = members[at].0.to_ascii_uppercase(),
        7 => {
            let beside = (members[at].0.to_ascii_uppercase(), value(bend));
            members.insert(0, beside);
        }
        _ => {
            let other = bend.below(members.len());
            members.swap(at, other);
        }
    }
}

fn value(bend: &mut Bend) -> String {
    let value = VALUES[bend.below(VALUES.len())];
    match bend.below(12) {
        0 => nested(bend, value),
        1 => format!(" {value}\n"),
        _ => value.to_owned(),
    }
}

/// A value within lists or objects, now and then deeper than is read.
fn nested(bend: &mut Bend, value: &str) -> String {
    let depth = [1, 2, 125, 126, 127, 128][bend.below(6)];
    let (open, close) = [("[", "]"), (r#"{"a":"#, "}")][bend.below(2)];
    format!("{}{value}{}", open.repeat(depth), close.repeat(depth))
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// The same name, its first letter written as a number, if it is none already.
fn escaped(quoted: &str) -> String {
    match quoted.as_bytes() {
        [_, first, ..] if first.is_ascii_alphabetic() => {
            format!("\"\\u{:04x}{}", first, &quoted[2..])
        }
        _ => quoted.to_owned(),
    }
}
