//! What TikTok's support asks for beside a line of the history.

/// A fact of TikTok's and the number of its answer: "v_pub_file~…, log id 2026…".
pub(super) fn reference(fact: Option<String>, log_id: Option<String>) -> Option<String> {
    let parts: Vec<String> = [fact, log_id.map(|id| format!("log id {id}"))]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn names_what_there_is() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(reference(some("a"), some("b")), some("a, log id b"));
        assert_eq!(reference(None, some("b")), some("log id b"));
        assert_eq!(reference(some("a"), None), some("a"));
        assert_eq!(reference(None, None), None);
    }
}
