//! Where keys go: the panes, screens and layers in which actions exist.

/// The set of contexts in which an action exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContextSet(u32);

/// The context that receives the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// The backlog pane.
    Backlog,
    /// The board pane.
    Board,
    /// The review pane.
    Review,
    /// The sprint pane.
    Sprint,
    /// Refinement.
    Refinement,
    /// Sprint planning.
    Planning,
    /// The stand-up.
    StandUp,
    /// The sprint review.
    SprintReview,
    /// The retrospective.
    Retrospective,
    /// The minutes of a ceremony.
    Minutes,
    /// One item, full screen.
    Detail,
    /// The history.
    History,
    /// People, columns, definitions and other settings.
    Setup,
    /// A sprint's report.
    Report,
    /// The help.
    Help,
    /// A one-line prompt.
    Prompt,
    /// Text editor.
    Editor,
    /// Form.
    Form,
    /// Picker.
    Picker,
    /// A confirmation.
    Confirm,
    /// Welcome.
    Welcome,
}

/// The contexts with their names, in the order of the variants.
const TITLES: [(Context, &str); 21] = [
    (Context::Backlog, "Backlog"),
    (Context::Board, "Board"),
    (Context::Review, "Review"),
    (Context::Sprint, "Sprint"),
    (Context::Refinement, "Refinement"),
    (Context::Planning, "Sprint planning"),
    (Context::StandUp, "Stand-up"),
    (Context::SprintReview, "Sprint review"),
    (Context::Retrospective, "Retrospective"),
    (Context::Minutes, "Minutes"),
    (Context::Detail, "Item"),
    (Context::History, "History"),
    (Context::Setup, "Setup"),
    (Context::Report, "Sprint report"),
    (Context::Help, "Help"),
    (Context::Prompt, "Prompt"),
    (Context::Editor, "Text editor"),
    (Context::Form, "Form"),
    (Context::Picker, "Picker"),
    (Context::Confirm, "Confirmation"),
    (Context::Welcome, "Welcome"),
];

impl Context {
    /// Returns every context.
    pub fn all() -> impl Iterator<Item = Self> {
        TITLES.into_iter().map(|(context, _)| context)
    }

    /// Returns the name used in help and manual.
    pub fn title(self) -> &'static str {
        TITLES[self as usize].1
    }

    /// Returns whether letters are typed into a text.
    pub fn takes_text(self) -> bool {
        TEXTS.has(self)
    }
}

/// The contexts in which letters are typed into a text.
pub(super) const TEXTS: ContextSet =
    places(&[Context::Prompt, Context::Editor, Context::Form, Context::Picker, Context::Welcome]);

pub(super) const fn places(contexts: &[Context]) -> ContextSet {
    let (mut set, mut at) = (0, 0);
    while at < contexts.len() {
        set |= 1 << contexts[at] as u32;
        at += 1;
    }
    ContextSet(set)
}

impl ContextSet {
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether the set includes `context`.
    pub fn has(self, context: Context) -> bool {
        self.0 & (1 << context as u32) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_in_the_order_of_the_contexts() {
        for (at, (context, _)) in TITLES.into_iter().enumerate() {
            assert_eq!(context as usize, at, "{context:?}");
        }
    }
}
