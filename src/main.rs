//! The `uprate` program: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    uprate::cli::run()
}
