//! What TOML does not know of: names that stand for one, scopes that exist, URLs, certificates.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use tokio_rustls::rustls::pki_types::CertificateDer;
use toml::Spanned;
use url::Url;
use webpki::EndEntityCert;

use super::written::{Written, WrittenApp, WrittenUser};
use super::{Checked, FileError, Text};
use crate::directory::registry::{App, AppKind, TokenVersion, User, listed};

type Checking<T> = Result<T, FileError>;

pub(super) fn check(written: Written, text: Text<'_>) -> Checking<Checked> {
    distinct(written.user.iter().map(|user| &user.name), "users", text)?;
    let kinds = [
        ("apps that call in their own name", true),
        ("clients", false),
    ];
    for (kind, daemons) in kinds {
        let of_kind = written.app.iter().filter(|app| is_daemon(app) == daemons);
        distinct(of_kind.map(|app| &app.name), kind, text)?;
    }
    let application = written
        .application
        .map(|name| text.word(name))
        .transpose()?;
    let token_version = written.token_version.map(|version| text.version(&version));
    let scopes = text.words(written.scopes)?;
    let users = written.user.into_iter().map(|user| text.user(user));
    let apps = written.app.into_iter().map(|app| text.app(app, &scopes));
    Ok(Checked {
        users: users.collect::<Checking<_>>()?,
        apps: apps.collect::<Checking<_>>()?,
        application,
        token_version: token_version.transpose()?,
        scopes,
    })
}

fn is_daemon(app: &WrittenApp) -> bool {
    AppKind::from(app.kind) == AppKind::Daemon
}

/// The second of two that have one name is the mistake.
fn distinct<'n>(
    names: impl Iterator<Item = &'n Spanned<String>>,
    kind: &str,
    text: Text<'_>,
) -> Checking<()> {
    let mut seen = HashMap::new();
    for name in names {
        if kind == "clients" && name.get_ref() == "curl" {
            let mistake = "the client `curl` is built in; choose another name";
            return Err(text.mistake(&name.span(), mistake));
        }
        if let Some(first) = seen.insert(name.get_ref(), text.line(name.span().start)) {
            let name_twice = format!(
                "two {kind} are called `{}`, the first in line {first}; give each a name of its own",
                name.get_ref()
            );
            return Err(text.mistake(&name.span(), name_twice));
        }
    }
    Ok(())
}

impl Text<'_> {
    fn user(&self, written: WrittenUser) -> Checking<User> {
        let mut user = User::new(self.word(written.name)?);
        user.display_name = written.display_name;
        user.roles = self.words(written.roles)?;
        user.groups = self.words(written.groups)?;
        user.home = written.guest.map(|home| self.word(home)).transpose()?;
        if let Some(password) = written.password {
            user.password = self.word(password)?.into();
        }
        Ok(if written.overage {
            user.overage()
        } else {
            user
        })
    }

    fn app(&self, written: WrittenApp, scopes: &[String]) -> Checking<App> {
        let mut app = App::of(self.word(written.name)?, written.kind.into());
        app.display_name = written.display_name;
        let secret = self.credential(app.kind, written.secret)?;
        app.secret = secret.map(Into::into);
        for path in &written.certificates {
            self.credential(app.kind, Some(path.clone()))?;
            app.certificates.push(self.certificate(path)?);
        }
        for uri in &written.redirect_uris {
            app.redirect_uris.push(self.url(uri)?);
        }
        app.logout_url = written.logout_url.map(|url| self.url(&url)).transpose()?;
        app.consented = self.consented(written.consented, scopes)?;
        app.roles = self.words(written.roles)?;
        app.groups = self.words(written.groups)?;
        Ok(if written.overage { app.overage() } else { app })
    }

    /// What an app proves itself by. One that everybody can read keeps nothing secret.
    fn credential(
        &self,
        kind: AppKind,
        written: Option<Spanned<String>>,
    ) -> Checking<Option<String>> {
        match written {
            Some(written) if !kind.is_confidential() => Err(self.mistake(
                &written.span(),
                "only a `daemon` or a `web` app has a secret or certificates; leave them out, or choose one of these kinds",
            )),
            written => written.map(|written| self.word(written)).transpose(),
        }
    }

    /// The scopes of a file are all that is known here; without any, those are named in code, and any will do.
    fn consented(
        &self,
        written: Option<Vec<Spanned<String>>>,
        scopes: &[String],
    ) -> Checking<Option<Vec<String>>> {
        let Some(written) = written else {
            return Ok(None);
        };
        let unknown = |scope: &&Spanned<String>| !scopes.contains(scope.get_ref());
        match written.iter().find(unknown) {
            Some(scope) if !scopes.is_empty() => Err(self.mistake(
                &scope.span(),
                format!(
                    "unknown scope `{}`; `scopes` declares {}",
                    scope.get_ref(),
                    listed(scopes.iter().map(String::as_str))
                ),
            )),
            _ => self.words(written).map(Some),
        }
    }

    /// The PEM text of a certificate beside the file.
    fn certificate(&self, path: &Spanned<String>) -> Checking<String> {
        let name = path.get_ref();
        let beside = self.path.parent().unwrap_or(Path::new(""));
        let pem = fs::read_to_string(beside.join(name)).map_err(|error| {
            let mistake = format!("the certificate `{name}` cannot be read: {error}; name a PEM file, relative to this one");
            self.mistake(&path.span(), mistake)
        })?;
        if is_certificate(&pem) {
            return Ok(pem);
        }
        let mistake = format!(
            "`{name}` is not one certificate in PEM; write it with `BEGIN CERTIFICATE`, and without its key"
        );
        Err(self.mistake(&path.span(), mistake))
    }

    fn url(&self, written: &Spanned<String>) -> Checking<String> {
        let text = written.get_ref();
        match Url::parse(text) {
            Ok(_) => Ok(text.clone()),
            Err(_) => Err(self.mistake(
                &written.span(),
                format!("`{text}` is not a URL; write one as in `http://localhost:3000/signed-in`"),
            )),
        }
    }

    fn version(&self, written: &Spanned<i64>) -> Checking<TokenVersion> {
        match written.get_ref() {
            1 => Ok(TokenVersion::One),
            2 => Ok(TokenVersion::Two),
            other => Err(self.mistake(
                &written.span(),
                format!("`token_version` is {other}; write 1 or 2"),
            )),
        }
    }

    fn words(&self, written: Vec<Spanned<String>>) -> Checking<Vec<String>> {
        written.into_iter().map(|word| self.word(word)).collect()
    }

    fn word(&self, written: Spanned<String>) -> Checking<String> {
        if written.get_ref().trim().is_empty() {
            return Err(self.mistake(
                &written.span(),
                "there is nothing between the quotes; write a word or leave the key out",
            ));
        }
        Ok(written.into_inner())
    }
}

/// One certificate and nothing else: a key has no business in a directory.
fn is_certificate(text: &str) -> bool {
    let blocks = pem::parse_many(text).unwrap_or_default();
    let [block] = blocks.as_slice() else {
        return false;
    };
    let der = CertificateDer::from(block.contents());
    block.tag() == "CERTIFICATE" && EndEntityCert::try_from(&der).is_ok()
}
