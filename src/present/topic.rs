//! The titles and purposes of a ceremony's topics.

use crate::domain::views::Topic;

/// Returns the title of a topic.
pub fn title(topic: Topic) -> &'static str {
    match topic {
        Topic::Queue => "Queue",
        Topic::Why => "Why",
        Topic::What => "What",
        Topic::How => "How",
        Topic::Exceptions => "Exceptions",
        Topic::Walk => "Walk",
        Topic::Demo => "Demo",
        Topic::Acceptance => "Acceptance",
        Topic::Outcome => "Outcome",
        Topic::LastTime => "Last time",
        Topic::Wall => "Wall",
        Topic::Votes => "Votes",
        Topic::Improvements => "Improvements",
    }
}

/// Returns the purpose of a topic, as a sentence.
pub fn purpose(topic: Topic) -> &'static str {
    match topic {
        Topic::Queue => "Make the next items ready: what is unclear, too large, not estimated?",
        Topic::Why => "Why is this sprint valuable? Agree on the sprint goal.",
        Topic::What => "What can be done in this sprint? Pull in what serves the goal and fits.",
        Topic::How => "How does the work get done? A few tasks under each item.",
        Topic::Exceptions => "What keeps us from the sprint goal? Look here first, then walk.",
        Topic::Walk => "What are you working on, what is in the way, what is next?",
        Topic::Demo => "What is shown, by whom, and in which order?",
        Topic::Acceptance => "Does it do what was agreed? Accept it, or say what is missing.",
        Topic::Outcome => "Did we reach the goal? What is done, what is left?",
        Topic::LastTime => "What became of what we agreed on last time?",
        Topic::Wall => "What went well, what did not? Write first, talk later.",
        Topic::Votes => "Which of these matter most? Place your dots.",
        Topic::Improvements => "What do we do about it? One to three, each with an owner and a due date.",
    }
}
