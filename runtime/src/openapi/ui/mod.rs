//! The page on which the document is tried out: Swagger UI, whose *Authorize* signs in at the configured authority.
//!
//! Everything that it needs is inside the binary, so it works without a network but for the authority itself. No script
//! stands within a page, nothing is kept in the browser, and no header of a request says what is answered: the content
//! security policy is made of settings, and every address in the pages is relative to the page.
//!
//! | file | holds |
//! |---|---|
//! | `docs` | what an application says of its page |
//! | `serve` | the three routes, behind their rule |
//! | `page` | the page and what its script is told |
//! | `headers` | what the pages may load, and whom they may ask |
//! | `files` | the files that are served, ours and Swagger UI's; nothing else is |

mod docs;
mod files;
mod headers;
mod page;
mod serve;

pub use self::docs::Docs;
