//! The suite that every engine passes. It knows no SQL.
