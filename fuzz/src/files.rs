//! What is no text: pages of PDF, and workbooks.

use uprate::render::stamp::Stamp;
use uprate::render::{Paper, pdf, xlsx};
use uprate::report::document::Document;
use uprate::report::workbook::book::Book;

/// Prints a document on both kinds of paper.
pub fn print(name: &str, document: &Document, stamp: &Stamp) {
    for paper in [Paper::A4, Paper::Letter] {
        let printed = pdf::render(document, stamp, paper).unwrap_or_else(|error| panic!("{name} as PDF: {error}"));
        let bytes = printed.bytes.trim_ascii_end();
        assert!(bytes.starts_with(b"%PDF-") && bytes.ends_with(b"%%EOF"), "{name} is no PDF");
    }
}

/// Writes a workbook.
pub fn compute(name: &str, book: &Book) {
    let bytes = xlsx::render(book, Paper::A4).unwrap_or_else(|error| panic!("{name} as XLSX: {error}"));
    assert!(bytes.starts_with(b"PK\x03\x04"), "{name} is no workbook");
}
