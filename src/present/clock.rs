//! A clock that disagrees with the history.

use crate::domain::chronology::ClockJump;
use crate::domain::value::{Instant, Zone};

/// Formats what the clock says, what the history says, and which of them counts.
pub fn jump(jump: ClockJump, zone: Zone) -> String {
    let when = |at: Instant| zone.wall_clock(at).format("%-d %b %Y, %H:%M").to_string();
    match jump {
        ClockJump::SetBack { from, to } => format!(
            "the clock was set back from {} to {}; what was dated later counts on this day",
            when(from),
            when(to)
        ),
        ClockJump::BeforeStart { clock, first, used } => format!(
            "the clock says {}, before the product began on {}; {} is recorded until the clock is right",
            when(clock),
            when(first),
            when(used)
        ),
    }
}
