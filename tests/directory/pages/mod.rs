//! What people meet in a browser, by HTTP: every rule of the pages, without following a redirect.

mod admin;
mod authorize;
mod browser;
mod consent;
mod device;
mod html;
mod logout;
mod redirect;
mod session;
