//! An item as lines: what the detail shows, in the order in which a person asks.

use crate::domain::definition::Definition;
use crate::domain::detail::{Detail, Question};
use crate::domain::item::Item;
use crate::domain::readiness::{meets, unmet};
use crate::domain::value::{Stage, Verdict};
use crate::present;
use crate::tui::screen::{DetailPart, children};
use crate::tui::text::wrap;
use crate::tui::theme::Tone;
use crate::tui::widget::markdown;
use crate::tui::world::World;
use ratatui::text::{Line, Span};

/// A line of the detail.
pub(super) struct DetailLine {
    /// What it says.
    pub line: Line<'static>,
    /// The part that it belongs to.
    pub part: Option<DetailPart>,
}

/// Collects lines of a width.
pub(super) struct DetailLines<'a> {
    world: &'a World<'a>,
    columns: usize,
    has_air: bool,
    made: Vec<DetailLine>,
}

/// Returns the lines of an item; of its description at most `most`. With air, its parts stand apart.
pub(super) fn lines(
    world: &World<'_>,
    item: &Item,
    detail: Option<&Detail>,
    columns: u16,
    most: usize,
    has_air: bool,
) -> Vec<DetailLine> {
    let mut out = DetailLines { world, columns: usize::from(columns.max(10)), has_air, made: Vec::new() };
    out.head(item);
    let Some(detail) = detail else { return out.made };
    out.narrative(detail);
    out.criteria(item, detail);
    out.rules(item);
    out.questions(detail);
    out.tasks(detail);
    out.dependencies(item);
    out.links(detail);
    out.description(detail, most);
    out.comments(detail);
    out.origin(item, detail);
    out.made
}

impl DetailLines<'_> {
    fn push(&mut self, spans: Vec<(String, Tone)>, part: Option<DetailPart>) {
        let spans: Vec<Span<'static>> = spans
            .into_iter()
            .map(|(text, tone)| {
                let text = crate::tui::text::sanitize(&text).into_owned();
                Span::styled(text, self.world.theme.style(tone))
            })
            .collect();
        self.made.push(DetailLine { line: Line::from(spans), part });
    }

    fn text(&mut self, text: &str, tone: Tone) {
        for line in wrap(text, self.columns) {
            self.push(vec![(line, tone)], None);
        }
    }

    fn blank(&mut self) {
        if self.made.last().is_some_and(|line| line.line.width() > 0) {
            self.push(Vec::new(), None);
        }
    }

    fn heading(&mut self, text: &str, rest: &str) {
        self.blank();
        self.push(vec![(text.to_owned(), Tone::Head), (format!("  {rest}"), Tone::Dim)], None);
        if self.has_air {
            self.push(Vec::new(), None);
        }
    }

    /// A line with a sign before it, wrapped under itself.
    fn signed(&mut self, sign: &str, sign_tone: Tone, text: &str, tone: Tone, part: Option<DetailPart>) {
        let wrapped = wrap(text, self.columns.saturating_sub(4));
        for (at, line) in wrapped.into_iter().enumerate() {
            let lead = if at == 0 { format!("  {sign} ") } else { "    ".to_owned() };
            self.push(vec![(lead, sign_tone), (line, tone)], part);
        }
        if self.has_air && part.is_some() {
            self.push(Vec::new(), None);
        }
    }

    fn head(&mut self, item: &Item) {
        let world = self.world;
        let workspace = world.workspace;
        let glyphs = world.theme.glyphs;
        let dot = format!(" {} ", glyphs.dot);
        let mut facts = vec![item.kind.word().to_owned()];
        facts.extend(
            item.epic.and_then(|id| workspace.epics.get(id)).map(|epic| epic.title.as_str().to_owned()),
        );
        facts.push(present::estimate(item.estimate));
        let key = workspace.key(item.id);
        self.push(vec![(format!("{key}  "), Tone::Accent), (facts.join(&dot), Tone::Dim)], None);
        let mut stage = vec![];
        match item.stage {
            Stage::Review | Stage::ToDo | Stage::Doing => {
                let column = item.board_column.and_then(|id| workspace.columns.get(id));
                let name = column.map_or(item.stage.title(), |column| column.name.as_str());
                stage.push((format!("{name}, {}", present::age(item, world.now, world.zone())), Tone::Text));
            }
            Stage::Ready => stage.push((format!("{} Ready", glyphs.met), Tone::Good)),
            Stage::Accepted => stage.push((format!("{} Accepted", glyphs.met), Tone::Good)),
            Stage::New | Stage::Dropped => stage.push((item.stage.title().to_owned(), Tone::Text)),
        }
        let people = present::people(workspace, item);
        if !people.is_empty() {
            stage.push((format!("{dot}{people}"), Tone::Text));
        }
        if let Some(sprint) = item.sprint.and_then(|id| workspace.sprints.get(id)) {
            stage.push((format!("{dot}{}", sprint.name), Tone::Text));
        }
        let labels = present::labels(workspace, item);
        if !labels.is_empty() {
            stage.push((format!("{dot}{labels}"), Tone::Dim));
        }
        self.push(stage, None);
        self.blank();
        self.text(&item.title, Tone::Strong);
        if let Some(blocked) = present::blocked(item, world.now, world.zone()) {
            self.signed(glyphs.blocked, Tone::Alert, &blocked, Tone::Alert, None);
        }
        if let Some(rejected) = &item.rejected {
            self.signed(glyphs.failed, Tone::Alert, &format!("rejected, {rejected}"), Tone::Alert, None);
        }
        if let Some(reason) = &item.reason {
            let what = match item.stage {
                Stage::Dropped => "dropped",
                Stage::Accepted => "accepted against the rules",
                Stage::New | Stage::Ready | Stage::ToDo | Stage::Doing | Stage::Review => {
                    "made ready against the rules"
                }
            };
            self.signed(glyphs.unmet, Tone::Warn, &format!("{what}: {reason}"), Tone::Text, None);
        }
    }

    fn narrative(&mut self, detail: &Detail) {
        let Some(body) = &detail.body else { return };
        let parts = [("As a", &body.as_a), ("I want", &body.i_want), ("so that", &body.so_that)];
        if parts.iter().all(|(_, text)| text.is_empty()) {
            return;
        }
        self.blank();
        for (words, text) in parts {
            if !text.is_empty() {
                self.text(&format!("{words} {text}"), Tone::Text);
            }
        }
    }

    fn criteria(&mut self, item: &Item, detail: &Detail) {
        if detail.criteria.is_empty() {
            return;
        }
        let glyphs = self.world.theme.glyphs;
        let rest = format!("{} of {} met", item.tally.met, item.tally.criteria);
        self.heading("Criteria", &rest);
        for row in &detail.criteria {
            let (sign, tone) = match row.verdict {
                Verdict::Unchecked => (glyphs.bullet, Tone::Dim),
                Verdict::Met => (glyphs.met, Tone::Good),
                Verdict::Failed => (glyphs.failed, Tone::Alert),
            };
            let part = Some(DetailPart::Criterion(row.id));
            self.signed(sign, tone, &row.text, Tone::Text, part);
            if !row.note.is_empty() {
                self.signed(" ", Tone::Dim, &format!("failed: {}", row.note), Tone::Alert, part);
            }
        }
    }

    fn rules(&mut self, item: &Item) {
        let workspace = self.world.workspace;
        let glyphs = self.world.theme.glyphs;
        if item.is_in_backlog() {
            let missing = unmet(workspace, item, Definition::Ready);
            let ticked = workspace.rules_of(Definition::Ready).into_iter();
            let ticked: Vec<_> =
                ticked.filter(|rule| rule.is_ticked() && rule.holds_for(item.kind)).collect();
            if missing.is_empty() && ticked.is_empty() {
                return;
            }
            let rest = if missing.is_empty() { "all rules are met" } else { "" };
            self.heading(if missing.is_empty() { "Definition of ready" } else { "Not met for ready" }, rest);
            for rule in &ticked {
                let met = meets(workspace, item, rule);
                let (sign, tone) = if met { (glyphs.met, Tone::Good) } else { (glyphs.unmet, Tone::Warn) };
                self.signed(sign, tone, &rule.text, Tone::Text, Some(DetailPart::Rule(rule.id)));
            }
            for rule in missing.iter().filter(|rule| !rule.is_ticked()) {
                self.signed(glyphs.unmet, Tone::Warn, &rule.text, Tone::Text, None);
            }
        } else if item.stage != Stage::Dropped {
            let rules: Vec<_> = workspace
                .rules_of(Definition::Done)
                .into_iter()
                .filter(|rule| rule.holds_for(item.kind))
                .collect();
            if rules.is_empty() {
                return;
            }
            self.heading("Definition of done", "");
            for rule in rules {
                let met = meets(workspace, item, rule);
                let (sign, tone) = if met { (glyphs.met, Tone::Good) } else { (glyphs.bullet, Tone::Dim) };
                self.signed(sign, tone, &rule.text, Tone::Text, Some(DetailPart::Rule(rule.id)));
            }
        }
    }

    fn questions(&mut self, detail: &Detail) {
        if detail.questions.is_empty() {
            return;
        }
        let open = detail.questions.iter().filter(|question| question.is_open()).count();
        self.heading("Questions", &format!("{open} open"));
        for row in &detail.questions {
            let part = Some(DetailPart::Question(row.id));
            let (sign, tone) =
                if row.is_open() { ("?", Tone::Warn) } else { (self.world.theme.glyphs.met, Tone::Good) };
            let text = format!("{}  {}", row.text, self.asked(row));
            self.signed(sign, tone, &text, Tone::Text, part);
            if !row.is_open() {
                let by = row.answered_by.map_or("", |id| self.world.workspace.name(id)).to_owned();
                self.signed(" ", Tone::Dim, &format!("{by}: {}", row.answer), Tone::Dim, part);
            }
        }
    }

    fn asked(&self, row: &Question) -> String {
        let name = |id| self.world.workspace.name(id);
        let mut words = vec![];
        words.extend(row.asked_by.map(|id| name(id).to_owned()));
        words.extend(row.asked_of.map(|id| format!("asks {}", name(id))));
        words.push(match self.world.days_since(row.asked_at) {
            0 => "today".to_owned(),
            days => format!("{days} d ago"),
        });
        words.extend(row.needed_by.map(|day| format!("needed by {day}")));
        words.join(" ")
    }

    fn tasks(&mut self, detail: &Detail) {
        if detail.tasks.is_empty() {
            return;
        }
        let done = detail.tasks.iter().filter(|task| task.done).count();
        self.heading("Tasks", &format!("{done} of {} done", detail.tasks.len()));
        let glyphs = self.world.theme.glyphs;
        for row in &detail.tasks {
            let (sign, tone) = if row.done { (glyphs.met, Tone::Good) } else { (glyphs.bullet, Tone::Dim) };
            let text_tone = if row.done { Tone::Dim } else { Tone::Text };
            self.signed(sign, tone, &row.text, text_tone, Some(DetailPart::Task(row.id)));
        }
    }

    fn dependencies(&mut self, item: &Item) {
        let world = self.world;
        let glyphs = world.theme.glyphs;
        let named = |id| {
            world.item(id).map_or_else(
                || format!("{}, no longer open", world.workspace.key(id)),
                |other| format!("{}  {}  ({})", world.workspace.key(id), other.title, other.stage),
            )
        };
        if !item.depends_on.is_empty() {
            self.heading("Waits for", "");
            for on in item.depends_on.iter() {
                let done = world.item(*on).is_none_or(|other| !other.stage.is_open());
                let (sign, tone) = if done { (glyphs.met, Tone::Good) } else { (glyphs.waits, Tone::Warn) };
                self.signed(sign, tone, &named(*on), Tone::Text, Some(DetailPart::Dependency(*on)));
            }
        }
        let parts = children(world, item.id);
        if let Some(parent) = item.parent {
            self.heading("Part of", "");
            self.signed(glyphs.up, Tone::Dim, &named(parent), Tone::Text, None);
        }
        if !parts.is_empty() {
            self.heading("Its parts", "");
            for part in parts {
                self.signed(
                    glyphs.bullet,
                    Tone::Dim,
                    &named(part),
                    Tone::Text,
                    Some(DetailPart::Child(part)),
                );
            }
        }
    }

    fn links(&mut self, detail: &Detail) {
        if detail.links.is_empty() {
            return;
        }
        self.heading("Links", "");
        for row in &detail.links {
            let text = if row.title == row.url {
                row.url.as_str().to_owned()
            } else {
                format!("{}  {}", row.title, row.url)
            };
            self.signed(
                self.world.theme.glyphs.bullet,
                Tone::Dim,
                &text,
                Tone::Text,
                Some(DetailPart::Link(row.id)),
            );
        }
    }

    fn description(&mut self, detail: &Detail, most: usize) {
        let Some(body) = detail.body.as_ref().filter(|body| !body.description.trim().is_empty()) else {
            return;
        };
        self.heading("Description", "");
        let columns = u16::try_from(self.columns).unwrap_or(80);
        let page = markdown::page(&body.description, columns, 0, most, self.world.theme);
        self.made.extend(page.lines.into_iter().map(|line| DetailLine { line, part: None }));
        if page.more {
            self.push(vec![(self.world.theme.glyphs.ellipsis.to_owned(), Tone::Dim)], None);
        }
    }

    fn comments(&mut self, detail: &Detail) {
        if detail.comments.is_empty() {
            return;
        }
        self.heading("Comments", &detail.comments.len().to_string());
        for row in &detail.comments {
            let part = Some(DetailPart::Comment(row.id));
            let author = row.author.map(|id| self.world.workspace.name(id));
            let author = author.or(row.author_name.as_deref()).unwrap_or("somebody").to_owned();
            let when = format!("  {}", row.at.day(self.world.zone()));
            self.push(vec![(format!("  {author}"), Tone::Strong), (when, Tone::Dim)], part);
            for line in wrap(&row.text, self.columns.saturating_sub(4)) {
                self.push(vec![(format!("    {line}"), Tone::Text)], part);
            }
        }
    }

    fn origin(&mut self, item: &Item, detail: &Detail) {
        let past: Vec<String> = detail
            .selections
            .iter()
            .filter(|it| Some(it.sprint) != item.sprint || it.until.is_some())
            .filter_map(|it| self.world.workspace.sprints.get(it.sprint))
            .map(|sprint| sprint.name.as_str().to_owned())
            .collect();
        if !past.is_empty() {
            self.blank();
            let crumb = format!(" {} ", self.world.theme.glyphs.crumb);
            self.text(&format!("Was in {}", past.join(&crumb)), Tone::Dim);
        }
        if let (Some(source), Some(key)) = (&item.source, &item.source_key) {
            self.blank();
            self.text(&format!("{key} in {source}"), Tone::Dim);
        }
    }
}
