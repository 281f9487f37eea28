//! How a list of named states is written.

macro_rules! states {
    ($practice:expr, $($name:literal => |$window:ident, $hands:ident| $body:block)*) => {
        pub(super) const STATES: &[State] = &[$(State {
            name: $name,
            practice: $practice,
            reach: |$window, $hands| Box::pin(async move { let _ = $hands; $body }),
        }),*];
    };
}
