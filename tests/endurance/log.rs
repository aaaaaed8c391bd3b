//! A byte of the write-ahead log changes, or the log goes: everything reads as before, or the loss is reported.

use super::super::desk::{Desk, store};
use super::dice::{Dice, rounds};
use ceremony::store::engine::Engine as _;
use ceremony::store::failure::Failure;
use ceremony::store::heads::Heads;
use ceremony::store::sqlite::open_read_only;
use ceremony::store::{Store, newest_schema};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// The number of commits in the log.
const COMMITS: u64 = 20;

/// A file with a log of twenty commits, as a killed program leaves it, and the head that is remembered of it.
struct Logged {
    file: Vec<u8>,
    log: Vec<u8>,
    head: Vec<u8>,
}

/// Where flips are tried: a copy of the file, at the path for which its head is remembered.
struct Bench {
    folder: tempfile::TempDir,
}

fn logged() -> Logged {
    let desk = Desk::founded();
    let open = store(&desk.file(), false).unwrap();
    for number in 1..=COMMITS {
        match number % 4 {
            0 => desk.ok(&format!("comment add 1 \"comment {number}\"")),
            3 => desk.ok(&format!("edit 1 --title \"Title {number}\"")),
            _ => desk.ok(&format!("add \"Item {number}\" --criterion x --label l{number}")),
        };
    }
    let bench = Bench::new();
    let (file, mut log) = (fs::read(desk.file()).unwrap(), fs::read(end(&desk.file(), "-wal")).unwrap());
    drop(open);
    // Behind the last commit is what an earlier, longer log has left.
    let mut left = log[32..32 + 2 * (24 + 4_096)].to_vec();
    left.chunks_exact_mut(24 + 4_096).for_each(|frame| frame[8..16].fill(7));
    log.extend(left);
    bench.put(&file, &log);
    assert!(bench.lost().is_none());
    let head = fs::read_dir(bench.folder.path().join("state")).unwrap().next().unwrap().unwrap();
    Logged { file, log, head: fs::read(head.path()).unwrap() }
}

fn end(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    path.into()
}

impl Bench {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("team.db")
    }

    fn put(&self, file: &[u8], log: &[u8]) {
        let _ = fs::remove_file(end(&self.file(), "-shm"));
        fs::write(self.file(), file).unwrap();
        fs::write(end(&self.file(), "-wal"), log).unwrap();
    }

    /// Returns a hash of all that is read from the file, every row of every table, and what a start reports as missing.
    fn start(&self) -> Result<(u64, Option<String>), Failure> {
        let mut lite = open_read_only(&self.file(), newest_schema())?;
        let mut hash = DefaultHasher::new();
        lite.read(&mut |tx| {
            let mut tables = Vec::new();
            let sql = "SELECT t.name, group_concat('quote(\"' || c.name || '\")', ' || ') FROM sqlite_schema t
                       JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%'
                       GROUP BY t.name ORDER BY t.name";
            tx.run(sql, &[], &mut |cells| {
                let text = |at| cells.cell(at).unwrap().text("a text").unwrap().to_owned();
                tables.push((text(0), text(1)));
                Ok(())
            })?;
            for (table, columns) in &tables {
                tx.run(&format!("SELECT {columns} FROM \"{table}\""), &[], &mut |cells| {
                    format!("{:?}", cells.cell(0)).hash(&mut hash);
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        let mut store = Store::new(Box::new(lite));
        store.remember_head(Heads::of(&self.folder.path().join("state"), &self.file()), false);
        Ok((hash.finish(), store.lost_revisions().map(|lost| lost.failure().message)))
    }

    fn lost(&self) -> Option<String> {
        self.start().unwrap().1
    }
}

/// The numbers of outcomes.
#[derive(Debug, Default)]
struct FlipCounts {
    same: u64,
    reported: u64,
}

/// Flips bits of the log at these positions, one after another.
fn flip(logged: &Logged, positions: impl Iterator<Item = usize>, dice: &mut Dice) -> FlipCounts {
    let bench = Bench::new();
    let state = bench.folder.path().join("state");
    bench.put(&logged.file, &logged.log);
    assert!(bench.lost().is_none());
    let head = fs::read_dir(&state).unwrap().next().unwrap().unwrap().path();
    let expected = bench.start().unwrap().0;
    let (mut counts, mut log) = (FlipCounts::default(), logged.log.clone());
    for at in positions {
        let flip = u8::try_from(1 + dice.below(255)).unwrap();
        log[at] ^= flip;
        bench.put(&logged.file, &log);
        log[at] ^= flip;
        match bench.start() {
            Ok((read, None)) if read == expected => counts.same += 1,
            Ok((read, Some(_))) if read != expected => counts.reported += 1,
            Err(_) => counts.reported += 1,
            Ok((read, lost)) => {
                panic!("byte {at} ^ {flip:#x}: reads the same: {}, is reported: {lost:?}", read == expected)
            }
        }
        assert_eq!(fs::read(&head).unwrap().len(), logged.head.len(), "what is remembered stays");
    }
    counts
}

#[test]
fn a_changed_byte_of_the_log_is_harmless_or_reported() {
    let (logged, mut dice) = (logged(), Dice::new());
    let len = logged.log.len() as u64;
    let mut positions: Vec<usize> = (0..32 + 24).collect();
    positions.extend((0..8).map(|nth| logged.log.len() - 1 - nth * 1_000));
    positions.extend((0..120).map(|_| usize::try_from(dice.below(len)).unwrap()));
    let counts = flip(&logged, positions.into_iter(), &mut dice);
    println!("{counts:?}");
    assert!(counts.same > 0 && counts.reported > 0, "{counts:?}");
}

/// All that was acknowledged is in the log: without it, or with a part of it, the file is a complete older one.
#[test]
fn a_log_that_was_removed_or_cut_is_reported() {
    let logged = logged();
    let bench = Bench::new();
    bench.put(&logged.file, &logged.log);
    assert!(bench.lost().is_none());
    for part in [0, 100, logged.log.len() / 2, logged.log.len() - 2 * (24 + 4_096) - 1] {
        bench.put(&logged.file, &logged.log[..part]);
        let lost = bench.lost().unwrap();
        assert!(lost.starts_with("revision"), "{lost}");
    }
    fs::remove_file(end(&bench.file(), "-wal")).unwrap();
    assert!(bench.lost().unwrap().starts_with("revisions 2 to 21 are missing"));
}

#[test]
#[ignore = "long: hours"]
fn every_byte_of_a_log_of_twenty_commits_changed() {
    let logged = logged();
    let step = usize::try_from((500 / rounds().max(1)).max(1)).unwrap();
    let len = logged.log.len();
    let halves = std::thread::scope(|scope| {
        let threads: Vec<_> = [(0, len / 2), (len / 2, len)]
            .map(|(from, to)| {
                let logged = &logged;
                scope.spawn(move || flip(logged, (from..to).step_by(step), &mut Dice::new()))
            })
            .into_iter()
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let sum = |of: fn(&FlipCounts) -> u64| halves.iter().map(of).sum::<u64>();
    println!(
        "every byte in {step} of {len}: {} change nothing, {} are reported",
        sum(|it| it.same),
        sum(|it| it.reported)
    );
}
