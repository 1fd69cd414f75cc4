//! The files of the project, and Rust as tokens: without comments, attributes and unit tests, so that a word in a
//! sentence is not taken for a call.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use toml::de::DeTable;

/// A file of Rust.
pub struct Source {
    /// Its path in the project, with `/`.
    pub path: String,
    pub tokens: Vec<Token>,
}

/// A word, a sign or a literal.
pub struct Token {
    pub text: String,
    pub line: usize,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path} is not Rust: {error}"));
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        Self { path: path.to_owned(), tokens }
    }

    /// Where some words stand one after the other, as in `process::exit`.
    pub fn find(&self, words: &str) -> Vec<usize> {
        let words = Self::new("words", words).tokens;
        let is_here = |position: &usize| {
            let here = &self.tokens[*position..];
            here.len() >= words.len() && here.iter().zip(&words).all(|(one, other)| one.text == other.text)
        };
        (0..self.tokens.len()).filter(is_here).collect()
    }

    /// The text of a token; empty beyond the end.
    pub fn text(&self, position: usize) -> &str {
        self.tokens.get(position).map_or("", |token| token.text.as_str())
    }

    /// `src/engine/month.rs:12`
    pub fn place(&self, position: usize) -> String {
        format!("{}:{}", self.path, self.tokens[position].line)
    }

    /// The path of its module, such as `["engine", "month"]`.
    pub fn module(&self) -> Vec<&str> {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        inside.split('/').collect()
    }
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        let mut add = |text: &str, line| tokens.push(Token { text: text.to_owned(), line });
        match tree {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                trees.next_if(|next| next.to_string() == "!");
                let attribute = trees.next().map_or(String::new(), |attribute| attribute.to_string());
                if attribute.replace(' ', "") == "[cfg(test)]" {
                    while trees.next().is_some_and(|tree| !ends_item(&tree)) {}
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                add(open, line);
                flatten(group.stream(), tokens);
                tokens.push(Token { text: close.to_owned(), line: group.span_close().start().line });
            }
            other => add(&other.to_string(), line),
        }
    }
}

fn ends_item(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => other.to_string() == ";",
    }
}

/// `Cargo.toml`.
pub struct Manifest(DeTable<'static>);

impl Manifest {
    pub fn read() -> Self {
        let text: &'static str = read("Cargo.toml").leak();
        Self(DeTable::parse(text).expect("TOML").into_inner())
    }

    /// The names in a table.
    pub fn names(&self, table: &str) -> Vec<&str> {
        self.table(table).keys().map(|name| name.get_ref().as_ref()).collect()
    }

    /// A text in a table.
    pub fn text(&self, table: &str, key: &str) -> &str {
        self.table(table).get(key).and_then(|value| value.get_ref().as_str()).expect(key)
    }

    fn table(&self, name: &str) -> &DeTable<'static> {
        self.0.get(name).and_then(|value| value.get_ref().as_table()).expect(name)
    }
}

/// A file of the project.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files of Rust below a folder.
pub fn sources(folder: &str) -> Vec<Source> {
    let paths = files(folder).into_iter().filter(|path| is_rust(path));
    paths.map(|path| Source::new(&path, &read(&path))).collect()
}

pub fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

/// All files below a folder, by their paths in the project.
pub fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(root()).expect("below the root");
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
