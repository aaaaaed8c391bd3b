//! Invented titles with the lengths and the word lengths of a real backlog.

/// The lengths of the words, one title a line.
const LENGTHS: &str = include_str!("title_lengths.txt");

/// Returns 1 170 titles of words that nobody wrote, each as long as a word of a real title.
pub fn invented_titles() -> Vec<String> {
    let lines = LENGTHS.lines().filter(|line| !line.starts_with('#'));
    lines
        .enumerate()
        .map(|(number, line)| {
            let words =
                line.split(' ').enumerate().map(|(at, length)| word(number + at, length.parse().unwrap()));
            words.collect::<Vec<String>>().join(" ")
        })
        .collect()
}

/// Returns a word of this length, different for each number.
fn word(number: usize, length: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "lo", "mi", "ru", "te", "ka", "no", "pi", "su", "de", "ga", "ho", "ji", "ve", "zo", "fu"];
    let syllables = (0..).map(|at| SYLLABLES[(number * 7 + at * (number % 5 + 3)) % SYLLABLES.len()]);
    syllables.flat_map(str::chars).take(length).collect()
}

#[test]
fn the_titles_are_as_long_as_the_real_ones() {
    let titles = invented_titles();
    let mut lengths: Vec<usize> = titles.iter().map(String::len).collect();
    lengths.sort_unstable();
    assert_eq!((titles.len(), lengths[585], lengths[1169]), (1_170, 52, 144));
    assert_eq!(titles.iter().flat_map(|it| it.split(' ')).map(str::len).max(), Some(70));
}
