//! The flagship application, served on a free port on a file of its own, and everyone who may knock at it:
//! `documents.user("editor").post("/documents", draft)`.

use std::path::PathBuf;

use documents::Store;
use documents::development::Place;
use reqwest::{Client, Method, RequestBuilder, Response};
use rolecall::Engine;
use rolecall::directory::{Directory, TokenRequest};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The running application.
pub struct Documents {
    pub directory: Directory,
    engine: Engine,
    url: String,
    folder: TempDir,
}

/// Somebody who knocks over HTTP.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    url: String,
    token: Option<String>,
}

impl Documents {
    /// The people of the development directory, on an empty file.
    pub async fn served() -> Self {
        let place = Place::new("127.0.0.1:0");
        let (engine, directory) = documents::development::start(&place).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let url = open(engine.clone(), folder.path().join("documents.db")).await;
        Self {
            directory,
            engine,
            url,
            folder,
        }
    }

    /// The same file, opened by another instance.
    pub async fn once_more(&self) -> Visitor {
        let url = open(self.engine.clone(), self.folder.path().join("documents.db")).await;
        Visitor {
            url,
            ..self.user("admin")
        }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn anonymous(&self) -> Visitor {
        Visitor {
            client: Client::new(),
            url: self.url.clone(),
            token: None,
        }
    }

    pub fn user(&self, name: &str) -> Visitor {
        self.sent_by(&TokenRequest::user(name))
    }

    pub fn app(&self, name: &str) -> Visitor {
        self.sent_by(&TokenRequest::app(name))
    }

    /// A user through a client application that may read alone.
    pub fn through_a_reader(&self, name: &str) -> Visitor {
        self.sent_by(&TokenRequest::user(name).scope("Documents.Read"))
    }

    fn sent_by(&self, request: &TokenRequest) -> Visitor {
        Visitor {
            token: Some(self.directory.token(request).unwrap()),
            ..self.anonymous()
        }
    }
}

impl Visitor {
    pub async fn get(&self, path: &str) -> Response {
        self.ask(Method::GET, path).send().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.ask(Method::POST, path)
            .json(body)
            .send()
            .await
            .unwrap()
    }

    pub async fn put(&self, path: &str, body: &Value) -> Response {
        self.ask(Method::PUT, path).json(body).send().await.unwrap()
    }

    pub async fn delete(&self, path: &str) -> Response {
        self.ask(Method::DELETE, path).send().await.unwrap()
    }

    /// A request that is not sent yet, with the token in it.
    pub fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// The body of an endpoint that answers with JSON.
    pub async fn json(&self, path: &str) -> Value {
        let response = self
            .ask(Method::GET, path)
            .header("accept", "application/json");
        let response = response.send().await.unwrap();
        assert!(
            response.status().is_success(),
            "{path}: {}",
            response.status()
        );
        response.json().await.unwrap()
    }

    /// Creates a document, and gives its path.
    pub async fn writes(&self, title: &str) -> String {
        let created = self.post("/documents", &draft(title)).await;
        assert_eq!(created.status(), 201);
        let document: Value = created.json().await.unwrap();
        format!("/documents/{}", document["id"])
    }
}

/// What is handed in to create or change a document.
pub fn draft(title: &str) -> Value {
    json!({ "title": title, "body": "We met." })
}

/// Serves a router on a free port for as long as the test runs, and gives its URL.
pub async fn serve(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, router).await });
    url
}

async fn open(engine: Engine, file: PathBuf) -> String {
    let store = Store::open(file).await.unwrap();
    serve(documents::application(engine, store).unwrap()).await
}
