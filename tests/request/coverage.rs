//! Every endpoint of `documents`, without a token: 401, but for those that are known to be public.

use reqwest::Method;
use rolecall_tests::documents::Documents;

/// What everyone may see. Whoever opens an endpoint more writes it down here too.
const PUBLIC: [&str; 6] = [
    "GET /health",
    "GET /openapi.json",
    "GET /policy",
    "GET /docs",
    "GET /docs/",
    "GET /docs/{file}",
];

#[tokio::test]
async fn without_a_token_nothing_answers_but_what_is_known_to_be_public() {
    let documents = Documents::served().await;
    let anonymous = documents.anonymous();
    let table = anonymous.json("/policy").await;
    let mut open = Vec::new();
    for row in table.as_array().expect("rows") {
        let [method, path] = ["method", "path"].map(|name| row[name].as_str().expect("text"));
        let asked: Method = method.parse().expect("a method");
        let answer = anonymous
            .ask(
                asked,
                &path.replace("{id}", "1").replace("{file}", "docs.js"),
            )
            .body("x")
            .send()
            .await;
        let status = answer.expect("an answer").status().as_u16();
        if status != 401 {
            assert_eq!(status, 200, "{method} {path}");
            open.push(format!("{method} {path}"));
        }
    }
    assert_eq!(open, PUBLIC);
}
