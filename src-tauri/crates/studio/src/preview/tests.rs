use super::*;
use crate::media::{Codec, Container};

fn facts() -> Facts {
    Facts {
        container: Container::Mp4,
        codec: Codec::H264,
        size: 1,
        duration_ms: 2_000,
        width: 1080,
        height: 1920,
        rotation: 0,
        frame_rate: Some(30.0),
        last_frame_at_ms: Some(1_967),
        has_audio: false,
    }
}

fn shown(choices: &Choices) -> PreviewView {
    view(choices, &facts(), &Words::english())
}

#[test]
fn labels_are_those_that_the_prompts_and_the_reference_name() {
    let cases: [(bool, bool, bool, &[&str]); 6] = [
        // your brand, branded content, AI
        (false, false, false, &[]),
        (true, false, false, &["Promotional content"]),
        (false, true, false, &["Paid partnership"]),
        (true, true, false, &["Paid partnership"]),
        (false, false, true, &["Creator labeled as AI-generated"]),
        (
            true,
            true,
            true,
            &["Paid partnership", "Creator labeled as AI-generated"],
        ),
    ];
    for (your_brand, branded_content, ai, expected) in cases {
        let mut choices = Choices {
            disclosure: your_brand || branded_content,
            your_brand,
            branded_content,
            ai,
            ..Choices::default()
        };
        assert_eq!(shown(&choices).labels, expected);
        choices.mode = Mode::Inbox;
        assert_eq!(shown(&choices).labels, [""; 0]);
    }
    assert!(prescribed::PROMOTIONAL.contains(&format!("'{}'", prescribed::PROMOTIONAL_LABEL)));
    assert!(prescribed::PAID.contains(&format!("'{}'", prescribed::PAID_LABEL)));
}

#[test]
fn a_cover_is_chosen_for_a_direct_post_only() {
    let direct = shown(&Choices::default()).cover.unwrap();
    assert_eq!(direct.taken_back, None);
    let inbox = Choices {
        mode: Mode::Inbox,
        cover_ms: Some(40),
        cover_taken_back: true,
        ..Choices::default()
    };
    assert_eq!(shown(&inbox).cover, None);
    let taken_back = Choices {
        cover_taken_back: true,
        ..Choices::default()
    };
    assert!(shown(&taken_back).cover.unwrap().taken_back.is_some());
}

#[test]
fn a_mirrored_guide_is_the_same_seen_in_a_mirror() {
    let guides = shown(&Choices::default()).guides;
    assert_eq!(guides.len(), 4);
    for pair in guides.chunks(2) {
        let [straight, mirrored] = pair else {
            unreachable!()
        };
        assert_eq!((straight.right_to_left, mirrored.right_to_left), (false, true));
        assert_eq!((straight.left, straight.right), (mirrored.right, mirrored.left));
        assert_eq!((straight.top, straight.bottom), (mirrored.top, mirrored.bottom));
        assert_ne!(straight.label, mirrored.label);
    }
}

#[test]
fn every_guide_says_what_it_is_worth() {
    let preview = shown(&Choices::default());
    for guide in &preview.guides {
        assert!(!guide.label.starts_with("preview-"), "{}", guide.id);
        for word in ["2026-11-21", "hint", "article", ".com"] {
            assert!(guide.note.contains(word), "{}: {}", guide.id, guide.note);
        }
    }
    let wide = &preview.guides[2];
    assert_eq!((wide.width, wide.height), (1080, 1920));
    assert_eq!((wide.top, wide.bottom, wide.left, wide.right), (0, 672, 0, 162));
    assert_eq!(preview.fold.lines, 4);
    assert!(preview.fold.note.contains("article"), "{}", preview.fold.note);
}
