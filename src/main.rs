//! Arguments in, exit code out. The one place that picks an engine, and that touches the process's own streams.

use ceremony::cli::{self, World};
use ceremony::clock::SystemClock;
use ceremony::config::Environment;
use ceremony::store::failure::Failure;
use ceremony::store::lite::{Opening, open};
use ceremony::store::{Store, newest_schema};
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

/// How long another program may keep the file before we answer that it is busy.
const PATIENCE: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    // It can fail only where a hook is installed already; then that one reports.
    let _ = color_eyre::install();
    let environment = Environment::read();
    let code = cli::run(
        std::env::args_os(),
        World {
            environment: &environment,
            clock: Rc::new(SystemClock::start()),
            input: &mut std::io::stdin().lock(),
            out: &mut std::io::stdout().lock(),
            err: &mut std::io::stderr().lock(),
            open: &store,
            start: None,
        },
    );
    ExitCode::from(code)
}

fn store(path: &Path, create: bool) -> Result<Store, Failure> {
    let opening = Opening { path: path.to_owned(), create, patience: PATIENCE, newest_schema: newest_schema() };
    Store::new(Box::new(open(&opening)?))
}
