//! `standup`: the stand-up on the screen, or as a text for a chat channel.

use super::context::{CommandContext, CommandResult};
use super::hold::CeremonyRequest;
use super::output::named;
use super::standup_text::Printed;
use crate::domain::value::CeremonyKind;
use clap::Args;

/// Starts or joins the stand-up, or prints it for a chat channel
#[derive(Debug, Args)]
#[command(
    after_help = "On a terminal this is: ceremony hold stand-up. Elsewhere, and with --print, it changes nothing:
it prints what was done since the last stand-up, what is blocked, the open impediments, what is older
than usual, columns over their limit, and what everybody carries.

Examples:
  ceremony standup
  ceremony standup --print | wl-copy"
)]
pub(super) struct StandupArgs {
    /// Prints it and starts nothing
    #[arg(long)]
    print: bool,
}

impl StandupArgs {
    /// Returns the ceremony to open on the screen, if any.
    pub fn on_screen(&self) -> Option<CeremonyRequest> {
        (!self.print).then(|| CeremonyRequest::plain(CeremonyKind::StandUp))
    }

    #[expect(clippy::unused_self, reason = "every verb is asked in the same way")]
    pub fn run(&self, cx: &mut CommandContext<'_>) -> CommandResult {
        cx.founded()?;
        let shown = Printed::of(cx)?;
        Ok(cx.reply(|_| shown.text(), |_| named("standup", &shown)))
    }
}
