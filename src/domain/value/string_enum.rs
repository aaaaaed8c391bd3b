//! The closed sets of Scrum's words, each with the one spelling that screen, command line, file and export share.

use super::Spelled;
use std::fmt;
use std::str::FromStr;

/// A word that is not in the set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no {what}: choose one of {choices}")]
pub struct ParseEnumError {
    /// What was written.
    pub given: String,
    /// What was asked for.
    pub what: &'static str,
    /// The words that can be chosen.
    pub choices: String,
}

macro_rules! string_enum {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $word:literal $(| $other:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every word of the set, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the word as it is stored and typed.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::value::ParseEnumError;
            fn from_str(given: &str) -> Result<Self, $crate::domain::value::ParseEnumError> {
                match given.trim().to_ascii_lowercase().as_str() {
                    $($word $(| $other)* => Ok(Self::$variant),)+
                    _ => Err($crate::domain::value::ParseEnumError {
                        given: given.chars().take(40).collect(),
                        what: $what,
                        choices: Self::ALL.iter().map(|it| it.word()).collect::<Vec<_>>().join(", "),
                    }),
                }
            }
        }

        impl $crate::domain::value::Scalar for $name {
            fn to_value(&self) -> $crate::domain::value::Value {
                $crate::domain::value::Value::Text(self.word().to_owned())
            }
            fn from_cell(
                cell: $crate::domain::value::Cell<'_>,
            ) -> Result<Self, $crate::domain::value::Damaged> {
                match cell.text(concat!("a ", $what))? {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::domain::value::Damaged::new(concat!("a ", $what), cell)),
                }
            }
        }

        $crate::domain::value::json::serde_as_cell! { $name }
    };
}
pub(crate) use string_enum;

string_enum! {
    /// What an item is.
    Kind, "kind" {
        /// Something a user wants.
        Story = "story",
        /// Something that is broken.
        Bug = "bug",
        /// A question that is answered by trying.
        Spike = "spike",
        /// Work that no user sees.
        Chore = "chore",
        /// What the team does better from now on.
        Improvement = "improvement",
    }
}

string_enum! {
    /// Where an item is in its life.
    Stage, "stage" {
        /// In the backlog, not yet refined.
        New = "new",
        /// The team has decided that it can be planned.
        Ready = "ready",
        /// In the running sprint, not begun.
        ToDo = "to do" | "todo" | "to-do",
        /// Being worked on.
        Doing = "doing",
        /// Waits for acceptance.
        Review = "review",
        /// Part of the increment.
        Accepted = "accepted" | "done",
        /// Will not be done.
        Dropped = "dropped",
    }
}

impl Stage {
    /// Tells whether an item in this stage is still to be dealt with.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Accepted | Self::Dropped)
    }

    /// Tells whether an item in this stage stands in a column of the board.
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
    /// Whether an acceptance criterion holds.
    Verdict, "verdict" {
        /// Nobody has looked yet.
        Unchecked = "unchecked",
        /// It holds.
        Met = "met",
        /// It does not.
        Failed = "failed",
    }
}

string_enum! {
    /// Where a sprint is in its life.
    SprintState, "sprint state" {
        /// Being planned.
        Planned = "planned",
        /// The one that runs.
        Running = "running",
        /// Over, with a frozen report.
        Closed = "closed",
    }
}

string_enum! {
    /// What a person answers for. A person may have several.
    Role, "role" {
        /// Orders the backlog, accepts the work.
        ProductOwner = "product owner" | "product-owner" | "po",
        /// Looks after several products or the market.
        ProductManager = "product manager" | "product-manager" | "pm",
        /// Looks after the meeting and the obstacles.
        ScrumMaster = "scrum master" | "scrum-master" | "sm",
        /// Builds the increment.
        Developer = "developer" | "dev",
        /// Wants something of the product.
        Stakeholder = "stakeholder",
    }
}

string_enum! {
    /// A readiness rule that the program works out by itself.
    ReadyCheck, "rule" {
        /// The narrative says who wants what.
        Narrative = "narrative",
        /// There is at least one acceptance criterion.
        Criteria = "criteria",
        /// It is estimated.
        Estimated = "estimated",
        /// It is not larger than half the velocity.
        Small = "small",
        /// No question is open.
        Answered = "answered",
        /// It waits for nothing that is ranked below it and not done.
        Ordered = "ordered",
        /// A design is linked.
        Designed = "designed",
        /// A named person has signed it off.
        SignedOff = "signed off" | "signed-off",
    }
}

string_enum! {
    /// Why an item was not accepted.
    RejectionKind, "rejection kind" {
        /// A criterion is not met.
        Criterion = "criterion",
        /// It is broken.
        Defect = "defect",
        /// The requirement was understood in another way.
        Misunderstood = "misunderstood",
        /// A case was not thought of.
        Scenario = "missing scenario" | "scenario",
        /// Too slow, too hard to use, not safe enough …
        Quality = "quality" | "non-functional",
        /// The definition of done does not hold.
        DefinitionOfDone = "definition of done" | "dod",
        /// It could not be tried.
        Environment = "environment",
        /// More was asked for than was agreed.
        OutOfScope = "out of scope" | "scope",
        /// The wish has changed.
        ChangedNeed = "changed need" | "changed",
    }
}

string_enum! {
    /// One of the five ceremonies.
    CeremonyKind, "ceremony" {
        /// Makes items ready.
        Refinement = "refinement" | "refine",
        /// Forecasts a sprint.
        Planning = "planning" | "plan",
        /// The developers look at where they stand, every working day.
        StandUp = "stand-up" | "standup" | "daily",
        /// Inspects what came of the sprint, with acceptance.
        Review = "review",
        /// Inspects how the team works.
        Retrospective = "retrospective" | "retro",
    }
}

impl CeremonyKind {
    /// Returns it as a title: `Stand-up`.
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
    /// What is noted in a ceremony.
    NoteKind, "note" {
        /// Something that was decided.
        Decision = "decision",
        /// A topic for later.
        Parked = "parked" | "park",
        /// What is shown in a review, by whom.
        Demo = "demo",
        /// What somebody puts on the wall of a retrospective.
        Note = "note",
        /// Why something is so.
        Why = "why",
    }
}

string_enum! {
    /// Whether a sprint reached its goal.
    GoalOutcome, "outcome of a sprint goal" {
        /// It did.
        Met = "met" | "yes",
        /// In part.
        Partly = "partly met" | "partly",
        /// It did not.
        NotMet = "not met" | "missed" | "no",
    }
}

string_enum! {
    /// What became of an improvement.
    Progress, "progress of an improvement" {
        /// It is still going.
        Going = "going" | "open",
        /// It is done.
        Done = "done",
        /// The team has given it up.
        Dropped = "dropped" | "drop",
    }
}

string_enum! {
    /// How an item is split. The first five are Mike Cohn's SPIDR, the others Humanizing Work's patterns.
    SplitPattern, "way to split" {
        /// Find something out first; the last resort.
        Spike = "spike",
        /// One path through it at a time.
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
    /// Tells whether `role` is in the set.
    pub fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// Returns the roles of the set in their order.
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
    /// Reads roles with commas between them.
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
