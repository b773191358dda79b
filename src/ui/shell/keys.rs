//! Keys of commands.

use egui::{Context, Event};

use crate::app::{Command, Key, MENUS, Shortcut, State};
use crate::ui::widgets::entry;

/// The commands whose keys were pressed; a field under the keyboard gives its value first.
///
/// Whether they can be done is known only then: what is being typed may be what there is to save.
pub fn commands(ctx: &Context, state: &State) -> Vec<Command> {
    // A question or a sheet has the keyboard for itself.
    let is_covered = ctx.memory(egui::Memory::top_modal_layer).is_some();
    let is_asked = state.prompt.is_some() || state.question().is_some();
    if is_asked || state.sheet.is_some() || is_covered {
        return Vec::new();
    }
    // In a field as it was, undo and redo are those of the plan.
    let typing = ctx.text_edit_focused() && (entry::is_changed(ctx) || !entry::is_editing(ctx));
    let listed = MENUS.iter().flat_map(|menu| menu.commands).flatten();
    let mut pressed = Vec::new();
    for command in listed {
        // While typing, undo and redo are those of the text.
        let of_text = matches!(command, Command::Undo | Command::Redo);
        let Some(shortcut) = command.shortcut().filter(|_| !(typing && of_text)) else { continue };
        let also = matches!(command, Command::Redo).then_some(Shortcut::ctrl(Key::Y));
        let hit = [Some(shortcut), also].into_iter().flatten().any(|keys| consume(ctx, keys));
        if hit {
            pressed.push(command.clone());
        }
    }
    let ends_typing = |command: &Command| !matches!(command, Command::Undo | Command::Redo);
    if pressed.iter().any(ends_typing)
        && let Some(focused) = ctx.memory(egui::Memory::focused)
    {
        ctx.memory_mut(|memory| memory.surrender_focus(focused));
    }
    pressed
}

fn consume(ctx: &Context, shortcut: Shortcut) -> bool {
    // Plus may need Shift; with any other key it tells two commands apart.
    let scales = matches!(shortcut.key, Key::Plus | Key::Minus);
    let keys = keys(shortcut.key);
    let is_meant = |event: &Event| match event {
        Event::Key { key, pressed: true, modifiers, .. } => {
            keys.contains(key)
                && modifiers.command
                && !modifiers.alt
                && (scales || modifiers.shift == shortcut.shift)
        }
        _ => false,
    };
    ctx.input_mut(|input| {
        let hit = input.events.iter().any(is_meant);
        input.events.retain(|event| !is_meant(event));
        hit
    })
}

/// The keys of the keyboard that stand for a key of a shortcut.
fn keys(key: Key) -> Vec<egui::Key> {
    const DIGITS: [egui::Key; 10] = [
        egui::Key::Num0,
        egui::Key::Num1,
        egui::Key::Num2,
        egui::Key::Num3,
        egui::Key::Num4,
        egui::Key::Num5,
        egui::Key::Num6,
        egui::Key::Num7,
        egui::Key::Num8,
        egui::Key::Num9,
    ];
    match key {
        Key::D => vec![egui::Key::D],
        Key::E => vec![egui::Key::E],
        Key::K => vec![egui::Key::K],
        Key::N => vec![egui::Key::N],
        Key::O => vec![egui::Key::O],
        Key::Q => vec![egui::Key::Q],
        Key::S => vec![egui::Key::S],
        Key::T => vec![egui::Key::T],
        Key::W => vec![egui::Key::W],
        Key::Y => vec![egui::Key::Y],
        Key::Z => vec![egui::Key::Z],
        // On many keyboards plus is the equals key, with Shift or without.
        Key::Plus => vec![egui::Key::Plus, egui::Key::Equals],
        Key::Minus => vec![egui::Key::Minus],
        Key::Digit(digit) => DIGITS.get(usize::from(digit)).copied().into_iter().collect(),
    }
}
