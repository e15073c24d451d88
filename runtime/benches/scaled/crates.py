"""Writes the crates: the same handlers bare on axum's router, protected there, and protected on rolecall's router."""

from . import policy

FILES = 20

MANIFEST = """\
[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
axum.workspace = true
serde.workspace = true
tokio.workspace = true
{rolecall}"""

WORKSPACE = """\
[workspace]
resolver = "3"
members = [{members}]

[workspace.dependencies]
axum = "0.8"
rolecall = {{ path = "{runtime}" }}
serde = {{ version = "1", features = ["derive"] }}
tokio = {{ version = "1", features = ["macros", "net", "rt-multi-thread"] }}

[profile.release]
strip = true
"""

# What a handler takes and answers, and its body.
HANDLERS = [
    ("Path(id): Path<u64>", "String", ['format!("number {id}")']),
    ("State(shop): State<Shop>", "Json<Item>", ["Json(Item { id: NUMBER, name: shop.name.clone() })"]),
    (
        "State(shop): State<Shop>, Path(id): Path<u64>",
        "Result<Json<Item>, StatusCode>",
        [
            "let name = shop.named(id).ok_or(StatusCode::NOT_FOUND)?;",
            "Ok(Json(Item { id, name }))",
        ],
    ),
    (
        "State(shop): State<Shop>, Query(page): Query<Page>",
        "Json<Vec<Item>>",
        [
            "let ids = page.from..page.from + page.count.min(NUMBER);",
            "Json(ids.filter_map(|id| Some(Item { id, name: shop.named(id)? })).collect())",
        ],
    ),
    (
        "State(shop): State<Shop>, Path(id): Path<u64>, Json(item): Json<Item>",
        "Result<StatusCode, StatusCode>",
        [
            "let known = shop.named(id).ok_or(StatusCode::NOT_FOUND)?;",
            "if known == item.name { Ok(StatusCode::NO_CONTENT) } else { Err(StatusCode::CONFLICT) }",
        ],
    ),
]

SHOP = """\
//! What every handler shares.

use serde::{Deserialize, Serialize};

#[derive(Clone)]
pub struct Shop {
    pub name: String,
}

impl Shop {
    pub fn named(&self, id: u64) -> Option<String> {
        (id > 0).then(|| format!("{} {id}", self.name))
    }
}

#[derive(Deserialize, Serialize)]
pub struct Item {
    pub id: u64,
    pub name: String,
}

#[derive(Deserialize)]
pub struct Page {
    pub from: u64,
    pub count: u64,
}
"""

MAIN = """\
//! {handlers} handlers in {files} files.

{modules}
mod shop;

#[tokio::main]
async fn main() {{
    let shop = shop::Shop {{ name: std::env::args().next().unwrap_or_default() }};
    let router = {router}::Router::new(){merged};
{app}
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    axum::serve(listener, app).await.unwrap();
}}
"""

ENGINE = "    let engine = rolecall::Engine::from_env(policy::Policy).await.unwrap();\n"


class Kind:
    """How the handlers of a crate are guarded and mounted."""

    def __init__(self, name, protected, routing, app):
        self.name = name
        self.protected = protected
        self.routing = routing
        self.app = app


BARE = Kind("bare", False, "axum", "    let app = router.with_state(shop);")
GUARDED = Kind("guarded", True, "axum", ENGINE + "    let app = router.layer(engine.layer()).with_state(shop);")
MOUNTED = Kind("mounted", True, "rolecall", ENGINE + "    let app = router.with(engine).unwrap().with_state(shop);")
KINDS = [BARE, GUARDED, MOUNTED]


class Crate:
    """One crate on disk."""

    def __init__(self, kind, handlers, statements=0):
        self.kind = kind
        self.handlers = handlers
        self.statements = statements
        self.name = f"scale_{kind.name}_{handlers}" + (f"_{statements}" if statements else "")

    def write(self, workspace):
        self.source = workspace / self.name / "src"
        self.source.mkdir(parents=True, exist_ok=True)
        rolecall = "rolecall.workspace = true\n" if self.kind.protected else ""
        manifest = MANIFEST.format(name=self.name, rolecall=rolecall)
        (workspace / self.name / "Cargo.toml").write_text(manifest)
        (self.source / "shop.rs").write_text(SHOP)
        (self.source / "main.rs").write_text(self._main())
        if self.kind.protected:
            (self.source / "policy.rs").write_text(policy.block())
        for file in range(FILES):
            (self.source / f"part{file}.rs").write_text(self._part(file))

    def touch(self):
        """Adds a line of comment to one file, above everything else in it."""
        part = self.source / f"part{FILES // 2}.rs"
        part.write_text("// Looked at again.\n" + part.read_text())

    def _main(self):
        modules = [f"mod part{file};" for file in range(FILES)] + ["mod policy;"] * self.kind.protected
        return MAIN.format(
            handlers=self.handlers,
            files=FILES,
            modules="\n".join(modules),
            router=self.kind.routing,
            merged="".join(f"\n        .merge(part{file}::router())" for file in range(FILES)),
            app=self.kind.app,
        )

    def _part(self, file):
        each = self.handlers // FILES
        numbers = range(file * each, (file + 1) * each)
        routing = "axum::routing" if self.kind.routing == "axum" else "rolecall"
        routes = "".join(f'\n        .route("/part{file}/{number}/{{id}}", {_method(number)}(answer{number}))' for number in numbers)
        return "\n".join(
            [
                f"use axum::extract::{{Json, Path, Query, State}};",
                "use axum::http::StatusCode;",
                f"use {self.kind.routing}::Router;",
                f"use {routing}::{{get, post, put}};",
                "",
                "use crate::shop::{Item, Page, Shop};",
                "",
                "pub fn router() -> Router<Shop> {",
                f"    Router::new(){routes}",
                "}",
            ]
            + [line for number in numbers for line in self._handler(number)]
        ) + "\n"

    def _handler(self, number):
        arguments, answer, body = HANDLERS[number % 7 % len(HANDLERS)]
        yield ""
        if self.kind.protected:
            yield policy.attribute(number)
        yield f"async fn answer{number}({arguments}) -> {answer} {{"
        for statement in range(self.statements):
            yield f'    let some{statement} = format!("{{}} {{}}", {statement}, "{number}").len().pow(2) % 7;'
        if self.statements:
            values = ", ".join(f"some{statement}" for statement in range(self.statements))
            yield f"    assert!([{values}].iter().sum::<usize>() < 1_000);"
        for line in body:
            yield "    " + line.replace("NUMBER", str(number))
        yield "}"


def _method(number):
    return ["get", "post", "put"][number % 3]


def write(workspace, crates, runtime, lock):
    """Writes a workspace of these crates; `lock` pins what the repository pins."""
    workspace.mkdir(parents=True, exist_ok=True)
    members = ", ".join(f'"{one.name}"' for one in crates)
    (workspace / "Cargo.toml").write_text(WORKSPACE.format(members=members, runtime=runtime))
    (workspace / "Cargo.lock").write_text(lock.read_text())
    for one in crates:
        one.write(workspace)
