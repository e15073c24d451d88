//! A body that does not end when it should: what comes first is true, and what follows is blank.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Bytes;
use http_body::{Body, Frame};

/// A text, and 32 MiB of blanks behind it, of no announced length.
pub(super) struct Blanks {
    text: Option<Bytes>,
    left: usize,
}

impl Blanks {
    pub(super) fn after(text: Bytes) -> Self {
        Self {
            text: Some(text),
            left: (32 << 20) / CHUNK.len(),
        }
    }
}

impl Body for Blanks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let chunk = self.text.take().or_else(|| {
            self.left = self.left.checked_sub(1)?;
            Some(Bytes::from_static(&CHUNK))
        });
        Poll::Ready(chunk.map(|chunk| Ok(Frame::data(chunk))))
    }
}

static CHUNK: [u8; 1 << 16] = [b' '; 1 << 16];
