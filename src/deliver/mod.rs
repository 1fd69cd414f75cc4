//! Bytes to their place: whole, or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PersistError};

/// Why bytes did not reach their place.
#[derive(Debug)]
pub struct DeliveryError {
    path: PathBuf,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    IsAFolder,
    IsAnInput,
    IsReadOnly,
    IsThere,
    PointsNowhere,
    NoFolder,
    Io(io::Error),
}

impl std::fmt::Display for DeliveryError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = crate::text::visible(&self.path.to_string_lossy());
        match &self.reason {
            Reason::IsAFolder => write!(formatter, "cannot write {path}: it is a folder; name a file in it"),
            Reason::IsAnInput => write!(formatter, "cannot write {path}: it is read by this run; name another file"),
            Reason::IsReadOnly => write!(formatter, "cannot write {path}: it is write-protected"),
            Reason::IsThere => write!(formatter, "cannot write {path}: it is there already"),
            Reason::PointsNowhere => write!(formatter, "cannot write {path}: the link points to nothing"),
            Reason::NoFolder => write!(formatter, "cannot write {path}: there is no such folder"),
            Reason::Io(error) => write!(formatter, "cannot write {path}: {error}"),
        }
    }
}

impl std::error::Error for DeliveryError {}

impl DeliveryError {
    /// Whether a new file could not be made because there is one of that name.
    #[must_use]
    pub fn is_already_there(&self) -> bool {
        matches!(self.reason, Reason::IsThere)
    }
}

/// Writes to standard output. A reader that has closed the pipe is not an error.
///
/// # Errors
///
/// What the system says, such as a full disk behind a redirection.
pub fn to_standard_output(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    unless_reader_is_gone(output.write_all(bytes).and_then(|()| output.flush()))
}

/// How writing ended, where a reader that has closed the pipe is not an error.
///
/// # Errors
///
/// Any other error of the result.
pub fn unless_reader_is_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Makes sure that what a run reads is not what it writes to, whatever each of them is called.
///
/// # Errors
///
/// A file that is one of the `inputs`.
pub fn not_an_input(path: &Path, inputs: &[&Path]) -> Result<(), DeliveryError> {
    if fs::metadata(path).is_ok_and(|file| file.is_file()) && inputs.iter().any(|input| same_file(input, path)) {
        return Err(DeliveryError { path: path.to_owned(), reason: Reason::IsAnInput });
    }
    Ok(())
}

/// Replaces a file whole, keeping its permissions and, where the system allows it, its owner and group, or leaves it as it
/// was. A link is followed; of a file with several names the others keep what was; what is not a file, such as a device,
/// is written to.
///
/// # Errors
///
/// A folder, a write-protected file, or what the system says.
pub fn to_file(path: &Path, bytes: &[u8]) -> Result<(), DeliveryError> {
    let fail = |reason| DeliveryError { path: path.to_owned(), reason };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(fail(Reason::IsAFolder)),
        Ok(metadata) if metadata.is_file() => {
            if metadata.permissions().readonly() {
                return Err(fail(Reason::IsReadOnly));
            }
            let replaced =
                fs::canonicalize(path).and_then(|target| replace(&target, bytes, Some(&metadata), &overwrite));
            replaced.map_err(|error| fail(Reason::Io(error)))
        }
        // Opened by its own name: that of a pipe, such as /dev/stdout may be, leads nowhere.
        Ok(_) => write_through(path, bytes).map_err(|error| fail(Reason::Io(error))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
                return Err(fail(Reason::PointsNowhere));
            }
            if !folder_of(path).is_dir() {
                return Err(fail(Reason::NoFolder));
            }
            replace(path, bytes, None, &overwrite).map_err(|error| fail(Reason::Io(error)))
        }
        Err(error) => Err(fail(Reason::Io(error))),
    }
}

/// Writes a new file whole or not at all, and leaves one of that name as it was. What is not a file, such as a device, is
/// written to.
///
/// # Errors
///
/// A file that is there, a folder, or what the system says.
pub fn to_new_file(path: &Path, bytes: &[u8]) -> Result<(), DeliveryError> {
    let fail = |reason| Err(DeliveryError { path: path.to_owned(), reason });
    match (fs::metadata(path), fs::symlink_metadata(path)) {
        (Ok(metadata), _) if metadata.is_file() => fail(Reason::IsThere),
        // What appears in the meantime is not replaced either.
        (Err(_), Err(error)) if error.kind() == io::ErrorKind::NotFound => match replace(path, bytes, None, &keep) {
            _ if !folder_of(path).is_dir() => fail(Reason::NoFolder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fail(Reason::IsThere),
            Err(error) => fail(Reason::Io(error)),
            Ok(()) => Ok(()),
        },
        _ => to_file(path, bytes),
    }
}

/// A file without a name that holds all that can be read once, so that it can be read again; it is gone with the run.
///
/// # Errors
///
/// What the system says, such as a full disk; that more came than so many bytes, as from what never ends.
pub fn kept(once: impl io::Read, at_most: u64) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    let came = io::copy(&mut once.take(at_most.saturating_add(1)), &mut file)?;
    if came > at_most {
        let said = format!("more than {} MB came from it; save it as a file and name that", at_most / 1_000_000);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, said));
    }
    Ok(file)
}

/// How a finished file gets its name.
type Naming = dyn Fn(NamedTempFile, &Path) -> Result<File, PersistError>;

fn overwrite(file: NamedTempFile, target: &Path) -> Result<File, PersistError> {
    file.persist(target)
}

fn keep(file: NamedTempFile, target: &Path) -> Result<File, PersistError> {
    file.persist_noclobber(target)
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes beside the file and moves it into place once all of it is on the disk; `old` is what is there.
fn replace(target: &Path, bytes: &[u8], old: Option<&fs::Metadata>, into_place: &Naming) -> io::Result<()> {
    // Opened and written to as a file: the errors of `tempfile` name what nobody has heard of, another in every run.
    let mut file = tempfile::Builder::new().prefix(".uprate-").make_in(folder_of(target), created)?;
    file.as_file_mut().write_all(bytes)?;
    if let Some(old) = old {
        file.as_file().set_permissions(inherited(file.as_file(), old)?)?;
    }
    file.as_file().sync_all()?;
    into_place(file, target).map_err(|error| error.error)?;
    Ok(())
}

/// A new file with the permissions that new files have.
fn created(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Gives a new file the owner and the group of the old one, as far as the system lets us, and returns the permissions
/// that it is to have: those of the old file. Where it belongs to another group, that may do no more than anybody.
#[cfg(unix)]
fn inherited(file: &File, old: &fs::Metadata) -> io::Result<fs::Permissions> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let new = file.metadata()?;
    let is_other = (new.uid(), new.gid()) != (old.uid(), old.gid());
    let keeps_group = !is_other
        || fchown(file, Some(old.uid()), Some(old.gid())).is_ok()
        || fchown(file, None, Some(old.gid())).is_ok();
    let mode = old.permissions().mode();
    let of_others = (mode & 0o007) << 3;
    Ok(fs::Permissions::from_mode(if keeps_group { mode } else { mode & (!0o070 | of_others) }))
}

#[cfg(not(unix))]
fn inherited(_: &File, old: &fs::Metadata) -> io::Result<fs::Permissions> {
    Ok(old.permissions())
}

/// Writes to a device or a pipe.
fn write_through(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).open(target)?;
    unless_reader_is_gone(file.write_all(bytes).and_then(|()| file.flush()))
}

#[cfg(unix)]
fn same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => one.dev() == other.dev() && one.ino() == other.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn same_file(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use io::Read as _;

    use super::*;

    #[test]
    fn what_never_ends_is_refused_before_the_disk_is_full() {
        let said = kept(io::repeat(0), 3_000_000).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(said, Err("more than 3 MB came from it; save it as a file and name that".to_owned()));
        let file = kept(io::repeat(0).take(3_000_000), 3_000_000).expect("room for it");
        assert_eq!(file.metadata().map(|metadata| metadata.len()).ok(), Some(3_000_000));
    }
}
