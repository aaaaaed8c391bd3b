//! The newest revision of each file that this user has seen or written, remembered outside the file: by it, the loss of
//! the file's end is noticed, which the file itself does not show. A write-ahead log that was removed or damaged takes
//! changes with it that were acknowledged, and what remains is a complete older file.
//!
//! A head is remembered for each path and product, without waiting for the disk: a program that is killed is covered,
//! and after a power cut the remembered head is one commit old at most. A missing folder or a full disk disables this
//! and nothing else.

use super::Store;
use super::backups::Backups;
use super::failure::{Failure, FailureKind};
use super::sql::history::{Head, hash_at, head};
use super::sqlite::open_read_only;
use super::unfinished::{remove_leftovers, small_unfinished};
use crate::domain::value::Instant;
use crate::platform;
use crate::text::shell_word;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

/// The prefix of the names of files that hold a head.
const PREFIX: &str = "head-";

/// The maximum size of such a file, in bytes.
const MOST: u64 = 16_000;

/// Where the heads of one file are remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    folder: PathBuf,
    file: PathBuf,
}

/// A remembered head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RememberedHead {
    /// The file, for people who look into the folder.
    file: String,
    /// The hash of the first entry, which is that of no other product.
    product: String,
    revision: u64,
    hash: String,
    at: i64,
}

/// Revisions that were in the file, and are not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostRevisions {
    /// The file.
    pub file: PathBuf,
    /// The newest revision in the file; 0 if its history is empty.
    pub newest: u64,
    /// The time of the newest revision in the file.
    pub since: Option<Instant>,
    /// The newest revision that was in the file.
    pub to: u64,
    /// Its time.
    pub until: Instant,
    /// Whether the file has other revisions instead.
    pub is_split: bool,
    /// The copy with the newest of the missing revisions, and that revision.
    pub copy: Option<(PathBuf, u64)>,
}

/// The heads of the open file, as far as they are known.
#[derive(Debug, Default)]
pub(super) struct WatchedHead {
    heads: Option<Heads>,
    product: String,
    lost: Option<LostRevisions>,
}

impl Heads {
    /// Creates the heads of a file, remembered in a folder.
    pub fn of(folder: &Path, file: &Path) -> Self {
        Self { folder: folder.to_owned(), file: platform::real_path(file) }
    }

    fn prefix(&self) -> String {
        let hash = Sha256::digest(self.file.as_os_str().as_encoded_bytes());
        format!("{PREFIX}{}-", &format!("{hash:x}")[..16])
    }

    fn path(&self, product: &str) -> PathBuf {
        let product: String = product.chars().filter(char::is_ascii_hexdigit).take(16).collect();
        self.folder.join(format!("{}{product}.json", self.prefix()))
    }

    /// Returns the head of a product; without a product, the latest of the heads of any product.
    fn find(&self, product: Option<&str>) -> Option<RememberedHead> {
        if let Some(product) = product {
            return read(&self.path(product)).filter(|head| head.product == product);
        }
        let (entries, prefix) = (std::fs::read_dir(&self.folder).ok()?, self.prefix());
        let is_ours = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with(&prefix);
        let found = entries.filter_map(Result::ok).filter(is_ours);
        found.filter_map(|entry| read(&entry.path())).max_by_key(|head| head.at)
    }

    /// Remembers a head. If this fails, a later loss is not noticed, and nothing else.
    fn keep(&self, head: &RememberedHead) {
        let written = || -> std::io::Result<()> {
            use std::io::Write as _;
            platform::create_private_folder(&self.folder)?;
            let mut file = small_unfinished(&self.folder, ".json")?;
            file.write_all(&serde_json::to_vec(head)?)?;
            // Renamed in place: of two programs that write at the same time, neither leaves half a file.
            file.persist(self.path(&head.product))?;
            Ok(())
        };
        if let Err(error) = written() {
            tracing::warn!(%error, "the newest revision is not remembered");
        }
    }
}

fn read(path: &Path) -> Option<RememberedHead> {
    path.metadata().ok().filter(|it| it.is_file() && it.len() <= MOST)?;
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

impl Store {
    /// Compares the file with its remembered head from now on, and remembers each new head. A file that is new here has
    /// its head remembered. `is_new` says that the file was to be created, so that an empty one has lost nothing.
    pub fn remember_head(&mut self, heads: Heads, is_new: bool) {
        remove_leftovers(&heads.folder);
        self.head.heads = Some(heads);
        let lost = self.compare_heads();
        self.head.lost = lost.filter(|lost| !is_new || lost.newest > 0);
    }

    /// Returns the revisions that were in the file, and are not any more.
    pub fn lost_revisions(&self) -> Option<&LostRevisions> {
        self.head.lost.as_ref()
    }

    /// Keeps the file as it is: its present head is remembered, whatever was remembered before.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be read.
    pub fn keep_head(&mut self) -> Result<(), Failure> {
        let Some(heads) = self.head.heads.clone() else { return Ok(()) };
        let found = self.read(|tx| head(tx))?;
        self.head.lost = None;
        let before = heads.find(None);
        if let Some(found) = found {
            self.head.product.clone_from(&found.product);
            heads.keep(&remembered(&heads, &found));
        } else if let Some(before) = before {
            // An empty history has no head: that of the product which was there is forgotten.
            let _ = std::fs::remove_file(heads.path(&before.product));
        }
        Ok(())
    }

    /// Compares the file with its remembered head again, after others have written.
    pub(super) fn watch_head(&mut self) {
        if self.head.heads.is_some() {
            let is_known = self.head.lost.is_some();
            let lost = if is_known { self.head.lost.take() } else { self.compare_heads() };
            self.head.lost = lost.filter(|lost| is_known || lost.newest > 0);
        }
    }

    /// Remembers the head after a commit.
    pub(super) fn head_written(&mut self) {
        let Some(heads) = self.head.heads.clone() else { return };
        let Ok(Some(found)) = self.read(|tx| head(tx)) else { return };
        // Another program of this user may have written since, and remembered its own.
        if heads.find(Some(&found.product)).is_none_or(|before| before.revision < found.revision) {
            heads.keep(&remembered(&heads, &found));
        }
        self.head.product = found.product;
    }

    /// Refuses to write while revisions are missing: what is written now would take their place.
    pub(super) fn has_its_head(&self) -> Result<(), Failure> {
        self.head.lost.as_ref().map_or(Ok(()), |lost| Err(lost.failure()))
    }

    fn compare_heads(&mut self) -> Option<LostRevisions> {
        let heads = self.head.heads.clone()?;
        if self.head.product.is_empty() {
            // Damage is reported where it is met.
            self.head.product = self.read(|tx| head(tx)).ok()?.map_or_else(String::new, |it| it.product);
        }
        let product = Some(self.head.product.as_str()).filter(|it| !it.is_empty());
        // First what is remembered: others may write at any time, and remember it after they have written.
        let known = heads.find(product);
        let (found, same) = self
            .read(|tx| {
                let same = known.as_ref().map(|known| hash_at(tx, known.revision)).transpose()?.flatten();
                Ok((head(tx)?, same))
            })
            .ok()?;
        let Some(known) = known else {
            if let Some(found) = found {
                heads.keep(&remembered(&heads, &found));
            }
            return None;
        };
        if same.as_ref() == Some(&known.hash) {
            if let Some(found) = found.filter(|found| found.revision > known.revision) {
                heads.keep(&remembered(&heads, &found));
            }
            return None;
        }
        let mut lost = LostRevisions {
            file: heads.file.clone(),
            newest: found.as_ref().map_or(0, |it| it.revision),
            since: found.as_ref().map(|it| it.at),
            to: known.revision,
            until: Instant(known.at),
            is_split: same.is_some(),
            copy: None,
        };
        lost.copy = newest_copy(&heads.file, &known, &lost);
        Some(lost)
    }
}

fn remembered(heads: &Heads, head: &Head) -> RememberedHead {
    RememberedHead {
        file: heads.file.display().to_string(),
        product: head.product.clone(),
        revision: head.revision,
        hash: head.hash.clone(),
        at: head.at.0,
    }
}

/// Returns the backup with the newest of the missing revisions, and that revision: of those with the remembered one, the
/// newest.
fn newest_copy(file: &Path, known: &RememberedHead, lost: &LostRevisions) -> Option<(PathBuf, u64)> {
    let candidates = Backups::of(file).all().into_iter().filter_map(|path| {
        let mut store = Store::new(Box::new(open_read_only(&path, super::newest_schema()).ok()?));
        let (found, same) = store.read(|tx| Ok((head(tx)?, hash_at(tx, known.revision)?))).ok()?;
        let found = found.filter(|found| found.product == known.product)?;
        let has_all = same.as_ref() == Some(&known.hash);
        let has_some = found.revision > lost.newest && found.revision < known.revision;
        if !(has_all || has_some) || !store.is_intact().unwrap_or(false) {
            return None;
        }
        Some((has_all, found.revision, path))
    });
    candidates.max().map(|(_, revision, path)| (path, revision))
}

impl LostRevisions {
    /// Returns which revisions are missing, in a sentence without a full stop.
    pub fn sentence(&self) -> String {
        let file = self.file.display();
        let until = clock(self.until);
        if self.is_split {
            return format!(
                "{file} has another history than before: revision {} of {until} is not in it",
                self.to
            );
        }
        let which = match (self.newest + 1, self.to) {
            (from, to) if from == to => format!("revision {to} is"),
            (from, to) if from + 1 == to => format!("revisions {from} and {to} are"),
            (from, to) => format!("revisions {from} to {to} are"),
        };
        format!("{which} missing from {file}; the newest was saved on {until}")
    }

    /// Returns where the newest of the missing revisions are, in a sentence without a full stop.
    pub fn whereabouts(&self) -> String {
        match &self.copy {
            Some((copy, revision)) if *revision >= self.to => {
                format!("the backup {} contains the missing changes", name(copy))
            }
            Some((copy, revision)) => {
                format!("the newest backup is {}, with revision {revision}", name(copy))
            }
            None => "no backup contains the missing changes".to_owned(),
        }
    }

    /// Returns the failure for writing to the file.
    pub fn failure(&self) -> Failure {
        let file = self.file.to_string_lossy();
        let file = shell_word(&file);
        let keep = format!("keep the file as it is with: ceremony doctor --keep --file {file}");
        let hint = match &self.copy {
            Some((copy, _)) => {
                format!("restore with: ceremony restore {} --file {file}; or {keep}", shell_word(&name(copy)))
            }
            None => keep,
        };
        let message = format!("{}; {}", self.sentence(), self.whereabouts());
        Failure::new(FailureKind::Lost, message).hint(hint)
    }
}

fn clock(at: Instant) -> String {
    use crate::domain::value::Zone;
    format!("{}, {} UTC", at.day(Zone::UTC).format("%-d %b %Y"), at.clock(Zone::UTC))
}

/// Returns a backup's name, as it can be written after `ceremony restore`.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
