//! A product in the middle of its second sprint, with at least one entity of every kind.

use super::desk::Desk;
use ceremony::clock::Clock as _;
use ceremony::domain::value::Instant;
use std::sync::OnceLock;

/// The file of the scene and its time: made once, copied for each test.
static SCENE: OnceLock<(Vec<u8>, Instant)> = OnceLock::new();

/// Ana is the product owner, Bo and Chi are developers. Sprint 2 has run for five working days.
pub fn scene() -> Desk {
    let (bytes, now) = SCENE.get_or_init(|| {
        let desk = made();
        (std::fs::read(desk.file()).unwrap(), desk.clock.now())
    });
    let desk = Desk::empty();
    std::fs::write(desk.file(), bytes).unwrap();
    desk.clock.set(*now);
    desk
}

fn made() -> Desk {
    let desk = Desk::founded();
    for line in [
        "product set goal \"Half of all guests pay by card\"",
        "person add Bo --login bo",
        "person add Chi --roles \"scrum master, developer\"",
        "person add Dee --roles stakeholder",
        "epic add Payments",
        "epic add \"The till\"",
        "column limit Doing 2",
        // PB-1 to PB-3 belong to the first sprint.
        "add \"Pay in cash\" --points 8 --epic payments --criterion \"change is shown\"",
        "add \"Choose the currency\" --points 5 --epic payments",
        "add \"Print a receipt\" --points 3 --epic till",
        "sprint new \"Sprint 1\" --goal \"Guests can pay in cash\" --from 2026-11-23 --to 2026-12-04",
        "sprint add 1 2 3",
        "sprint start",
        "move 1 2 review",
    ] {
        desk.ok(line);
    }
    desk.days(11);
    for line in [
        "accept 1 2 --because \"shown to ten guests\"",
        "sprint close",
        "edit 3 --title \"Print a receipt at the till\" --points 2",
        "add \"Pay by card\" --points 5 --epic payments --as-a guest --i-want \"to pay by card\" --so-that \"I need no cash\" --criterion \"the amount is shown\" --criterion \"a declined card is told\" --assign Bo --label till",
        "add \"Card is declined\" --kind bug --points 3 --epic payments --criterion \"the guest sees why\" --assign Chi",
        "add \"Log the payment\" --kind chore --points 2 --criterion \"nothing secret is logged\"",
        "add \"Refund a card payment\" --points 13 --epic payments --as-a waiter --i-want \"to refund\" --criterion \"the refund is booked\"",
        "add \"Split a bill between guests\" --description \"**Seats** first.\n\nThen amounts.\"",
        "add \"Offline mode for the till\" --kind spike --epic till",
        "add \"Tip on the card terminal\" --label later",
        "ready 4 5 6",
        "sprint new \"Sprint 2\" --goal \"Guests can pay by card\" --from 2026-12-07 --to 2026-12-18",
        "sprint add 3 4 5 6",
    ] {
        desk.ok(line);
    }
    desk.days(3);
    for line in ["sprint start", "move 3 doing", "move 4 doing", "move 5 doing"] {
        desk.ok(line);
    }
    desk.days(2);
    for line in [
        "move 3 review",
        "definition tick 3 d1",
        "definition tick 3 d2",
        "definition tick 3 d3",
        "accept 3",
        "block 5 \"waiting for the bank\"",
        "task add 4 \"call the bank\" \"write the test\"",
        "task done 4 1",
        "question add 8 \"What about gift cards?\" --of Bo --by 2026-12-11",
        "question add 8 \"Rounding?\"",
        "question answer 8 2 \"the last bill takes it\"",
        "depend 8 --on 7",
        "rank 8 --before 7",
        "link add 8 https://example.org/split.png --title \"Design of the split\"",
        "comment add 8 \"Seen at the fair.\"",
        "ready 7 --because \"it is split in planning\"",
    ] {
        desk.ok(line);
    }
    desk.days(2);
    for line in [
        "move 4 review",
        "criterion met 4 1",
        "criterion failed 4 2 --note \"no text\"",
        "sprint new",
        "sprint add 7 --sprint next",
    ] {
        desk.ok(line);
    }
    desk
}
