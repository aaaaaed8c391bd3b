//! Fields that few rows use, stored in one box; a row in which all of them have their default has no box.

use std::ops::{Deref, DerefMut};

/// A group of fields whose defaults take no space.
pub trait SparseFields: Clone + PartialEq + Default + std::fmt::Debug + 'static {
    /// Returns the fields of a row in which all of them have their default.
    fn none() -> &'static Self;
}

/// A boxed group of rarely used fields. It dereferences to the fields themselves.
#[derive(Clone, Default)]
pub struct Sparse<T>(Option<Box<T>>);

impl<T: SparseFields> Sparse<T> {
    /// Wraps fields, without a box if all of them have their default.
    pub fn new(fields: T) -> Self {
        Self(if fields == *T::none() { None } else { Some(Box::new(fields)) })
    }

    /// Frees the box if all fields have their default.
    pub fn tidy(&mut self) {
        if self.0.as_deref().is_some_and(|fields| fields == T::none()) {
            self.0 = None;
        }
    }
}

impl<T: SparseFields> Deref for Sparse<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::none())
    }
}

impl<T: SparseFields> DerefMut for Sparse<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: SparseFields> PartialEq for Sparse<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: SparseFields + Eq> Eq for Sparse<T> {}

impl<T: SparseFields> std::fmt::Debug for Sparse<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Default)]
    struct TestFields {
        reason: Option<u8>,
    }

    impl SparseFields for TestFields {
        fn none() -> &'static Self {
            &Self { reason: None }
        }
    }

    #[test]
    fn what_says_nothing_takes_no_room_and_equals_what_never_said_anything() {
        let mut fields = Sparse::new(TestFields { reason: None });
        assert!(fields.0.is_none());
        fields.reason = Some(3);
        assert_eq!(fields.reason, Some(3));
        fields.reason = None;
        assert_eq!(fields, Sparse::default());
        fields.tidy();
        assert!(fields.0.is_none());
    }
}
