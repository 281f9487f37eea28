//! What the post will look like, made from what the creator chose and the video's facts.
//!
//! Nobody outside TikTok knows for certain what its player draws where. Whatever stands
//! here without a source of TikTok's own says so: hints come with their source.

mod guides;

use crate::media::Facts;
use crate::posting_page::{Choices, cover, prescribed};
use crate::view::*;
use crate::words::Words;
use guides::{Confidence, Fold, GUIDES, Guides, Zones};

/// Ratios of covers that a profile grid may crop to. Neither is TikTok's word.
const CROPS: [(u32, u32); 2] = [(3, 4), (1, 1)];

/// Makes the preview.
pub(crate) fn view(choices: &Choices, facts: &Facts, words: &Words) -> PreviewView {
    PreviewView {
        guides: both_ways(&GUIDES, words),
        fold: fold(&GUIDES.caption_fold, words),
        labels: labels(choices),
        frame_rate: facts.frame_rate,
        last_frame_ms: cover::last_ms(facts),
        cover: (choices.mode == Mode::Direct).then(|| cover_control(choices, words)),
    }
}

/// The labels of a direct post; the inbox takes none of these choices (R§8.2).
fn labels(choices: &Choices) -> Vec<String> {
    if choices.mode != Mode::Direct {
        return Vec::new();
    }
    // R§13.3 rule 8: branded content alone or with one's own brand has one label.
    let promotes = match (choices.branded_content, choices.your_brand) {
        (true, _) => Some(prescribed::PAID_LABEL),
        (false, true) => Some(prescribed::PROMOTIONAL_LABEL),
        (false, false) => None,
    };
    let ai = choices.ai.then_some(prescribed::AI_LABEL);
    promotes.into_iter().chain(ai).map(str::to_owned).collect()
}

fn cover_control(choices: &Choices, words: &Words) -> CoverControl {
    let crop = |(width, height)| CoverCrop {
        label: format!("{width}:{height}"),
        width,
        height,
    };
    CoverControl {
        crops: CROPS.map(crop).into(),
        hint: words.say("preview-crop-hint"),
        taken_back: choices
            .cover_taken_back
            .then(|| words.say("preview-cover-taken-back")),
    }
}

fn both_ways(guides: &Guides, words: &Words) -> Vec<ZoneGuide> {
    let zones = guides.zones.iter();
    zones
        .flat_map(|zones| {
            let straight = guide(guides, zones, words);
            let mirrored = mirrored(&straight, zones, words);
            [straight, mirrored]
        })
        .collect()
}

fn guide(guides: &Guides, zones: &Zones, words: &Words) -> ZoneGuide {
    ZoneGuide {
        id: zones.id.clone(),
        label: words.say(&name(zones)),
        right_to_left: false,
        width: guides.frame.width,
        height: guides.frame.height,
        top: zones.top,
        bottom: zones.bottom,
        left: zones.left,
        right: zones.right,
        note: words.say_with(
            "preview-guide-note",
            &[
                ("confidence", &words.say(confidence(zones.confidence))),
                ("source", &zones.source),
                ("seen", &zones.seen),
            ],
        ),
    }
}

/// The same for an app of a right-to-left language.
fn mirrored(guide: &ZoneGuide, zones: &Zones, words: &Words) -> ZoneGuide {
    ZoneGuide {
        id: format!("{}-mirrored", guide.id),
        label: words.attribute(&name(zones), "mirrored", &[]),
        right_to_left: true,
        left: guide.right,
        right: guide.left,
        note: format!("{} {}", guide.note, words.say("preview-guide-mirrored")),
        ..guide.clone()
    }
}

fn fold(fold: &Fold, words: &Words) -> CaptionFold {
    let confidence = words.say(confidence(fold.confidence));
    let lines = fold.lines.to_string();
    CaptionFold {
        lines: fold.lines,
        note: words.say_with(
            "preview-fold-note",
            &[
                ("lines", &lines),
                ("confidence", &confidence),
                ("source", &fold.source),
            ],
        ),
    }
}

fn name(zones: &Zones) -> String {
    format!("preview-guide-{}", zones.id)
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Article => "preview-confidence-article",
    }
}

#[cfg(test)]
mod tests;
