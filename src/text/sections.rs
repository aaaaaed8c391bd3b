//! Lists of words in a text file of ours, each under a heading.

/// Lists under headings: `[heading]` on a line, then one entry per line. Lines with `#` are comments.
#[derive(Debug)]
pub struct Sections(Vec<(&'static str, Vec<&'static str>)>);

impl Sections {
    /// Parses a text. Entries before the first heading belong to no list.
    pub fn read(text: &'static str) -> Self {
        let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in text.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
            if let Some(heading) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
                sections.push((heading, Vec::new()));
            } else if let Some((_, entries)) = sections.last_mut() {
                entries.push(line);
            }
        }
        Self(sections)
    }

    /// Returns the entries under a heading; empty if there is no such heading.
    pub fn list(&self, heading: &str) -> &[&'static str] {
        self.0.iter().find(|(it, _)| *it == heading).map_or(&[], |(_, entries)| entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_under_their_heading() {
        let sections = Sections::read("lost\n# a remark\n[one]\na b\n\n[two]\nc\nd\n");
        assert_eq!(sections.list("one"), ["a b"]);
        assert_eq!(sections.list("two"), ["c", "d"]);
        assert!(sections.list("three").is_empty());
    }
}
