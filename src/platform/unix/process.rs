//! The user and the terminal of this process, and the programs that it starts.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// The default editor.
pub const DEFAULT_EDITOR: &str = "vi";

/// Returns the login name of the process's user, for services and containers that set no variable.
pub fn login() -> Option<String> {
    let user = rustix::process::getuid().as_raw().to_string();
    let known = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = known.lines().find(|line| line.split(':').nth(2) == Some(&user))?;
    line.split(':').next().map(str::to_owned)
}

/// Returns the name of the terminal, such as `/dev/pts/3`: that of the first standard stream that is a terminal.
pub fn terminal_name() -> Option<String> {
    use rustix::termios::ttyname;
    let name = ttyname(io::stdin(), Vec::new())
        .or_else(|_| ttyname(io::stdout(), Vec::new()))
        .or_else(|_| ttyname(io::stderr(), Vec::new()));
    name.ok()?.into_string().ok()
}

/// Returns the name of the machine's time zone: the target of `/etc/localtime`.
pub fn time_zone() -> Option<String> {
    let link = std::fs::read_link("/etc/localtime").ok()?;
    let (_, name) = link.to_str()?.rsplit_once("zoneinfo/")?;
    Some(name.to_owned())
}

/// Returns whether a desktop could open a link; `has_display` is whether a Unix display is present.
pub fn has_desktop(has_display: bool) -> bool {
    cfg!(target_os = "macos") || has_display
}

/// Returns the command that runs an editor on a file. The editor's command is a shell command: arguments are kept, as
/// in `code --wait`.
pub fn edit_command(editor: &str, file: &Path) -> Command {
    let mut command = Command::new("sh");
    // The command comes from the person's own settings; the file's name is an argument, never a part of it.
    command.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file);
    command
}

/// Opens a link with the desktop. Returns whether a program for it was started.
pub fn open_link(link: &str) -> bool {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    // Through a shell that exits at once, so that there is nothing to wait for; in a process group of its own, so
    // that keys and signals meant for us do not reach it.
    let spawned = Command::new("sh")
        .args(["-c", "command -v \"$1\" >/dev/null || exit 1; \"$1\" \"$2\" &", "sh", opener, link])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .status();
    spawned.is_ok_and(|status| status.success())
}
