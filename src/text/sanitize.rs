//! Sanitizing: removes from a text what could control a terminal or hide from a reader.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

/// The maximum number of marks on one letter: no language needs more, and they paint over other lines.
const MARKS: usize = 4;
/// The distance between tab stops, in columns.
const TAB: usize = 4;
/// The most columns of a grapheme: what would make it wider is not joined to it.
const WIDEST: usize = 12;
const JOINER: char = '\u{200D}';

/// Returns `text` as one line that is safe to show: control characters become visible signs, line ends and tabs
/// become spaces; direction overrides and invisible characters are removed; a letter keeps at most four marks.
///
/// Letters of every script are kept, as are emoji joined from several. The function is idempotent.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if is_plain(text, false) { Cow::Borrowed(text) } else { Cow::Owned(Sanitizer::new(false).pass(text)) }
}

/// Returns `text` as [`sanitize`] does, but keeps its line ends as `\n` and expands tabs to stops of four columns.
pub fn sanitize_lines(text: &str) -> Cow<'_, str> {
    if is_plain(text, true) { Cow::Borrowed(text) } else { Cow::Owned(Sanitizer::new(true).pass(text)) }
}

/// Returns whether a text needs no change; most texts pass without a copy.
fn is_plain(text: &str, many_lines: bool) -> bool {
    let ends_line = |letter: char| many_lines && letter == '\n';
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') || ends_line(char::from(byte))) {
        return true;
    }
    let mut at_start = true;
    text.graphemes(true).all(|grapheme| {
        let mut letters = grapheme.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
        let plain = ends_line(letter)
            || !(letter.is_control()
                || is_hidden(letter)
                || has_no_columns(letter)
                || at_start && clings(letter));
        at_start = ends_line(letter);
        plain
    })
}

/// Returns whether a character may reach a terminal on its own: it controls nothing and hides nothing.
pub fn is_safe_char(letter: char) -> bool {
    !letter.is_control() && !is_hidden(letter)
}

fn has_no_columns(letter: char) -> bool {
    letter.width() == Some(0)
}

/// Returns whether a character combines with the one before it, whatever that is: an accent, a vowel sign, a skin
/// tone.
fn clings(letter: char) -> bool {
    let mut bytes = [b'a', 0, 0, 0, 0];
    let length = 1 + letter.encode_utf8(&mut bytes[1..]).len();
    !letter.is_ascii() && std::str::from_utf8(&bytes[..length]).is_ok_and(is_one)
}

fn is_one(text: &str) -> bool {
    text.graphemes(true).nth(1).is_none()
}

/// Returns whether a character is invisible on its own: direction controls, fillers, joiners, tags, selectors.
///
/// The joiner and the emoji selector (U+FE0F) are excluded: inside a grapheme they have a meaning.
fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{13430}'..='\u{1345F}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// One pass over a text, letter by letter.
struct Sanitizer {
    many_lines: bool,
    out: String,
    /// The position in `out` of the last character that takes a column; `None` at the start of a line.
    base: Option<usize>,
    /// The position in `out` of the first letter of those that are joined to the last one.
    cluster: usize,
    marks: usize,
    joiner_waits: bool,
    /// The column up to which the line has been measured, and its position in `out`.
    measured: (usize, usize),
}

impl Sanitizer {
    fn new(many_lines: bool) -> Self {
        Self {
            many_lines,
            out: String::new(),
            base: None,
            cluster: 0,
            marks: 0,
            joiner_waits: false,
            measured: (0, 0),
        }
    }

    fn pass(mut self, text: &str) -> String {
        self.out.reserve(text.len());
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\r' => {
                    if letters.peek() != Some(&'\n') {
                        self.line_end();
                    }
                }
                '\n' => self.line_end(),
                '\u{2028}' | '\u{2029}' => self.letter(' '),
                '\t' => self.tab(),
                '\u{7F}' => self.letter('\u{2421}'),
                '\0'..='\u{1F}' => {
                    self.letter(char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{FFFD}'));
                }
                '\u{80}'..='\u{9F}' => self.letter('\u{FFFD}'),
                JOINER => self.joiner_waits = self.base.is_some(),
                _ if is_hidden(letter) => {}
                _ if clings(letter) => self.mark(letter),
                _ if has_no_columns(letter) => self.part(letter),
                _ => self.letter(letter),
            }
        }
        self.out
    }

    fn line_end(&mut self) {
        if self.many_lines {
            self.out.push('\n');
            self.base = None;
            self.joiner_waits = false;
            self.measured = (0, self.out.len());
        } else {
            self.letter(' ');
        }
    }

    fn tab(&mut self) {
        if !self.many_lines {
            return self.letter(' ');
        }
        let (column, place) = self.measured;
        let column = column + super::width(&self.out[place..]);
        let next = (column / TAB + 1) * TAB;
        for _ in column..next {
            self.letter(' ');
        }
        self.measured = (next, self.out.len());
    }

    fn letter(&mut self, letter: char) {
        let mut is_joined = false;
        if let Some(base) = self.base
            && std::mem::take(&mut self.joiner_waits)
        {
            // The joiner is kept if it joins two graphemes into one; elsewhere it would be invisible.
            let end = self.out.len();
            self.out.push(JOINER);
            self.out.push(letter);
            is_joined = is_one(&self.out[base..]) && self.fits();
            self.out.truncate(if is_joined { end + JOINER.len_utf8() } else { end });
        }
        if !is_joined {
            self.cluster = self.out.len();
        }
        self.base = Some(self.out.len());
        self.marks = 0;
        self.out.push(letter);
    }

    /// Keeps a mark that follows a letter; at the start of a line it would combine with the neighbour's last letter,
    /// and lines are broken at spaces.
    fn mark(&mut self, mark: char) {
        self.joiner_waits = false;
        if self.marks < MARKS && self.base.is_some_and(|base| !self.out[base..].starts_with(' ')) {
            let end = self.out.len();
            self.out.push(mark);
            if self.fits() {
                self.marks += 1;
            } else {
                self.out.truncate(end);
            }
        }
    }

    /// Returns whether the letters that are joined take no more columns than a grapheme may.
    fn fits(&self) -> bool {
        super::width(&self.out[self.cluster..]) <= WIDEST
    }

    /// Keeps a zero-width character if it forms one grapheme with the one before, such as the parts of a Hangul
    /// syllable.
    fn part(&mut self, part: char) {
        let end = self.out.len();
        self.mark(part);
        if self.base.is_some_and(|base| !is_one(&self.out[base..])) {
            self.out.truncate(end);
            self.marks = self.marks.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_is_not_copied() {
        for text in ["Split a bill", "", "Rückgeld für Gäste", "支払い", "Счёт", "🎉"] {
            assert!(matches!(sanitize(text), Cow::Borrowed(it) if it == text), "{text}");
        }
        assert!(matches!(sanitize_lines("a\nb"), Cow::Borrowed("a\nb")));
    }

    #[test]
    fn controls_become_visible() {
        for (given, shown) in [
            ("\u{1b}[31mred\u{1b}[0m", "␛[31mred␛[0m"),
            ("\u{1b}]0;title\u{7}", "␛]0;title␇"),
            ("\u{9b}2J", "\u{FFFD}2J"),
            ("a\u{85}b", "a\u{FFFD}b"),
            ("a\0b\u{8}\u{7f}", "a␀b␈␡"),
            ("one\r\ntwo\tthree\rfour\nfive", "one two three four five"),
        ] {
            assert_eq!(sanitize(given), shown);
        }
    }

    #[test]
    fn what_hides_or_turns_goes() {
        for (given, shown) in [
            ("abc\u{202e}fdp.exe", "abcfdp.exe"),
            ("\u{2066}x\u{2069}\u{200b}\u{feff}\u{ad}y", "xy"),
            ("hi\u{e0041}\u{e0042}\u{e007f}", "hi"),
            ("a\u{2028}b", "a b"),
            ("\u{301}x \u{301}y", "x y"),
            ("a\u{200d}b", "ab"),
            ("a\u{200d}", "a"),
            ("\u{3164}", ""),
        ] {
            assert_eq!(sanitize(given), shown, "{given:?}");
        }
    }

    #[test]
    fn letters_of_every_script_and_joined_emoji_stay() {
        for text in
            ["👩‍👩‍👧‍👦 family", "❤️", "👩🏽‍⚕️", "🏳️‍🌈", "🇩🇪🇫🇷", "e\u{301}tude", "שָׁלוֹם", "مَرْحَبًا", "क्‍ष", "ก็", "한글"]
        {
            assert_eq!(sanitize(text), text);
        }
    }

    #[test]
    fn long_syllables_are_kept_whole() {
        for text in ["कार्त्स्न्य", "ശ്രീ", "각", "தமிழ்", "ล้ำค่า", "ក្រុម"]
        {
            assert_eq!(sanitize(text), text);
        }
    }

    #[test]
    fn a_letter_keeps_four_marks() {
        let zalgo = format!("a{}b", "\u{301}".repeat(50));
        assert_eq!(sanitize(&zalgo), format!("a{}b", "\u{301}".repeat(4)));
        // Marks with a width of their own would make one grapheme wider than the screen.
        let wide = format!("क{}", "ा".repeat(500));
        assert_eq!(sanitize(&wide), format!("क{}", "ा".repeat(4)));
    }

    #[test]
    fn what_is_joined_is_not_wider_than_a_grapheme_may_be() {
        let wide = "👩\u{ff9e}\u{ff9e}\u{ff9e}🏽\u{200d}⚕🏽".to_owned() + &"\u{200d}⚕".repeat(50);
        let text = sanitize(&wide);
        assert!(text.graphemes(true).all(|it| super::super::width(it) <= WIDEST), "{text:?}");
        assert_eq!(sanitize(&text), text);
    }

    #[test]
    fn lines_stay_lines_and_tabs_become_columns() {
        assert_eq!(sanitize_lines("a\tb\r\n\tc\rd\u{1b}"), "a   b\n    c\nd␛");
        assert_eq!(sanitize_lines("支\tb"), "支  b");
    }

    #[test]
    fn a_long_line_of_tabs_takes_no_time() {
        assert_eq!(sanitize_lines(&"\t".repeat(50_000)).len(), 200_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn any_text_comes_out_harmless_and_stays_so(text in any::<String>(), sharp in sharp_text()) {
            for text in [text, sharp] {
                let once = sanitize(&text).into_owned();
                prop_assert!(!once.chars().any(|it| it.is_control() || is_hidden(it)), "{once:?}");
                prop_assert_eq!(sanitize(&once), once.as_str());
                prop_assert!(once.graphemes(true).all(|it| super::super::width(it) <= WIDEST));
                let lines = sanitize_lines(&text).into_owned();
                prop_assert!(!lines.chars().any(|it| (it.is_control() && it != '\n') || is_hidden(it)));
                prop_assert_eq!(sanitize_lines(&lines), lines.as_str());
            }
        }
    }

    /// Generates texts of critical characters.
    fn sharp_text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "é",
            "支",
            "👩",
            "🏽",
            "⚕",
            "\u{fe0f}",
            "\u{200d}",
            "\u{301}",
            "\u{20e3}",
            "क",
            "\u{94d}",
            "🇩",
            "\u{202e}",
            "\u{1b}",
            "\u{9b}",
            "\t",
            "\n",
            "\r",
            " ",
            "\u{200b}",
            "\u{e0041}",
            "ｶ",
            "ﾞ",
            "ᄀ",
            "ᅡ",
            "ᆨ",
            "ل",
            "ا",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }
}
