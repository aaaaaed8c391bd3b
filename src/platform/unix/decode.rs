//! Decoding bytes from the terminal into crossterm's events: keys in all their encodings, pastes, and answers.
//!
//! A sequence may arrive in pieces: over a slow line the arrow key `ESC [ A` must never become Escape and a capital
//! A, which could accept an item. So an incomplete sequence waits for the remaining bytes, and is interpreted as it
//! is only after a short time. Answers of the terminal, whatever they are, never become keys.
//! there is taken for what it says. Answers of the terminal, whatever they are, never become keys.

mod sequence;

use crate::platform::TerminalEvent;
use crate::platform::burst::Bursts;
use crossterm::event::Event;
use sequence::SequenceStep;
use std::time::Duration;

/// How long Escape waits for a possible continuation.
const ESCAPE: Duration = Duration::from_millis(40);
/// How long a paste, or a sequence that nobody types by hand, may pause before it is considered ended.
const PAUSE: Duration = Duration::from_secs(1);
/// The maximum length of a paste in bytes; longer ones are cut off.
const LONGEST_PASTE: usize = 16_000_000;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Decodes bytes into events; times are from one monotonic clock.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
    last: Duration,
    bursts: Bursts,
}

impl Decoder {
    /// Accepts the bytes that were read at `now`.
    pub(super) fn feed(&mut self, bytes: &[u8], now: Duration) {
        self.last = now;
        self.pending.extend_from_slice(bytes);
        let decoded = self.decode();
        self.bursts.take(decoded, now);
    }

    /// Returns the next decoded event.
    pub(super) fn next(&mut self) -> Option<TerminalEvent> {
        self.bursts.next()
    }

    /// Returns how long to wait at most before calling [`Self::expire`]; `None` if nothing is incomplete.
    pub(super) fn waits(&self, now: Duration) -> Option<Duration> {
        let sequence = self.limit().map(|limit| (self.last + limit).saturating_sub(now));
        [sequence, self.bursts.waits(now)].into_iter().flatten().min()
    }

    /// Returns how long the incomplete input may remain so.
    fn limit(&self) -> Option<Duration> {
        if self.paste.is_some() || sequence::is_begun(&self.pending) {
            Some(PAUSE)
        } else if self.pending.is_empty() {
            None
        } else {
            Some(ESCAPE)
        }
    }

    /// Ends input that has been incomplete for too long.
    pub(super) fn expire(&mut self, now: Duration) {
        if self.limit().is_some_and(|limit| self.last + limit <= now) {
            let rest = std::mem::take(&mut self.pending);
            let ended = match self.paste.take() {
                Some(text) => Some(pasted(text, &rest)),
                None => sequence::unfinished(&rest),
            };
            self.bursts.take(ended.into_iter().collect(), now);
        }
        self.bursts.expire(now);
    }

    /// Discards everything, after another program had the terminal.
    pub(super) fn forget(&mut self) {
        *self = Self { last: self.last, ..Self::default() };
    }

    fn decode(&mut self) -> Vec<TerminalEvent> {
        let bytes = std::mem::take(&mut self.pending);
        let mut decoded = Vec::new();
        let mut place = 0;
        while place < bytes.len() {
            if let Some(text) = self.paste.take() {
                place = self.go_on_pasting(text, &bytes, place, &mut decoded);
                if self.paste.is_some() {
                    break;
                }
                continue;
            }
            match sequence::read(&bytes[place..]) {
                SequenceStep::More => break,
                SequenceStep::Paste(length) => {
                    self.paste = Some(Vec::new());
                    place += length;
                }
                SequenceStep::Took(length, input) => {
                    decoded.extend(input);
                    place += length;
                }
            }
        }
        self.pending.extend_from_slice(&bytes[place..]);
        decoded
    }

    /// Consumes the bytes of a paste, and returns the position where it ended, or where an end marker may begin.
    fn go_on_pasting(
        &mut self,
        mut text: Vec<u8>,
        bytes: &[u8],
        place: usize,
        decoded: &mut Vec<TerminalEvent>,
    ) -> usize {
        let rest = &bytes[place..];
        if let Some(length) = rest.windows(PASTE_END.len()).position(|it| it == PASTE_END) {
            decoded.push(pasted(text, &rest[..length]));
            return place + length + PASTE_END.len();
        }
        let open =
            (1..PASTE_END.len()).rev().find(|length| rest.ends_with(&PASTE_END[..*length])).unwrap_or(0);
        let sure = rest.len() - open;
        let room = LONGEST_PASTE.saturating_sub(text.len());
        text.extend_from_slice(&rest[..sure.min(room)]);
        self.paste = Some(text);
        place + sure
    }
}

fn pasted(mut text: Vec<u8>, rest: &[u8]) -> TerminalEvent {
    let room = LONGEST_PASTE.saturating_sub(text.len());
    text.extend_from_slice(&rest[..rest.len().min(room)]);
    TerminalEvent::Event(Event::Paste(String::from_utf8_lossy(&text).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::burst::AFTER_PASTE;
    use crate::tui::key::{name, normal};
    use proptest::prelude::*;

    const SOON: Duration = Duration::from_millis(1);

    fn drain(decoder: &mut Decoder) -> Vec<String> {
        std::iter::from_fn(|| decoder.next())
            .filter_map(|incoming| match incoming {
                TerminalEvent::Event(Event::Key(key)) => normal(key).map(name),
                TerminalEvent::Event(Event::Paste(text)) => Some(format!("paste {text:?}")),
                TerminalEvent::Event(event) => Some(format!("{event:?}")),
                TerminalEvent::Answer(text) => Some(format!("answer {text}")),
                TerminalEvent::Woken | TerminalEvent::Gone => unreachable!("the decoder knows neither"),
            })
            .collect()
    }

    fn typed(bytes: &[u8]) -> Vec<String> {
        let mut decoder = Decoder::default();
        decoder.feed(bytes, Duration::ZERO);
        decoder.expire(Duration::from_secs(5));
        drain(&mut decoder)
    }

    #[test]
    fn reads_keys_as_terminals_spell_them() {
        for (bytes, keys) in [
            (&b"jJ"[..], &["j", "J"][..]),
            ("ü支".as_bytes(), &["ü", "支"]),
            (b"\r\t\x7f\x08", &["Enter", "Tab", "Backspace", "Backspace"]),
            (b"\x12\x00\x1f", &["Ctrl-r", "Ctrl-Space", "Ctrl-_"]),
            (b"\x1b", &["Esc"]),
            (b"\x1b\x1b", &["Esc", "Esc"]),
            (b"\x1bx", &["Alt-x"]),
            (b"\x1b[A\x1b[B\x1bOC\x1bOD", &["Up", "Down", "Right", "Left"]),
            (b"\x1b[H\x1b[4~\x1b[5~\x1b[6~\x1b[3~\x1b[2~", &["Home", "End", "PgUp", "PgDn", "Del", "Ins"]),
            (b"\x1b[Z\x1b[1;5C\x1b[1;2A\x1b[3;3~", &["Shift-Tab", "Ctrl-Right", "Shift-Up", "Alt-Del"]),
            (b"\x1bOP\x1b[15~\x1b[24~\x1b[[B\x1b[1;2P", &["F1", "F5", "F12", "F2", "Shift-F1"]),
            (b"\x1b[106;5u\x1b[97;2u\x1b[27u\x1b[27;5;13~", &["Ctrl-j", "A", "Esc", "Ctrl-Enter"]),
            (b"\x1b[97;1:3u", &[]),
            (b"\xff\x80a\xc3", &["a"]),
        ] {
            assert_eq!(typed(bytes), keys, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_sequence_in_pieces_is_one_key() {
        let mut decoder = Decoder::default();
        for byte in b"\x1b[A" {
            decoder.feed(&[*byte], Duration::ZERO);
            decoder.expire(SOON);
        }
        assert_eq!(drain(&mut decoder), ["Up"]);
        for byte in "支".bytes() {
            decoder.feed(&[byte], Duration::ZERO);
        }
        assert_eq!(drain(&mut decoder), ["支"]);
    }

    #[test]
    fn a_sequence_that_never_ends_is_given_up() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b", Duration::ZERO);
        assert_eq!(decoder.waits(SOON), Some(ESCAPE.saturating_sub(SOON)));
        decoder.expire(ESCAPE);
        assert_eq!((drain(&mut decoder), decoder.waits(ESCAPE)), (vec!["Esc".to_owned()], None));
        assert_eq!(typed(b"\x1b["), ["Alt-["]);
        assert_eq!(typed(b"\x1b[1;"), [] as [&str; 0]);
        assert_eq!(typed(b"\x1b]11;rgb:18"), [] as [&str; 0]);
    }

    #[test]
    fn answers_never_become_keys() {
        for bytes in [
            &b"\x1b[?62;22c"[..],
            b"\x1b[12;40R",
            b"\x1b[?2026;2$y",
            b"\x1bP>|xterm(388)\x1b\\",
            b"\x1b_Gi=31;OK\x1b\\",
            b"\x1b[<0;10;10M",
            b"\x1b[M !!",
        ] {
            assert_eq!(typed(bytes), [] as [&str; 0], "{:?}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(typed(b"\x1b]11;rgb:1818/1818/1818\x1b\\q"), ["answer 11;rgb:1818/1818/1818", "q"]);
        assert_eq!(typed(b"\x1b]11;rgb:ffff/ffff/ffff\x07"), ["answer 11;rgb:ffff/ffff/ffff"]);
        assert_eq!(typed(b"\x1b[I\x1b[O"), ["FocusGained", "FocusLost"]);
        // A paste that pauses in the middle is still one.
        let mut decoder = Decoder::default();
        for (at, bytes) in (0..).zip([&b"\x1b]1"[..], b"1;rgb:18", b"18/1818/1818\x1b", b"\\"]) {
            decoder.feed(bytes, ESCAPE * 2 * at);
            decoder.expire(ESCAPE * 2 * (at + 1));
        }
        assert_eq!(drain(&mut decoder), ["answer 11;rgb:1818/1818/1818"]);
    }

    #[test]
    fn a_paste_is_one_input_whatever_it_holds() {
        assert_eq!(typed(b"\x1b[200~a\nb\x1b[A\x1b[201~"), ["paste \"a\\nb\\u{1b}[A\""]);
        let mut decoder = Decoder::default();
        for byte in b"\x1b[200~one\x1b[20two\x1b[201~" {
            decoder.feed(&[*byte], Duration::ZERO);
        }
        assert_eq!(drain(&mut decoder), ["paste \"one\\u{1b}[20two\""]);
    }

    #[test]
    fn what_breaks_out_of_a_paste_is_not_obeyed() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[200~nice\x1b[201~q\x1b[201~", Duration::ZERO);
        decoder.feed(b"A", AFTER_PASTE.saturating_sub(SOON));
        assert_eq!(drain(&mut decoder), ["paste \"nice\""]);
        decoder.feed(b"j", AFTER_PASTE);
        assert_eq!(drain(&mut decoder), ["j"]);
    }

    #[test]
    fn a_paste_that_never_ends_ends_by_itself() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[200~half\x1b[2", Duration::ZERO);
        decoder.expire(SOON);
        assert_eq!(drain(&mut decoder), [] as [&str; 0]);
        decoder.expire(PAUSE);
        assert_eq!(drain(&mut decoder), ["paste \"half\\u{1b}[2\""]);
        decoder.feed(b"j", PAUSE + AFTER_PASTE);
        assert_eq!(drain(&mut decoder), ["j"]);
    }

    #[test]
    fn a_large_paste_is_cut_and_quick() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[200~", Duration::ZERO);
        for _ in 0..5_000 {
            decoder.feed(&[b'x'; 4_096], Duration::ZERO);
        }
        decoder.feed(PASTE_END, Duration::ZERO);
        let Some(TerminalEvent::Event(Event::Paste(text))) = decoder.next() else { panic!("no paste") };
        assert_eq!(text.len(), LONGEST_PASTE);
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_and_nothing_stays(pieces in prop::collection::vec(sharp_bytes(), 0..20)) {
            let mut decoder = Decoder::default();
            for piece in &pieces {
                decoder.feed(piece, Duration::ZERO);
            }
            decoder.expire(Duration::from_secs(5));
            while decoder.next().is_some() {}
            prop_assert_eq!(decoder.waits(Duration::from_secs(5)), None);
        }
    }

    fn sharp_bytes() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            prop::collection::vec(any::<u8>(), 0..8),
            prop::sample::select(vec![
                b"\x1b".to_vec(),
                b"\x1b[".to_vec(),
                b"\x1b[200~".to_vec(),
                b"\x1b[201~".to_vec(),
                b"\x1b]".to_vec(),
                b"11;rgb:".to_vec(),
                b"\x1bO".to_vec(),
                b";99999999999999999999".to_vec(),
                b"u".to_vec(),
                b"~".to_vec(),
            ]),
        ]
    }
}
