//! Fast typing in its order: what is typed before Tab goes to the field it was typed in.
//!
//! A slow frame may bring digits, Tab and more digits at once; the keyboard moves at the frame's start, so
//! that all of them would go to the next field.
//! Each frame is therefore given the events up to such a key, or from it on.

use egui::{Context, Event, Key, Plugin, RawInput};

/// Hands events over in as many frames as their order needs.
#[derive(Debug, Default)]
pub(super) struct Pace {
    held: Vec<Event>,
}

impl Plugin for Pace {
    fn debug_name(&self) -> &'static str {
        "pace"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let mut events = std::mem::take(&mut self.held);
        events.append(&mut input.events);
        self.held = events.split_off(first_part(&events));
        input.events = events;
        if !self.held.is_empty() {
            ctx.request_repaint();
        }
    }
}

/// How many events go first: those before a key that moves the keyboard, or that key alone.
fn first_part(events: &[Event]) -> usize {
    let moves = |event: &Event| {
        matches!(event, Event::Key { key: Key::Tab | Key::Enter, pressed: true, .. })
    };
    let types = |event: &Event| {
        matches!(event, Event::Text(_) | Event::Paste(_) | Event::Key { pressed: true, .. })
    };
    let Some(at) = events.iter().position(moves) else { return events.len() };
    let before = events.get(..at).unwrap_or_default();
    if before.iter().any(types) {
        return at;
    }
    let after = events.iter().skip(at + 1).position(types);
    after.map_or(events.len(), |after| at + 1 + after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        }
    }

    #[test]
    fn what_is_typed_around_tab_comes_in_frames_of_its_own() {
        let text = |text: &str| Event::Text(text.to_owned());
        let typed =
            vec![text("4"), text("2"), key(Key::Tab), text("7"), key(Key::Enter), text("8")];
        let ctx = Context::default();
        let mut pace = Pace::default();
        let mut frames = Vec::new();
        let mut input = RawInput { events: typed, ..RawInput::default() };
        while !input.events.is_empty() || !pace.held.is_empty() {
            pace.input_hook(&ctx, &mut input);
            frames.push(std::mem::take(&mut input.events).len());
        }
        assert_eq!(frames, [2, 1, 1, 1, 1]);
    }

    #[test]
    fn a_frame_without_such_a_key_is_left_whole() {
        let mut input = RawInput {
            events: vec![Event::PointerGone, Event::Text("4".to_owned()), Event::Copy],
            ..RawInput::default()
        };
        let mut pace = Pace::default();
        pace.input_hook(&Context::default(), &mut input);
        assert_eq!((input.events.len(), pace.held.len()), (3, 0));
    }
}
