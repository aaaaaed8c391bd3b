//! The clock of the session: ids of operations, and disagreement with the history.

use super::Session;
use crate::domain::chronology::ClockJump;
use crate::domain::value::Instant;
use crate::store::failure::Failure;
use uuid::{NoContext, Timestamp, Uuid};

/// The setting that records when a clock from before the first entry was last reported.
const DISTRUSTED: &str = "clock-distrusted";

impl Session {
    /// Returns a new unique id of an operation. It is ordered by time; a clock from before 1970 counts as 1970.
    pub fn operation_id(&self) -> String {
        let millis = u64::try_from(self.clock.now().0).unwrap_or_default();
        let nanos = u32::try_from(millis % 1_000 * 1_000_000).unwrap_or_default();
        Uuid::new_v7(Timestamp::from_unix(NoContext, millis / 1_000, nanos)).to_string()
    }

    /// Returns how the clock disagrees with the history, unless that was reported before.
    pub(super) fn unreported_clock_jump(&mut self) -> Result<Option<ClockJump>, Failure> {
        let jump = self.workspace.span.and_then(|span| span.jump(self.clock.now()));
        let Some(ClockJump::BeforeStart { clock, .. }) = jump else {
            // After a clock that is set back, the operation itself makes the present time that of the history.
            return Ok(jump);
        };
        let reported = self.store.setting(DISTRUSTED)?;
        Ok(jump.filter(|_| reported.as_deref() != Some(self.day_of(clock).as_str())))
    }

    /// Returns how the clock disagreed with the history at the last operation, once.
    pub fn take_clock_jump(&mut self) -> Option<ClockJump> {
        self.clock_jump.take()
    }

    /// Keeps what is to be reported. A clock from before the first entry is reported once on each day of its own.
    pub(super) fn report_clock_jump(&mut self, jump: Option<ClockJump>) {
        self.clock_jump = jump.or(self.clock_jump);
        if let Some(ClockJump::BeforeStart { clock, .. }) = jump {
            // What it belongs to is written: at worst, it is reported again.
            let _ = self.store.set_setting(DISTRUSTED, &self.day_of(clock));
        }
    }

    fn day_of(&self, clock: Instant) -> String {
        clock.day(self.workspace.zone()).to_string()
    }
}
