//! Keys of commands.

use std::fmt;

/// A key of a shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is a key")]
pub enum Key {
    D,
    E,
    K,
    N,
    O,
    Q,
    S,
    T,
    W,
    Y,
    Z,
    Plus,
    Minus,
    Digit(u8),
}

/// A key with those held down; Ctrl is Cmd on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// The key.
    pub key: Key,
    /// Whether Shift is held as well as Ctrl.
    pub shift: bool,
}

impl Shortcut {
    /// Ctrl and a key.
    pub const fn ctrl(key: Key) -> Self {
        Self { key, shift: false }
    }

    /// Ctrl, Shift and a key.
    pub const fn ctrl_shift(key: Key) -> Self {
        Self { key, shift: true }
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.shift { "Ctrl+Shift+" } else { "Ctrl+" })?;
        match self.key {
            Key::Plus => f.write_str("+"),
            Key::Minus => f.write_str("−"),
            Key::Digit(digit) => write!(f, "{digit}"),
            letter => write!(f, "{letter:?}"),
        }
    }
}
