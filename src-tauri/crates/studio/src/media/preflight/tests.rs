use super::*;

fn good() -> Facts {
    Facts {
        container: Container::Mp4,
        codec: Codec::H264,
        size: 130_000_000,
        duration_ms: 47_000,
        width: 1080,
        height: 1920,
        rotation: 0,
        frame_rate: Some(30.0),
        last_frame_at_ms: None,
        has_audio: true,
    }
}

/// Severity and words of one check.
fn result(facts: &Facts, longest: Longest, check_name: &str) -> (Severity, String, String) {
    let findings = check(facts, longest, &Words::english());
    let found = findings
        .into_iter()
        .find(|finding| finding.check == check_name)
        .unwrap();
    (found.severity, found.fact, found.remedy)
}

fn frame_rate_of(rate: f64) -> (Severity, String) {
    let (severity, fact, _) = result(
        &Facts {
            frame_rate: Some(rate),
            ..good()
        },
        Longest::Unknown,
        "frame_rate",
    );
    (severity, fact)
}

fn duration_of(duration_ms: u64, longest: Longest) -> (Severity, String) {
    let (severity, fact, _) = result(
        &Facts {
            duration_ms,
            ..good()
        },
        longest,
        "duration",
    );
    (severity, fact)
}

#[test]
fn a_good_video_fits_in_every_check_and_says_its_facts() {
    let findings = check(&good(), Longest::OfCreator(180), &Words::english());
    assert!(
        findings.iter().all(|finding| finding.severity == Severity::Fine),
        "{findings:?}"
    );
    assert!(!blocks(&findings));
    let names: Vec<&str> = findings.iter().map(|finding| finding.check.as_str()).collect();
    assert_eq!(
        names,
        [
            "container",
            "codec",
            "frame_rate",
            "width",
            "height",
            "duration",
            "size"
        ]
    );
    let facts: Vec<&str> = findings.iter().map(|finding| finding.fact.as_str()).collect();
    assert_eq!(
        facts,
        [
            "MP4 file.",
            "Coded as H.264.",
            "30 frames a second.",
            "1080 pixels wide.",
            "1920 pixels high.",
            "0:47 long.",
            "130 MB."
        ]
    );
}

#[test]
fn sixty_one_frames_a_second_is_one_too_many() {
    let (severity, fact, remedy) = result(
        &Facts {
            frame_rate: Some(61.0),
            ..good()
        },
        Longest::Unknown,
        "frame_rate",
    );
    assert_eq!(severity, Severity::Bad);
    assert_eq!(fact, "61 frames a second is one too many.");
    assert_eq!(
        remedy,
        "TikTok takes 23 to 60. Export it again at 60 or fewer frames a second."
    );
}

#[test]
fn the_frame_rate_must_lie_between_23_and_60() {
    assert_eq!(
        frame_rate_of(22.9),
        (Severity::Bad, "22.9 frames a second is too few.".into())
    );
    assert_eq!(
        frame_rate_of(119.88),
        (Severity::Bad, "119.88 frames a second is too many.".into())
    );
    for rate in [23.0, 23.976, 29.97, 59.94, 60.0, 60.02] {
        assert_eq!(frame_rate_of(rate).0, Severity::Fine, "{rate}");
    }
    let unknown = Facts {
        frame_rate: None,
        ..good()
    };
    assert_eq!(result(&unknown, Longest::Unknown, "frame_rate").0, Severity::Warn);
}

#[test]
fn each_side_must_lie_between_360_and_4096() {
    for (pixels, severity) in [
        (359, Severity::Bad),
        (360, Severity::Fine),
        (4096, Severity::Fine),
        (4097, Severity::Bad),
    ] {
        assert_eq!(
            result(
                &Facts {
                    width: pixels,
                    ..good()
                },
                Longest::Unknown,
                "width"
            )
            .0,
            severity,
            "{pixels}"
        );
        assert_eq!(
            result(
                &Facts {
                    height: pixels,
                    ..good()
                },
                Longest::Unknown,
                "height"
            )
            .0,
            severity,
            "{pixels}"
        );
    }
}

#[test]
fn a_codec_tiktok_does_not_take_blocks_by_its_name() {
    let video = Facts {
        codec: Codec::Other("ProRes".into()),
        ..good()
    };
    let (severity, fact, _) = result(&video, Longest::Unknown, "codec");
    assert_eq!(severity, Severity::Bad);
    assert_eq!(fact, "This video is coded as ProRes, which TikTok does not take.");
}

#[test]
fn this_creators_longest_duration_is_the_limit_once_known() {
    assert_eq!(duration_of(180_000, Longest::OfCreator(180)).0, Severity::Fine);
    assert_eq!(
        duration_of(180_001, Longest::OfCreator(180)),
        (
            Severity::Bad,
            "The video is less than a second too long for this account.".into()
        )
    );
    assert_eq!(
        duration_of(311_200, Longest::OfCreator(180)),
        (Severity::Bad, "5:12 is 2:12 too long for this account.".into())
    );
    assert_eq!(duration_of(599_000, Longest::OfCreator(600)).0, Severity::Fine);
    assert_eq!(duration_of(660_000, Longest::OfCreator(3600)).0, Severity::Warn);
}

#[test]
fn a_length_not_every_account_may_post_is_worth_knowing_before_one_is_chosen() {
    assert_eq!(duration_of(180_000, Longest::Unknown).0, Severity::Fine);
    assert_eq!(
        duration_of(180_001, Longest::Unknown),
        (Severity::Warn, "3:01 is longer than 3 minutes.".into())
    );
    assert_eq!(
        duration_of(601_000, Longest::Unknown),
        (Severity::Warn, "10:01 is longer than 10 minutes.".into())
    );
}

#[test]
fn four_decimal_gigabytes_are_the_limit() {
    assert_eq!(
        result(
            &Facts {
                size: 4_000_000_000,
                ..good()
            },
            Longest::Unknown,
            "size"
        )
        .0,
        Severity::Fine
    );
    assert_eq!(
        result(
            &Facts {
                size: 4_000_000_001,
                ..good()
            },
            Longest::Unknown,
            "size"
        )
        .0,
        Severity::Bad
    );
}

#[test]
fn what_blocks_comes_first_and_every_finding_has_its_words() {
    let video = Facts {
        codec: Codec::Other("AV1".into()),
        frame_rate: None,
        width: 100,
        duration_ms: 700_000,
        size: 5_000_000_000,
        ..good()
    };
    let findings = check(&video, Longest::OfCreator(180), &Words::english());
    assert!(blocks(&findings));
    assert!(findings.is_sorted_by_key(|finding| finding.severity));
    for finding in findings {
        for text in [finding.fact, finding.remedy] {
            assert!(
                text.ends_with('.') && !text.contains("media-") && !text.contains('$'),
                "{text}"
            );
        }
    }
}

#[test]
fn the_inbox_takes_ten_minutes_and_names_what_is_too_much() {
    assert_eq!(duration_of(600_000, Longest::OfInbox).0, Severity::Fine);
    let (severity, fact) = duration_of(623_400, Longest::OfInbox);
    assert_eq!(severity, Severity::Bad);
    assert_eq!(fact, "10:24 is 0:24 too long for the TikTok inbox.");
}
