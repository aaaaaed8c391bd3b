//! Scrum's terms as closed sets: kinds, stages, roles and the like.

use super::Spelled;
use super::string_enum::{ParseEnumError, string_enum};
use std::fmt;
use std::str::FromStr;

string_enum! {
    /// The kind of an item.
    Kind, "kind" {
        /// A need of a user.
        Story = "story",
        /// A defect.
        Bug = "bug",
        /// A question that is answered by an experiment.
        Spike = "spike",
        /// Work that is invisible to users.
        Chore = "chore",
        /// Something the team will do better from now on.
        Improvement = "improvement",
    }
}

string_enum! {
    /// The stage of an item in its lifecycle.
    #[derive(Default)]
    Stage, "stage" {
        /// In the backlog, not yet refined.
        #[default]
        New = "new",
        /// Marked as ready: it can be planned.
        Ready = "ready",
        /// In the running sprint, not started.
        ToDo = "to do" | "todo" | "to-do",
        /// Being worked on.
        Doing = "doing",
        /// Waiting for acceptance.
        Review = "review",
        /// Part of the increment.
        Accepted = "accepted" | "done",
        /// Will not be done.
        Dropped = "dropped",
    }
}

impl Stage {
    /// Returns whether an item in this stage is open: neither accepted nor dropped.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Accepted | Self::Dropped)
    }

    /// Returns whether work on an item in this stage has started and it is on the board.
    pub fn is_started(self) -> bool {
        matches!(self, Self::Doing | Self::Review)
    }

    /// Returns whether an item in this stage is in a column of the board.
    pub fn is_on_board(self) -> bool {
        matches!(self, Self::ToDo | Self::Doing | Self::Review)
    }

    /// Returns the stage as a title: `To do`.
    pub fn title(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Ready => "Ready",
            Self::ToDo => "To do",
            Self::Doing => "Doing",
            Self::Review => "Review",
            Self::Accepted => "Accepted",
            Self::Dropped => "Dropped",
        }
    }
}

string_enum! {
    /// What was decided about an item although a rule was not met.
    Override, "decision" {
        /// It was made ready.
        Ready = "ready",
        /// It was accepted.
        Accepted = "accepted",
    }
}

string_enum! {
    /// The verdict on an acceptance criterion.
    Verdict, "verdict" {
        /// Not checked yet.
        Unchecked = "unchecked",
        /// It is met.
        Met = "met",
        /// It is not met.
        Failed = "failed",
    }
}

string_enum! {
    /// The state of a sprint.
    SprintState, "sprint state" {
        /// Being planned.
        Planned = "planned",
        /// Running; at most one sprint is.
        Running = "running",
        /// Closed, with a frozen report.
        Closed = "closed",
    }
}

string_enum! {
    /// A role. A person may have several.
    Role, "role" {
        /// Orders the backlog, accepts the work.
        ProductOwner = "product owner" | "product-owner" | "po",
        /// Responsible for several products or the market.
        ProductManager = "product manager" | "product-manager" | "pm",
        /// Responsible for the process and for removing impediments.
        ScrumMaster = "scrum master" | "scrum-master" | "sm",
        /// Builds the increment.
        Developer = "developer" | "dev",
        /// Has an interest in the product.
        Stakeholder = "stakeholder",
    }
}

string_enum! {
    /// A readiness rule that the program checks.
    ReadyCheck, "rule" {
        /// The narrative states role and request.
        Narrative = "narrative",
        /// There is at least one acceptance criterion.
        Criteria = "criteria",
        /// It has an estimate.
        Estimated = "estimated",
        /// It is not larger than half the velocity.
        Small = "small",
        /// It has no open questions.
        Answered = "answered",
        /// It depends on no unfinished item that is ranked below it.
        Ordered = "ordered",
        /// A design is linked.
        Designed = "designed",
        /// A named person has signed it off.
        SignedOff = "signed off" | "signed-off",
    }
}

string_enum! {
    /// The kind of reason for a rejection.
    RejectionKind, "rejection kind" {
        /// A criterion is not met.
        Criterion = "criterion",
        /// There is a defect.
        Defect = "defect",
        /// The requirement was misunderstood.
        Misunderstood = "misunderstood",
        /// A scenario is missing.
        Scenario = "missing scenario" | "scenario",
        /// It is too slow, too hard to use, not secure enough …
        Quality = "quality" | "non-functional",
        /// The definition of done is not met.
        DefinitionOfDone = "definition of done" | "dod",
        /// It could not be tested.
        Environment = "environment",
        /// More was requested than was agreed.
        OutOfScope = "out of scope" | "scope",
        /// The need has changed.
        ChangedNeed = "changed need" | "changed",
    }
}

string_enum! {
    /// One of the five ceremonies.
    CeremonyKind, "ceremony" {
        /// Prepares items for planning.
        Refinement = "refinement" | "refine",
        /// Forecasts a sprint.
        Planning = "planning" | "plan",
        /// The developers inspect their progress, every working day.
        StandUp = "stand-up" | "standup" | "daily",
        /// Inspects the outcome of the sprint, with acceptance.
        Review = "review",
        /// Inspects how the team works.
        Retrospective = "retrospective" | "retro",
    }
}

impl CeremonyKind {
    /// Returns the kind as a title: `Stand-up`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Refinement => "Refinement",
            Self::Planning => "Planning",
            Self::StandUp => "Stand-up",
            Self::Review => "Review",
            Self::Retrospective => "Retrospective",
        }
    }
}

string_enum! {
    /// The kind of a note of a ceremony.
    NoteKind, "note" {
        /// A decision.
        Decision = "decision",
        /// A topic for later.
        Parked = "parked" | "park",
        /// A demo in a review, with its presenter.
        Demo = "demo",
        /// A note on the wall of a retrospective.
        Note = "note",
        /// A reason, found by asking why.
        Why = "why",
    }
}

string_enum! {
    /// Whether a sprint goal was met.
    GoalOutcome, "outcome of a sprint goal" {
        /// It was met.
        Met = "met" | "yes",
        /// It was partly met.
        Partly = "partly met" | "partly",
        /// It was not met.
        NotMet = "not met" | "missed" | "no",
    }
}

string_enum! {
    /// The progress of an improvement.
    Progress, "progress of an improvement" {
        /// It is in progress.
        Going = "going" | "open",
        /// It is done.
        Done = "done",
        /// The team has dropped it.
        Dropped = "dropped" | "drop",
    }
}

string_enum! {
    /// The pattern by which an item is split. The first five are Mike Cohn's SPIDR, the others Humanizing Work's
    /// patterns.
    SplitPattern, "way to split" {
        /// Investigate first; the last resort.
        Spike = "spike",
        /// One path at a time.
        Paths = "paths",
        /// One interface or device at a time.
        Interfaces = "interfaces",
        /// One kind of data at a time.
        Data = "data",
        /// Some rules later.
        Rules = "rules",
        /// The steps of a workflow.
        Workflow = "workflow steps" | "workflow",
        /// Create, read, change, delete.
        Operations = "operations" | "crud",
        /// Variations of a business rule.
        BusinessRules = "business-rule variations" | "business rules",
        /// Variations of the data.
        DataVariations = "data variations",
        /// Ways to enter data.
        Entry = "data-entry methods" | "entry",
        /// The one with the major effort first.
        MajorEffort = "major effort",
        /// The simple core first.
        Simple = "simple and complex" | "simple",
        /// Make it work, then make it fast.
        Performance = "defer performance" | "performance",
    }
}

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Roles(u8);

impl Roles {
    /// Returns whether the set includes `role`.
    pub fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// Returns the roles of the set, in order.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |set, role| set | 1 << role as u8))
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.iter().map(Role::word).collect::<Vec<_>>().join(", "))
    }
}

impl FromStr for Roles {
    type Err = ParseEnumError;
    /// Parses roles separated by commas.
    fn from_str(given: &str) -> Result<Self, ParseEnumError> {
        given.split(',').filter(|word| !word.trim().is_empty()).map(str::parse).collect()
    }
}

impl Spelled for Roles {
    const EXPECTED: &'static str = "roles";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Scalar as _;

    #[test]
    fn every_word_reads_back_as_itself() {
        for stage in Stage::ALL {
            assert_eq!(Ok(*stage), stage.word().parse());
            assert_eq!(Ok(*stage), Stage::from_cell(stage.to_value().cell()));
        }
        for check in ReadyCheck::ALL {
            assert_eq!(Ok(*check), check.word().parse());
        }
    }

    #[test]
    fn a_wrong_word_is_answered_with_the_right_ones() {
        let error = "storry".parse::<Kind>().unwrap_err();
        assert_eq!(
            error.to_string(),
            r#""storry" is no kind: choose one of story, bug, spike, chore, improvement"#
        );
    }

    #[test]
    fn roles_are_a_set() {
        let roles: Roles = "po, developer".parse().unwrap();
        assert!(roles.has(Role::ProductOwner) && roles.has(Role::Developer) && !roles.has(Role::Stakeholder));
        assert_eq!(roles.to_string(), "product owner, developer");
        assert_eq!(Roles::from_cell(roles.to_value().cell()), Ok(roles));
        assert_eq!("".parse::<Roles>(), Ok(Roles::default()));
    }
}
