//! Decoding one sequence of bytes into one event, as encoded by xterm, rxvt, the Linux console and kitty's protocol.

use crate::platform::TerminalEvent;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The maximum length of a key's sequence; longer ones are dropped.
const LONGEST_KEY: usize = 64;
/// The maximum length of an expected answer; longer ones are dropped in pieces.
const LONGEST_ANSWER: usize = 4_096;

/// The result of one decoding step.
pub(super) enum SequenceStep {
    /// The sequence is incomplete.
    More,
    /// This many bytes start a paste.
    Paste(usize),
    /// This many bytes were consumed; they may have no meaning to us.
    Took(usize, Option<TerminalEvent>),
}

/// Decodes the first sequence of `bytes`, which must not be empty.
pub(super) fn read(bytes: &[u8]) -> SequenceStep {
    match bytes {
        [] => SequenceStep::More,
        [0x1b, rest @ ..] => read_escape(bytes, rest),
        [byte @ (0..=0x1f | 0x7f), ..] => SequenceStep::Took(1, key_of(control(*byte))),
        [byte @ 0x20..=0x7e, ..] => SequenceStep::Took(1, key_of(plain(KeyCode::Char(char::from(*byte))))),
        [byte, ..] => read_utf8(bytes, *byte),
    }
}

/// Interprets a sequence whose remaining bytes did not arrive: a lone Escape is that key, and one more byte is a key
/// with Alt; anything longer is dropped.
pub(super) fn unfinished(bytes: &[u8]) -> Option<TerminalEvent> {
    match bytes {
        [0x1b] => key_of(plain(KeyCode::Esc)),
        [0x1b, byte @ 0x20..=0x7e] => {
            key_of(KeyEvent::new(KeyCode::Char(char::from(*byte)), KeyModifiers::ALT))
        }
        _ => None,
    }
}

/// Returns whether nobody can have typed this start of a sequence by hand, so that more bytes are still to come.
pub(super) fn is_begun(bytes: &[u8]) -> bool {
    matches!(bytes, [0x1b, b'[' | b'O' | b']' | b'P' | b'_' | b'^' | b'X', _, ..])
}

fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

#[expect(clippy::unnecessary_wraps, reason = "what a sequence means is an option everywhere")]
fn key_of(key: KeyEvent) -> Option<TerminalEvent> {
    Some(TerminalEvent::Event(Event::Key(key)))
}

fn control(byte: u8) -> KeyEvent {
    let control = |letter: u8| KeyEvent::new(KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL);
    match byte {
        b'\r' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        0x7f => plain(KeyCode::Backspace),
        0 => control(b' '),
        0x1b..=0x1f => control(byte + 0x40),
        _ => control(byte + 0x60),
    }
}

fn read_utf8(bytes: &[u8], first: u8) -> SequenceStep {
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return SequenceStep::Took(1, None),
    };
    let given = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(given) {
        Ok(text) => {
            let letter = text.chars().next().filter(|letter| !letter.is_control());
            SequenceStep::Took(length, letter.and_then(|letter| key_of(plain(KeyCode::Char(letter)))))
        }
        Err(error) if error.error_len().is_none() => SequenceStep::More,
        Err(_) => SequenceStep::Took(1, None),
    }
}

fn read_escape(bytes: &[u8], rest: &[u8]) -> SequenceStep {
    match rest {
        [] => SequenceStep::More,
        [0x1b, ..] => SequenceStep::Took(1, key_of(plain(KeyCode::Esc))),
        [b'[', b'[', ..] => read_console(rest),
        [b'[', ..] => read_csi(bytes),
        [b'O', ..] => read_ss3(rest),
        [b']' | b'P' | b'_' | b'^' | b'X', ..] => read_answer(bytes),
        _ => match read(rest) {
            SequenceStep::Took(length, Some(TerminalEvent::Event(Event::Key(key)))) => {
                let with_alt = KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT);
                SequenceStep::Took(length + 1, key_of(with_alt))
            }
            SequenceStep::Took(length, _) => SequenceStep::Took(length + 1, None),
            step @ (SequenceStep::More | SequenceStep::Paste(_)) => step,
        },
    }
}

/// Decodes the function keys F1 to F5 of the Linux console: `ESC [ [ A`.
fn read_console(rest: &[u8]) -> SequenceStep {
    match rest.get(2) {
        None => SequenceStep::More,
        Some(letter @ b'A'..=b'E') => key(4, KeyCode::F(letter - b'A' + 1)),
        Some(_) => SequenceStep::Took(4, None),
    }
}

/// Decodes keys in application mode: `ESC O A`.
fn read_ss3(rest: &[u8]) -> SequenceStep {
    match rest.get(1) {
        None => SequenceStep::More,
        Some(b'M') => key(3, KeyCode::Enter),
        Some(letter) => SequenceStep::Took(3, named_by(*letter).and_then(|code| key_of(plain(code)))),
    }
}

fn key(length: usize, code: KeyCode) -> SequenceStep {
    SequenceStep::Took(length, key_of(plain(code)))
}

fn named_by(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'R' => KeyCode::F(3),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

/// Decodes what is between `ESC ]` (or similar) and its end: an answer of the terminal.
fn read_answer(bytes: &[u8]) -> SequenceStep {
    let end = bytes.iter().enumerate().skip(2).find_map(|(place, byte)| match byte {
        0x07 => Some((place, 1)),
        0x1b if bytes.get(place + 1) == Some(&b'\\') => Some((place, 2)),
        _ => None,
    });
    match end {
        Some((place, length)) => {
            let text = (bytes[1] == b']').then(|| std::str::from_utf8(&bytes[2..place]).ok()).flatten();
            SequenceStep::Took(place + length, text.map(|text| TerminalEvent::Answer(text.to_owned())))
        }
        None if bytes.len() > LONGEST_ANSWER => SequenceStep::Took(bytes.len(), None),
        None => SequenceStep::More,
    }
}

/// Decodes `ESC [`, parameters, and a final letter.
fn read_csi(bytes: &[u8]) -> SequenceStep {
    let Some(length) = bytes.iter().skip(2).position(|byte| !(0x20..=0x3f).contains(byte)) else {
        return if bytes.len() > LONGEST_KEY {
            SequenceStep::Took(bytes.len(), None)
        } else {
            SequenceStep::More
        };
    };
    let (parameters, last) = (&bytes[2..2 + length], bytes[2 + length]);
    if !(0x40..=0x7e).contains(&last) {
        // Interrupted: what interrupted it is decoded on its own.
        return SequenceStep::Took(2 + length, None);
    }
    let taken = 3 + length;
    if parameters == b"200" && last == b'~' {
        return SequenceStep::Paste(taken);
    }
    match (parameters, last) {
        (b"", b'I') => SequenceStep::Took(taken, Some(TerminalEvent::Event(Event::FocusGained))),
        (b"", b'O') => SequenceStep::Took(taken, Some(TerminalEvent::Event(Event::FocusLost))),
        // The legacy mouse protocol, which another program may have left on: three bytes of any value follow.
        (b"", b'M') if bytes.len() < taken + 3 => SequenceStep::More,
        (b"", b'M') => SequenceStep::Took(taken + 3, None),
        _ => SequenceStep::Took(taken, read_parameters(parameters, last).and_then(key_of)),
    }
}

/// Decodes the key of a sequence with parameters `1;5` and the final letter `C`.
fn read_parameters(parameters: &[u8], last: u8) -> Option<KeyEvent> {
    let text = std::str::from_utf8(parameters).ok()?;
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':')) {
        return None;
    }
    let mut fields = text.split(';').map(|field| field.split(':'));
    let first = fields.next().and_then(|mut it| number(it.next()));
    let mut second = fields.next();
    let modifiers = second.as_mut().and_then(|it| number(it.next())).unwrap_or(1);
    let released = second.and_then(|mut it| number(it.next())) == Some(3);
    let third = fields.next().and_then(|mut it| number(it.next()));
    if released {
        return None;
    }
    let code = match last {
        b'Z' => return Some(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)),
        b'a'..=b'd' => {
            let code = named_by(last.to_ascii_uppercase())?;
            return Some(KeyEvent::new(code, KeyModifiers::SHIFT));
        }
        b'u' => by_number(first?)?,
        b'~' if first == Some(27) => by_number(third?)?,
        b'~' => by_tilde(first?)?,
        // `ESC [ row ; column R` is an answer; as a key its first number is 1 or missing.
        b'R' if first.is_some_and(|it| it != 1) => return None,
        _ => named_by(last)?,
    };
    with_modifiers(code, modifiers)
}

fn number(text: Option<&str>) -> Option<u32> {
    text?.parse().ok()
}

/// Adds the modifiers, encoded as one plus the sum of 1 Shift, 2 Alt, 4 Control, 8 and more others.
fn with_modifiers(code: KeyCode, encoded: u32) -> Option<KeyEvent> {
    let bits = encoded.saturating_sub(1) & 0b11_1111;
    if bits >= 8 {
        return None;
    }
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        modifiers.set(modifier, bits & bit != 0);
    }
    Some(KeyEvent::new(code, modifiers))
}

fn by_number(number: u32) -> Option<KeyCode> {
    Some(match number {
        9 => KeyCode::Tab,
        13 | 57414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        // The private range contains media keys and lone modifiers.
        0xe000..=0xf8ff => return None,
        _ => KeyCode::Char(char::from_u32(number).filter(|letter| !letter.is_control())?),
    })
}

fn by_tilde(number: u32) -> Option<KeyCode> {
    let function = |base: u32| u8::try_from(number - base).map(KeyCode::F).ok();
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}
