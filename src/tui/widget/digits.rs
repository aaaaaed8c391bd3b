//! Large digits, readable from across a room: five rows high, made of one filled glyph, so that they can be drawn in
//! ASCII, too.

/// Returns the rows of a digit, three bits each, the topmost first.
fn pattern(letter: char) -> Option<[u8; 5]> {
    Some(match letter {
        '0' => [7, 5, 5, 5, 7],
        '1' => [2, 6, 2, 2, 7],
        '2' => [7, 1, 7, 4, 7],
        '3' => [7, 1, 7, 1, 7],
        '4' => [5, 5, 7, 1, 1],
        '5' => [7, 4, 7, 1, 7],
        '6' => [7, 4, 7, 5, 7],
        '7' => [7, 1, 1, 2, 2],
        '8' => [7, 5, 7, 5, 7],
        '9' => [7, 5, 7, 1, 7],
        '?' => [7, 1, 3, 0, 2],
        ':' => [0, 2, 0, 2, 0],
        '.' => [0, 0, 0, 0, 2],
        '-' => [0, 0, 7, 0, 0],
        ' ' => [0; 5],
        _ => return None,
    })
}

/// Returns a text in large digits, as five lines; characters without a large form are left out.
///
/// Each dot is two columns wide, since a cell is about twice as high as it is wide.
pub fn lines(text: &str, full: &str) -> [String; 5] {
    let mut lines: [String; 5] = Default::default();
    for pattern in text.chars().filter_map(pattern) {
        for (line, bits) in lines.iter_mut().zip(pattern) {
            if !line.is_empty() {
                line.push_str("  ");
            }
            for bit in [4, 2, 1] {
                line.push_str(&if bits & bit == 0 { "  ".to_owned() } else { full.repeat(2) });
            }
        }
    }
    lines.map(|line| line.trim_end().to_owned())
}

/// Returns a text in digits of half blocks, as three lines; characters without such a form are left out.
///
/// A dot is one column wide and half a row high. Only for terminals that show Unicode.
pub fn half_lines(text: &str) -> [String; 3] {
    let mut lines: [String; 3] = Default::default();
    for rows in text.chars().filter_map(pattern) {
        for (line, two) in lines.iter_mut().zip(rows.chunks(2)) {
            if !line.is_empty() {
                line.push(' ');
            }
            for bit in [4, 2, 1] {
                let lower = two.get(1).is_some_and(|row| row & bit != 0);
                line.push(match (two[0] & bit != 0, lower) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
        }
    }
    lines.map(|line| line.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_half_cells_are_three_rows_high() {
        assert_eq!(half_lines("13"), ["▄█  ▀▀█", " █  ▀▀█", "▀▀▀ ▀▀▀"]);
        assert_eq!(half_lines("x"), [""; 3].map(str::to_owned));
    }

    #[test]
    fn digits_are_five_rows_high() {
        assert_eq!(
            lines("13", "#"),
            ["  ##    ######", "####        ##", "  ##    ######", "  ##        ##", "######  ######"]
        );
        assert_eq!(lines("x", "#"), [""; 5].map(str::to_owned));
    }
}
