//! Keys of commands.

use egui::{Context, Modifiers};

use crate::app::{Command, Key, MENUS, Shortcut, State};

/// The commands whose keys were pressed; a field under the keyboard gives its value first.
pub fn commands(ctx: &Context, state: &State) -> Vec<Command> {
    // A question or a sheet has the keyboard for itself.
    if state.prompt.is_some() || state.sheet.is_some() {
        return Vec::new();
    }
    let typing = ctx.text_edit_focused();
    let listed = MENUS.iter().flat_map(|menu| menu.commands).flatten();
    let mut pressed = Vec::new();
    for command in listed {
        // While typing, undo and redo are those of the text.
        let of_text = matches!(command, Command::Undo | Command::Redo);
        let Some(shortcut) = command.shortcut().filter(|_| !(typing && of_text)) else { continue };
        let also = matches!(command, Command::Redo).then_some(Shortcut::ctrl(Key::Y));
        let hit = [Some(shortcut), also].into_iter().flatten().any(|keys| consume(ctx, keys));
        if hit && command.enabled(state) {
            pressed.push(command.clone());
        }
    }
    if !pressed.is_empty()
        && let Some(focused) = ctx.memory(egui::Memory::focused)
    {
        ctx.memory_mut(|memory| memory.surrender_focus(focused));
    }
    pressed
}

fn consume(ctx: &Context, shortcut: Shortcut) -> bool {
    let mut modifiers = Modifiers::COMMAND;
    modifiers.shift = shortcut.shift;
    ctx.input_mut(|input| {
        keys(shortcut.key).into_iter().any(|key| input.consume_key(modifiers, key))
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
