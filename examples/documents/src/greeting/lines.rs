//! Lines to paste into a shell. They bring their own tokens.

use rolecall::directory::{Directory, RegisteredApp, TokenRequest};

/// Lines that show the policy at work, if those whom they name are there; and a link for a browser.
pub(super) fn lines(url: &str, directory: &Directory) -> Vec<String> {
    let mut lines = to_paste(url, directory);
    lines.push(format!(
        "# sign in, in a browser; it ends on the matrix, with a code in the address\n{}\n",
        sign_in(url, directory)
    ));
    lines
}

fn to_paste(url: &str, directory: &Directory) -> Vec<String> {
    let is_there = |name: &&str| directory.users().iter().any(|user| user.name() == *name);
    if ["viewer", "editor", "admin"].iter().all(is_there) {
        policy_at_work(url, directory).into()
    } else {
        vec![who_am_i(url, directory)]
    }
}

/// They answer the same at each start, whatever is in the database.
fn policy_at_work(url: &str, directory: &Directory) -> [String; 5] {
    let bearer = |request: &TokenRequest| bearer(directory, request);
    let [viewer, editor, admin] = ["viewer", "editor", "admin"].map(TokenRequest::user);
    let reader = admin.clone().scope("Documents.Read");
    let json = "-H 'content-type: application/json'";
    [
        format!(
            "# the editor writes\ncurl -s {} {json} -d '{{\"title\":\"Minutes\",\"body\":\"We met.\"}}' {url}/documents\n",
            bearer(&editor)
        ),
        format!(
            "# the viewer reads\ncurl -s {} {url}/documents\n",
            bearer(&viewer)
        ),
        format!(
            "# the viewer may not remove\ncurl -s -X DELETE {} {url}/documents/1\n",
            bearer(&viewer)
        ),
        format!(
            "# nor may the admin, through a client that was allowed to read alone\ncurl -s -X DELETE {} {url}/documents/1\n",
            bearer(&reader)
        ),
        format!(
            "# the admin reads who did what\ncurl -s {} {url}/audit\n",
            bearer(&admin)
        ),
    ]
}

/// A line for people of a file, of whom nothing is known here.
fn who_am_i(url: &str, directory: &Directory) -> String {
    let users = directory.users().iter();
    let users = users.map(|user| TokenRequest::user(user.name()));
    let apps = directory.apps().iter();
    let mut all = users.chain(apps.map(|app| TokenRequest::app(app.name())));
    all.next().map_or_else(
        || format!("# nobody is in the directory\ncurl -s {url}/health\n"),
        |first| {
            let bearer = bearer(directory, &first);
            format!("# who am I?\ncurl -s {bearer} {url}/me\n")
        },
    )
}

/// An authorization request of the built-in client. Its challenge is that of RFC 7636, appendix B.
fn sign_in(url: &str, directory: &Directory) -> String {
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    let (base, tenant) = (directory.url(), directory.tenant_id());
    let client = directory
        .clients()
        .first()
        .map_or("", RegisteredApp::client_id);
    format!(
        "{base}/{tenant}/oauth2/v2.0/authorize?client_id={client}&response_type=code&scope=openid&redirect_uri={url}/policy\
         &code_challenge={CHALLENGE}&code_challenge_method=S256"
    )
}

/// The argument of `curl` that sends a token which is fetched as the line runs.
fn bearer(directory: &Directory, request: &TokenRequest) -> String {
    let token = directory.token_command(request);
    format!("-H \"Authorization: Bearer $({token})\"")
}
