//! Photos against TikTok's rules (R§13.2, R§8.3).

use super::{finding, rules};
use crate::media::labels;
use crate::media::{Photo, PhotoFormat};
use crate::view::{Finding, Severity};
use crate::words::Words;

/// Compares the photos of a post with TikTok's rules. Blocking findings come first; each
/// check appears once and names the photos that do not fit, counted from 1.
pub fn check(photos: &[Photo], words: &Words) -> Vec<Finding> {
    let mut findings = vec![
        count(photos.len(), words),
        each("photo_format", photos, words, |photo| {
            photo.format != PhotoFormat::Other
        }),
        each("photo_sides", photos, words, fits),
        each("photo_size", photos, words, |photo| {
            photo.size <= rules::MAX_PHOTO_SIZE
        }),
    ];
    findings.sort_by_key(|finding| finding.severity);
    findings
}

fn count(photos: usize, words: &Words) -> Finding {
    let (severity, key) = match photos {
        0 => (Severity::Bad, "media-photo-count-none"),
        1..=rules::MAX_PHOTOS => (Severity::Fine, "media-photo-count-fits"),
        _ => (Severity::Bad, "media-photo-count-over"),
    };
    let [count, max] = [photos, rules::MAX_PHOTOS].map(|number| number.to_string());
    let args = [("count", count.as_str()), ("max", &max)];
    finding("photo_count", severity, key, words, &args)
}

/// TikTok says "1080p" and not how it counts portraits (R§13.2): either way round is taken.
fn fits(photo: &Photo) -> bool {
    photo.width.min(photo.height) <= rules::PHOTO_SHORT_SIDE
        && photo.width.max(photo.height) <= rules::PHOTO_LONG_SIDE
}

/// `check` is the finding's name; its sentences are `media-<check>-fits` and `-over`.
fn each(check: &str, photos: &[Photo], words: &Words, fits: fn(&Photo) -> bool) -> Finding {
    let numbered = (1..).zip(photos);
    let wrong = numbered.filter(|(_, photo)| !fits(photo));
    let wrong: Vec<String> = wrong.map(|(number, _): (usize, _)| number.to_string()).collect();
    let (severity, outcome) = match wrong.is_empty() {
        true => (Severity::Fine, "fits"),
        false => (Severity::Bad, "over"),
    };
    let key = format!("media-{}-{outcome}", check.replace('_', "-"));
    let [count, short, long] = [
        wrong.len().to_string(),
        rules::PHOTO_SHORT_SIDE.to_string(),
        rules::PHOTO_LONG_SIDE.to_string(),
    ];
    let args = [
        ("count", count.as_str()),
        ("which", &wrong.join(", ")),
        ("short", &short),
        ("long", &long),
        ("max", &labels::size(rules::MAX_PHOTO_SIZE)),
    ];
    finding(check, severity, &key, words, &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo() -> Photo {
        Photo {
            format: PhotoFormat::Jpeg,
            size: 400_000,
            width: 1080,
            height: 1920,
        }
    }

    fn wrong(photos: &[Photo]) -> Vec<String> {
        let findings = check(photos, &Words::english()).into_iter();
        let bad = findings.filter(|finding| finding.severity == Severity::Bad);
        bad.map(|finding| finding.fact).collect()
    }

    #[test]
    fn each_rule_has_its_edge() {
        type Edit = fn(&mut Photo);
        let edges: [(Edit, bool); 9] = [
            (|_| {}, true),
            (|photo| photo.format = PhotoFormat::WebP, true),
            (|photo| photo.format = PhotoFormat::Other, false),
            (|photo| photo.size = 20_000_000, true),
            (|photo| photo.size = 20_000_001, false),
            (|photo| (photo.width, photo.height) = (1920, 1080), true),
            (|photo| (photo.width, photo.height) = (1081, 1081), false),
            (|photo| (photo.width, photo.height) = (1080, 1921), false),
            (|photo| (photo.width, photo.height) = (1, 1), true),
        ];
        for (edit, fits) in edges {
            let mut edited = photo();
            edit(&mut edited);
            assert_eq!(wrong(&[edited.clone()]).is_empty(), fits, "{edited:?}");
        }
        for (count, fits) in [(0, false), (1, true), (35, true), (36, false)] {
            assert_eq!(wrong(&vec![photo(); count]).is_empty(), fits, "{count} photos");
        }
    }

    #[test]
    fn a_finding_names_the_photos_that_do_not_fit() {
        let other = Photo {
            format: PhotoFormat::Other,
            ..photo()
        };
        let one = wrong(&[photo(), other.clone()]);
        assert_eq!(one, ["Photo 2 is neither JPEG nor WebP."]);
        let more = wrong(&[other.clone(), photo(), other]);
        assert_eq!(more, ["Photos 1, 3 are neither JPEG nor WebP."]);
        assert_eq!(wrong(&[]), ["There is no photo yet."]);
        assert_eq!(
            wrong(&vec![photo(); 36]),
            ["36 photos are more than TikTok takes in one post."]
        );
    }
}
