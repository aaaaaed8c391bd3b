//! Tables of aligned columns; empty columns are left out.

use crate::text::{clip, fit_left, fit_right, width};

/// The layout of a column.
#[derive(Debug, Clone, Copy)]
pub(super) enum TableColumn {
    /// Left-aligned, at most this many columns wide.
    Left(usize),
    /// Right-aligned.
    Right,
}

/// Formats rows, each indented by `indent` spaces.
pub(super) fn table(
    columns: &[TableColumn],
    rows: impl IntoIterator<Item = Vec<String>>,
    indent: usize,
) -> String {
    let rows: Vec<Vec<String>> = rows.into_iter().collect();
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let most = match column {
                TableColumn::Left(most) => *most,
                TableColumn::Right => usize::MAX,
            };
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| width(&clip(cell, most)))
                .max()
                .unwrap_or_default()
        })
        .collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = " ".repeat(indent);
        for ((cell, column), width) in row.iter().zip(columns).zip(&widths) {
            if *width > 0 {
                line.push_str(&match column {
                    TableColumn::Left(_) => fit_left(cell, *width),
                    TableColumn::Right => fit_right(cell, *width),
                });
                line.push_str("  ");
            }
        }
        text.push_str(line.trim_end_matches(' '));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_empty_ones_go() {
        let cells = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        let rows = [cells(["PB-1", "支払い", "", "5"]), cells(["PB-12", "A long title", "", "13"])];
        let columns = [TableColumn::Left(9), TableColumn::Left(8), TableColumn::Left(9), TableColumn::Right];
        assert_eq!(table(&columns, rows, 1), " PB-1   支払い    5\n PB-12  A long…  13\n");
    }
}
