//! Prepares the schema and every statement of `store/sql` on a PostgreSQL server:
//!
//! ```console
//! cargo test --lib postgres -- --ignored
//! ```
//!
//! Requires PostgreSQL 15 or later; starts a server in a temporary folder behind a Unix socket, and fails if it
//! cannot. The statements are those that the suite runs, together with the types of the bound values; each SQL text
//! in the sources must be among them. Searching and maintenance are specific to each engine.

use super::{Bench, every_promise};
use crate::domain::id::ItemId;
use crate::domain::value::Value;
use crate::store::Store;
use crate::store::engine::{Each, Engine, SearchHits, SearchTerm, Tx, TxWork};
use crate::store::failure::Failure;
use crate::store::maintenance::Maintenance;
use crate::store::sql::schema::SCHEMA;
use crate::store::sqlite::Sqlite;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

/// The name of the database user, who owns everything.
const USER: &str = "ceremony";

/// Statements with the types of the values bound to each parameter.
type Statements = Rc<RefCell<BTreeMap<String, Vec<BTreeSet<&'static str>>>>>;

/// An engine that records every statement.
struct Recording {
    engine: Sqlite,
    statements: Statements,
}

struct RecordingTx<'a> {
    tx: &'a mut dyn Tx,
    statements: &'a Statements,
}

impl Tx for RecordingTx<'_> {
    fn run(&mut self, sql: &str, values: &[Value], each: Each<'_>) -> Result<(), Failure> {
        let mut statements = self.statements.borrow_mut();
        let types = statements.entry(plain(sql)).or_insert_with(|| vec![BTreeSet::new(); values.len()]);
        for (found, value) in types.iter_mut().zip(values) {
            match value {
                Value::Int(_) => drop(found.insert("bigint")),
                Value::Text(_) => drop(found.insert("text")),
                Value::Null => {}
            }
        }
        drop(statements);
        self.tx.run(sql, values, each)
    }

    fn index_terms(&mut self, items: &BTreeMap<ItemId, BTreeSet<String>>) -> Result<(), Failure> {
        self.tx.index_terms(items)
    }

    fn indexed_terms(&mut self, each: &mut dyn FnMut(ItemId, &str)) -> Result<(), Failure> {
        self.tx.indexed_terms(each)
    }

    fn search(
        &mut self,
        wanted: &[SearchTerm],
        before: Option<ItemId>,
        most: usize,
    ) -> Result<SearchHits, Failure> {
        self.tx.search(wanted, before, most)
    }
}

impl Engine for Recording {
    fn write(&mut self, work: TxWork<'_>) -> Result<bool, Failure> {
        let statements = &self.statements;
        self.engine.write(&mut |tx| work(&mut RecordingTx { tx, statements }))
    }

    fn read(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), Failure>) -> Result<(), Failure> {
        let statements = &self.statements;
        self.engine.read(&mut |tx| work(&mut RecordingTx { tx, statements }))
    }

    fn changed(&mut self) -> Result<bool, Failure> {
        self.engine.changed()
    }

    fn is_writable(&self) -> bool {
        self.engine.is_writable()
    }

    fn maintenance(&mut self) -> &mut dyn Maintenance {
        self.engine.maintenance()
    }
}

/// Returns a text on one line, without its comments.
fn plain(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

macro_rules! run_all {
    ($make:expr; $($promise:path => $name:ident),+) => { $($promise(Bench::new($make));)+ };
}

/// Runs the suite and returns its statements.
fn statements() -> BTreeMap<String, Vec<BTreeSet<&'static str>>> {
    let statements = Statements::default();
    let store = || {
        let engine = Recording { engine: Sqlite::in_memory().unwrap(), statements: statements.clone() };
        Store::new(Box::new(engine))
    };
    every_promise!(run_all store(););
    super::rows::everything_comes_back(&|| Bench::new(store()));
    statements.take()
}

/// Returns every SQL text in the sources of `store/sql`, split at its format arguments.
fn texts() -> Vec<(String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/sql");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        let code = source.split("\n#[cfg(test)]").next().unwrap();
        let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for literal in code.join("\n").split('"').skip(1).step_by(2) {
            let words = ["SELECT", "INSERT", "UPDATE ", "DELETE", "WHERE", "ORDER BY", "ON CONFLICT"];
            if words.iter().any(|word| literal.contains(word)) {
                let parts = literal.split('{').enumerate();
                let outside =
                    parts.map(|(at, part)| if at == 0 { part } else { part.split_once('}').unwrap().1 });
                texts
                    .push((literal.to_owned(), outside.map(plain).filter(|part| !part.is_empty()).collect()));
            }
        }
    }
    texts
}

/// Returns whether a statement contains these parts in this order.
fn has(statement: &str, parts: &[String]) -> bool {
    let mut rest = statement;
    parts.iter().all(|part| match rest.split_once(part.as_str()) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// A temporary server, which is removed together with its folder.
struct Server {
    folder: tempfile::TempDir,
    programs: PathBuf,
    user: Option<&'static str>,
}

impl Server {
    fn start() -> Self {
        let programs = programs();
        let folder = tempfile::Builder::new().prefix("pg").tempdir().unwrap();
        let server = Self { user: user(), folder, programs };
        if let Some(user) = server.user {
            output(Command::new("chown").args([user]).arg(server.folder.path()));
        }
        let (data, log) = (server.path("data"), server.path("log"));
        let initdb = ["-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C", "--no-sync", "-D", &data];
        output(&mut server.command("initdb", &initdb));
        let options = format!("-k {} -c listen_addresses= -c fsync=off", server.folder.path().display());
        output(&mut server.command("pg_ctl", &["start", "-w", "-D", &data, "-l", &log, "-o", &options]));
        server
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Returns a command that runs one of PostgreSQL's programs, not as root.
    fn command(&self, program: &str, args: &[&str]) -> Command {
        let program = self.programs.join(program);
        let mut command = match self.user {
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.args(args).current_dir(self.folder.path());
        command
    }

    /// Runs a script, one statement per line, and returns its output. Panics with the line that was refused.
    fn run(&self, lines: &[String]) -> String {
        let script = self.path("script.sql");
        std::fs::write(&script, lines.join("\n")).unwrap();
        let folder = self.folder.path().display().to_string();
        let args = [
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            &folder,
            "-U",
            USER,
            "-d",
            "postgres",
            "-f",
            &script,
        ];
        let answer = self.command("psql", &args).output().unwrap();
        let error = String::from_utf8_lossy(&answer.stderr).into_owned();
        let at =
            error.split("script.sql:").nth(1).and_then(|rest| rest.split(':').next()?.parse::<usize>().ok());
        let line = at.and_then(|at| lines.get(at - 1)).map(String::as_str).unwrap_or_default();
        assert!(answer.status.success(), "PostgreSQL refuses {line}\n{error}");
        String::from_utf8(answer.stdout).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.path("data");
        let _ = self.command("pg_ctl", &["stop", "-m", "immediate", "-w", "-D", &data]).output();
    }
}

/// Runs a program to completion, and panics with its output if it fails.
fn output(command: &mut Command) -> String {
    let answer = command.output().unwrap_or_else(|error| panic!("{command:?} cannot be run: {error}"));
    assert!(
        answer.status.success(),
        "{command:?} failed:\n{}{}",
        String::from_utf8_lossy(&answer.stdout),
        String::from_utf8_lossy(&answer.stderr)
    );
    String::from_utf8(answer.stdout).unwrap()
}

/// Returns the folder of the programs of the newest PostgreSQL.
fn programs() -> PathBuf {
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders: Vec<PathBuf> = installed.filter_map(|it| Some(it.ok()?.path().join("bin"))).collect();
    if let Ok(answer) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(String::from_utf8_lossy(&answer.stdout).trim().into());
    }
    let version = |folder: &PathBuf| -> Option<u32> {
        let answer = Command::new(folder.join("initdb")).arg("--version").output().ok()?;
        let text = String::from_utf8(answer.stdout).ok()?;
        text.split_whitespace().nth(2)?.split(['.', 'b', 'r']).next()?.parse().ok()
    };
    let newest = folders.into_iter().filter_map(|it| Some((version(&it)?, it))).max();
    let (version, folder) = newest.expect("this needs PostgreSQL's server: initdb is not installed");
    assert!(version >= 15, "this needs PostgreSQL 15 or later, and {} has {version}", folder.display());
    folder
}

/// Returns the user that PostgreSQL runs as if this is root, which it does not accept.
fn user() -> Option<&'static str> {
    if output(Command::new("id").arg("-u")).trim() != "0" {
        return None;
    }
    let exists = |user: &&str| Command::new("id").arg(user).output().is_ok_and(|it| it.status.success());
    Some(["postgres", "nobody"].into_iter().find(exists).expect("root needs a user to run PostgreSQL as"))
}

#[test]
fn every_text_of_sql_is_run_by_the_suite() {
    let statements = statements();
    let texts = texts();
    assert!(texts.len() > 40, "{} texts were found", texts.len());
    let unseen: Vec<&String> = texts
        .iter()
        .filter(|(_, parts)| !statements.keys().any(|statement| has(statement, parts)))
        .map(|(literal, _)| literal)
        .collect();
    assert!(unseen.is_empty(), "no part of the suite runs {unseen:#?}");
}

#[test]
#[ignore = "starts a PostgreSQL"]
fn postgres_takes_the_schema_and_every_statement() {
    let statements = statements();
    let server = Server::start();
    let schema =
        SCHEMA.replace("{INT}", "BIGINT").replace("{STRICT}", "").replace("{BYTES}", "COLLATE \"C\"");
    let mut lines: Vec<String> = plain(&schema).split_inclusive(';').map(|it| it.trim().to_owned()).collect();
    for (at, sql) in statements.keys().enumerate() {
        lines.push(format!("PREPARE s{at} AS {};", sql.replace('?', "$")));
    }
    let types = "SELECT substr(name, 2), array_to_string(parameter_types, ' ') FROM pg_prepared_statements
                 ORDER BY CAST(substr(name, 2) AS BIGINT);";
    lines.push(plain(types));
    let answer = server.run(&lines);
    let found: Vec<&str> = answer.lines().filter_map(|line| Some(line.split_once('|')?.1)).collect();
    assert_eq!(found.len(), statements.len());
    for ((sql, bound), found) in statements.iter().zip(found) {
        let found: Vec<&str> = found.split(' ').filter(|it| !it.is_empty()).collect();
        assert_eq!(found.len(), bound.len(), "{sql}");
        for (found, bound) in found.iter().zip(bound) {
            assert!(
                bound.iter().all(|it| it == found),
                "{bound:?} is bound where PostgreSQL takes {found}: {sql}"
            );
        }
    }
    let collations = "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_collation l ON l.oid = a.attcollation WHERE c.relkind = 'r' AND l.collname = 'C'
        AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname COLLATE \"C\";";
    let bytewise = server.run(&[plain(collations)]);
    let expected = [
        "board_column|rank",
        "counter|name",
        "criterion|rank",
        "item|rank",
        "memo|name",
        "note|rank",
        "rule|rank",
        "task|rank",
    ];
    assert_eq!(bytewise.lines().collect::<Vec<_>>(), expected);
}
