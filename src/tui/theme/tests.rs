use super::*;
use crate::tui::rgb::Rgb;

/// The colours of text and ground of widespread themes.
const THEMES: [(&str, Rgb, Rgb); 8] = [
    ("dark", Rgb(0xd8, 0xd8, 0xd8), Rgb(0x18, 0x18, 0x18)),
    ("light", Rgb(0x22, 0x24, 0x28), Rgb(0xfa, 0xfa, 0xfa)),
    ("black", Rgb(0xff, 0xff, 0xff), Rgb(0, 0, 0)),
    ("Nord", Rgb(0xd8, 0xde, 0xe9), Rgb(0x2e, 0x34, 0x40)),
    ("One Dark", Rgb(0xab, 0xb2, 0xbf), Rgb(0x28, 0x2c, 0x34)),
    ("Solarized dark", Rgb(0x83, 0x94, 0x96), Rgb(0x00, 0x2b, 0x36)),
    ("Solarized light", Rgb(0x65, 0x7b, 0x83), Rgb(0xfd, 0xf6, 0xe3)),
    ("Catppuccin Latte", Rgb(0x4c, 0x4f, 0x69), Rgb(0xef, 0xf1, 0xf5)),
];

/// The tones that have a colour because of their meaning.
const COLOURED: [Tone; 11] = [
    Tone::Accent,
    Tone::Moved,
    Tone::Alert,
    Tone::Warn,
    Tone::Good,
    Tone::Person1,
    Tone::Person2,
    Tone::Person3,
    Tone::Person4,
    Tone::Person5,
    Tone::Person6,
];

fn theme(text: Rgb, ground: Rgb, depth: Depth) -> Theme {
    let own = OwnColours { text: Some(text), ground: Some(ground) };
    Theme::mixed(Background::of(ground), own, depth, Glyphs::UNICODE)
}

fn seen(colour: Color) -> Rgb {
    let [red, green, blue] = depth::parts(colour);
    Rgb(red, green, blue)
}

/// Runs a check on every theme in all colours and in the table of 256, on every ground.
fn on_every_ground(check: impl Fn(&str, &Theme, Rgb, Ground, Rgb)) {
    for (name, text, own) in THEMES {
        for depth in [Depth::Full, Depth::Table256] {
            let theme = theme(text, own, depth);
            for ground in Ground::ALL {
                let on = theme.ground(ground).bg.map_or(own, seen);
                check(&format!("{name}, {depth:?}, {ground:?}"), &theme, text, ground, on);
            }
        }
    }
}

#[test]
fn roles_are_found_by_their_names_and_stand_in_order() {
    for (place, tone) in Tone::ALL.into_iter().enumerate() {
        assert_eq!(tone as usize, place);
        assert_eq!(Tone::named(tone.name()), Some(tone));
    }
    assert_eq!(Tone::named("colour"), None);
}

#[test]
fn the_selected_row_stands_out_from_every_ground() {
    on_every_ground(|name, theme, _, ground, on| {
        let own = theme.palette.colours().1;
        match ground {
            Ground::Own => assert_eq!(theme.ground(ground), Style::new(), "{name}"),
            Ground::Raised => assert!(on.contrast(own) < 1.35, "{name}"),
            Ground::Selected => assert!(on.contrast(own) >= 1.6, "{name}: {:.2}", on.contrast(own)),
        }
    });
}

#[test]
fn text_is_the_terminals_own_where_that_is_good_and_can_be_read_elsewhere() {
    on_every_ground(|name, theme, text, ground, on| {
        for tone in [Tone::Text, Tone::Strong, Tone::Head, Tone::Key, Tone::Echo] {
            let colour = theme.on(tone, ground).fg;
            if text.contrast(on) >= 7.0 {
                assert_eq!(colour, None, "{name} {tone:?}");
            }
            let contrast = colour.map_or(text, seen).contrast(on);
            assert!(contrast >= 4.5, "{name} {tone:?}: {contrast:.2}");
        }
    });
}

#[test]
fn dim_text_and_colours_can_be_read_on_every_ground() {
    on_every_ground(|name, theme, text, ground, on| {
        let is_good = theme.on(Tone::Text, ground).fg.map_or(text, seen).contrast(on) >= 7.0;
        let dim = seen(theme.on(Tone::Dim, ground).fg.unwrap()).contrast(on);
        assert!(dim >= if is_good { 4.5 } else { 3.0 }, "{name}: {dim:.2}");
        for tone in COLOURED {
            let contrast = seen(theme.on(tone, ground).fg.unwrap()).contrast(on);
            assert!(contrast >= 4.5, "{name} {tone:?}: {contrast:.2}");
        }
        let rule = seen(theme.on(Tone::Rule, ground).fg.unwrap()).contrast(on);
        assert!((1.5..4.0).contains(&rule), "{name}: {rule:.2}");
    });
}

#[test]
fn on_the_stage_all_text_has_the_best_contrast() {
    on_every_ground(|name, theme, text, ground, on| {
        let stage = theme.bright();
        for tone in [Tone::Text, Tone::Dim, Tone::Strong] {
            let contrast = stage.on(tone, ground).fg.map_or(text, seen).contrast(on);
            // On a ground of medium brightness neither black nor white has more.
            assert!(contrast >= 7.0_f64.min(on.pole().contrast(on)), "{name} {tone:?}: {contrast:.2}");
        }
    });
}

#[test]
fn the_border_of_a_pop_up_can_be_seen() {
    on_every_ground(|name, theme, _, ground, on| {
        let border = seen(theme.border().fg.unwrap()).contrast(on);
        assert!(ground == Ground::Selected || border >= 3.0, "{name}: {border:.2}");
    });
}

#[test]
fn without_an_answer_painted_grounds_have_text_of_their_own() {
    for background in [Background::Dark, Background::Light] {
        let theme = Theme::new(background, Depth::Full, Glyphs::UNICODE);
        assert_eq!(theme.style(Tone::Text).fg, None);
        for ground in [Ground::Raised, Ground::Selected] {
            let (text, on) = (theme.on(Tone::Text, ground).fg.unwrap(), theme.ground(ground).bg.unwrap());
            assert!(seen(text).contrast(seen(on)) >= 7.0, "{background:?} {ground:?}");
        }
    }
}

#[test]
fn sixteen_colours_have_no_raised_ground_and_a_reversed_selection_without_colours() {
    for depth in [Depth::None, Depth::Ansi16] {
        let theme = Theme::new(Background::Dark, depth, Glyphs::UNICODE);
        assert!(!theme.has_raised());
        assert!(theme.ground(Ground::Selected).add_modifier.contains(Modifier::REVERSED));
        let area = ratatui::layout::Rect::new(0, 0, 4, 1);
        let mut frame = Buffer::empty(area);
        frame.set_style(area, theme.ground(Ground::Selected));
        frame.set_string(0, 0, "a", theme.style(Tone::Alert));
        frame.set_string(1, 0, "b", theme.style(Tone::Dim));
        theme.settle(&mut frame);
        assert_eq!((frame[(0, 0)].fg, frame[(1, 0)].fg), (Color::Reset, Color::Reset));
        assert!(!frame[(1, 0)].modifier.contains(Modifier::DIM));
    }
}

#[test]
fn what_was_drawn_gets_its_colour_for_the_ground_below() {
    let (_, text, ground) = THEMES[3];
    let theme = theme(text, ground, Depth::Full);
    let area = ratatui::layout::Rect::new(0, 0, 9, 1);
    let mut frame = Buffer::empty(area);
    for (at, on) in (0..).zip(Ground::ALL) {
        frame.set_style(ratatui::layout::Rect { x: at * 3, width: 3, ..area }, theme.ground(on));
        frame.set_string(at * 3, 0, "a", theme.style(Tone::Alert));
        frame.set_string(at * 3 + 1, 0, "b", theme.style(Tone::Dim));
        frame.set_string(at * 3 + 2, 0, "c", Style::new().fg(Color::Indexed(200)));
    }
    theme.settle(&mut frame);
    for (at, on) in (0..).zip(Ground::ALL) {
        assert_eq!(Some(frame[(at * 3, 0)].fg), theme.on(Tone::Alert, on).fg);
        assert_eq!(Some(frame[(at * 3 + 1, 0)].fg), theme.on(Tone::Dim, on).fg);
        assert_eq!(frame[(at * 3 + 2, 0)].fg, Color::Indexed(200));
    }
}

#[test]
fn without_colours_no_role_has_one_and_meanings_still_differ_from_text() {
    let mut theme = Theme::new(Background::Dark, Depth::None, Glyphs::ASCII);
    theme.colour(Tone::Accent, "red".parse().unwrap());
    for tone in Tone::ALL {
        assert_eq!((theme.style(tone).fg, theme.style(tone).bg), (None, None), "{tone:?}");
    }
    for tone in [Tone::Dim, Tone::Strong, Tone::Accent, Tone::Alert, Tone::Moved] {
        assert_ne!(theme.style(tone), theme.style(Tone::Text), "{tone:?}");
    }
}

#[test]
fn settings_and_the_terminal_make_the_theme() {
    let (config, _) = Config::load("[theme]\nacent = \"red\"\ngood = \"nice\"\nalert = \"#ff0000\"");
    let environment = Environment { colorterm: Some("truecolor".into()), ..Environment::default() };
    let own = OwnColours { text: None, ground: Some(Rgb::WHITE) };
    let (theme, problems) = Theme::of(&config, &environment, own);
    for ground in Ground::ALL {
        assert_eq!(theme.on(Tone::Alert, ground).fg, Some(Color::Rgb(255, 0, 0)));
    }
    assert_eq!(
        theme.style(Tone::Good),
        Theme::mixed(Background::Light, own, Depth::Full, Glyphs::UNICODE).style(Tone::Good)
    );
    let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(messages[0], "settings, line 2: there is no colour role \"acent\"; did you mean accent?");
    assert!(messages[1].starts_with("settings, line 3: \"nice\" is no colour"));
}

#[test]
fn a_configured_theme_is_stronger_than_the_terminals_answer() {
    let (config, _) = Config::load("[theme]\nname = \"light\"");
    let environment = Environment { colorterm: Some("truecolor".into()), ..Environment::default() };
    let own = OwnColours { text: Some(Rgb::WHITE), ground: Some(Rgb::BLACK) };
    let (theme, _) = Theme::of(&config, &environment, own);
    assert_eq!(theme, Theme::new(Background::Light, Depth::Full, Glyphs::UNICODE));
}

#[test]
fn a_person_may_choose_colours() {
    let mut theme = Theme::new(Background::Dark, Depth::Full, Glyphs::UNICODE);
    theme.colour(Tone::Accent, "#6f9fd8".parse().unwrap());
    theme.colour(Tone::Selected, "blue".parse().unwrap());
    assert_eq!(theme.style(Tone::Accent).fg, Some(Color::Rgb(0x6f, 0x9f, 0xd8)));
    assert_eq!(theme.on(Tone::Accent, Ground::Selected).fg, Some(Color::Rgb(0x6f, 0x9f, 0xd8)));
    assert_eq!(theme.ground(Ground::Selected).bg, Some(Color::Blue));
    assert!("no colour".parse::<Colour>().unwrap_err().to_string().starts_with("\"no colour\" is no colour"));
}

#[test]
fn people_have_a_hue_of_their_own() {
    use crate::domain::id::{Id as _, PersonId};
    let hues: Vec<Tone> = (1..=6).map(|it| Tone::person(PersonId::new(it).unwrap())).collect();
    assert!(hues.iter().enumerate().all(|(at, hue)| !hues[..at].contains(hue)));
    assert_eq!(Tone::person(PersonId::new(7).unwrap()), hues[0]);
    let theme = Theme::new(Background::Dark, Depth::Full, Glyphs::UNICODE);
    for hue in hues {
        for meaning in [Tone::Alert, Tone::Warn, Tone::Good, Tone::Accent] {
            assert_ne!(theme.style(hue), theme.style(meaning));
        }
    }
}
