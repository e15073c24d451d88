//! What people meet in a browser, by HTTP: every rule of the pages, without following a redirect.

mod authorize;
mod browser;
mod consent;
mod html;
mod redirect;
mod session;
