//! The program from outside.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The smallest scenario.
pub const MINIMAL: &str = include_str!("../../scenarios/minimal.toml");

/// A folder of its own with the smallest scenario as `client.toml` in it.
pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("client.toml"), MINIMAL).expect("written");
    folder
}

/// What is in a folder.
pub fn entries(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

/// How a run of the program ended.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// Its exit status and what it printed.
pub fn finished(output: Output) -> Run {
    Run {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// What was printed, as text; of a workbook or a PDF, which are none, whatever of them is.
fn text(bytes: Vec<u8>) -> String {
    if bytes.starts_with(b"PK") || bytes.starts_with(b"%PDF") {
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// The program in a folder, without a terminal.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_uprate"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").env_remove("COLUMNS").stdin(Stdio::null());
    command
}

/// Runs the program in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    finished(command(folder, arguments).output().expect("the program runs"))
}
