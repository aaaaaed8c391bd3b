//! Nothing in texts, files or arguments reaches the terminal as a control sequence: of all control characters only
//! line ends are printed, and no invisible or bidirectional ones.

use super::desk::{Desk, Said};
use ceremony::text::is_safe_char;
use proptest::prelude::*;

/// Texts that control a terminal, hide something or reverse its direction.
const HOSTILE: [&str; 8] = [
    "\u{1b}[2J\u{1b}]0;x\u{7}red",
    "\u{9b}31mC1\u{85}\u{90}q\u{9c}x",
    "a\u{8}\u{7f}\rb",
    "abc\u{202e}fdp.exe\u{2066}x\u{2069}",
    "tag\u{e0041}\u{e007f}",
    "\u{1b}]52;c;cm0gLXJm\u{1b}\\x",
    "a\u{2028}b\u{2029}c\td",
    "zero\u{200b}\u{2060}\u{feff}width",
];

#[track_caller]
fn is_tame(said: &Said, line: &str) {
    for text in [&said.out, &said.err] {
        let wild = text.chars().find(|letter| *letter != '\n' && !is_safe_char(*letter));
        assert_eq!(wild, None, "{line}:\n{text:?}");
    }
}

/// Runs words in which `{}` is replaced with the text.
fn run(desk: &Desk, line: &str, text: &str) -> Said {
    let words: Vec<String> = super::desk::words(line).iter().map(|word| word.replace("{}", text)).collect();
    let said = desk.run_words(&words, text);
    is_tame(&said, line);
    said
}

/// Lines that put a text wherever one is accepted; refusals must be sanitized, too.
const WRITES: [&str; 30] = [
    "init {} --as {}",
    "product set goal {}",
    "product set vision {}",
    "person add {} --roles developer",
    "person add Bo{} --login {}",
    "epic add {}",
    "column add {} --stage doing",
    "definition add ready {}",
    "add {} --as-a {} --i-want {} --so-that {} --description {} --criterion {} --label {} --points 3",
    "edit 1 --title x{}",
    "task add 1 {}",
    "question add 1 {}",
    "comment add 1 {}",
    "link add 1 https://example.org --title {}",
    "link add 1 {}",
    "ready 1 --because {}",
    "sprint new {} --goal {}",
    "sprint add 1",
    "sprint start",
    "block 1 {}",
    "impediment add {}",
    "feedback add {} --said-by {}",
    "hold retro",
    "note add retro {}",
    "note add retro {} --kind decision",
    "move 1 review",
    "reject 1 --kind defect --because {}",
    "assign 1 --to {}",
    "{}",
    "import {}",
];

const READS: [&str; 24] = [
    "list",
    "list {}",
    "list @{}",
    "list is:{}",
    "list --json",
    "show 1",
    "show 1 --json",
    "show {}",
    "board",
    "log",
    "log --json",
    "log 1",
    "product show",
    "person list",
    "epic list",
    "label list",
    "column list",
    "definition list",
    "sprint show",
    "sprint list",
    "impediment list",
    "feedback list",
    "minutes",
    "standup --print",
];

fn everything_is_tame(text: &str) {
    let desk = Desk::empty();
    run(&desk, "init Lighthouse --as Ana", "");
    for line in WRITES.iter().chain(&READS) {
        run(&desk, line, text);
    }
    for form in ["csv", "json"] {
        is_tame(&desk.run(&format!("export - --format {form}")), form);
    }
}

#[test]
fn texts_that_command_a_terminal_are_printed_as_signs() {
    for text in HOSTILE {
        everything_is_tame(text);
    }
    everything_is_tame(&HOSTILE.concat());
}

#[test]
fn names_of_files_are_printed_as_signs() {
    for text in HOSTILE.into_iter().map(|text| text.replace('/', "")) {
        let desk = Desk::founded();
        let folder = desk.folder.path().display().to_string();
        std::fs::write(desk.folder.path().join(&text), "title,points\nTea,five\n,,\n\"x").unwrap();
        for line in [
            "import FOLDER/{}",
            "import FOLDER/{} --dry-run",
            "import FOLDER/{} --map {}={}",
            "import FOLDER/no-{}",
            "--file FOLDER/{} list",
            "--file FOLDER/no-{} list",
            "--file FOLDER/{}/x list",
            "export FOLDER/{}",
            "export FOLDER/new-{}.csv",
            "minutes --output FOLDER/{}",
        ] {
            run(&desk, &line.replace("FOLDER", &folder), &text);
        }
    }
}

#[test]
fn rows_that_are_left_out_are_told_in_signs() {
    let desk = Desk::founded();
    let path = desk.folder.path().join("x.csv");
    for text in HOSTILE {
        let cell = text.replace(['"', ','], "");
        let table = format!(
            "key,title,points,status,parent,created,{cell}\nA,{cell},{cell},{cell},{cell},{cell},{cell}\n{cell},x\n,,,,{cell}\n\"{cell}"
        );
        std::fs::write(&path, &table).unwrap();
        for line in ["import FILE --dry-run", "import FILE", "import FILE --json", "list", "log", "show A"] {
            run(&desk, &line.replace("FILE", &path.display().to_string()), text);
        }
        std::fs::write(&path, table.replace("title", "nothing")).unwrap();
        run(&desk, &format!("import {}", path.display()), text);
    }
}

proptest! {
    // Each runs some sixty verbs on a file of its own.
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_printed_tamely(text in "[^\0]{1,40}") {
        everything_is_tame(&text);
    }
}
