use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// 5 MB and 64 MB in the reading that is harder to meet (R§9.1).
const SMALLEST_CHUNK: u64 = 5 * (1 << 20);
const LARGEST_CHUNK: u64 = 64_000_000;
const LARGEST_LAST_CHUNK: u64 = 128_000_000;

fn plan(size: u64) -> ChunkPlan {
    ChunkPlan::for_size(size).unwrap()
}

fn header(range: Range<u64>, total: u64) -> String {
    format!("bytes {}-{}/{total}", range.start, range.end - 1)
}

#[test]
fn the_plans_are_those_of_the_reference() {
    let table: Value =
        serde_json::from_str(include_str!("../../tests/fixtures/upload-chunk-plans.json")).unwrap();
    let rows = table["plans"].as_array().unwrap();
    assert_eq!(rows.len(), 12);
    for row in rows {
        let size = row["video_size"].as_u64().unwrap();
        let plan = plan(size);
        assert_eq!(plan.total(), size);
        assert_eq!(plan.chunk(), row["chunk_size"], "{row}");
        assert_eq!(plan.count(), row["total_chunk_count"], "{row}");
        assert_eq!(plan.last(), row["last_chunk_bytes"], "{row}");
        assert_eq!(header(plan.range(0).unwrap(), size), row["first_range"], "{row}");
        assert_eq!(
            header(plan.range(plan.count() - 1).unwrap(), size),
            row["last_range"],
            "{row}"
        );
    }
    for row in table["refused"].as_array().unwrap() {
        let plan = plan(row["video_size"].as_u64().unwrap());
        let ours = (plan.chunk(), plan.count());
        let refused = (
            row["chunk_size"].as_u64().unwrap(),
            row["total_chunk_count"].as_u64().unwrap(),
        );
        assert_ne!(ours, refused, "TikTok answers: {}", row["message"]);
    }
}

#[test]
fn empty_files_and_files_beyond_four_gib_are_refused() {
    let largest = 4 * 1024 * 1024 * 1024;
    assert_eq!(ChunkPlan::LARGEST, largest);
    assert_eq!(ChunkPlan::for_size(0), Err(ChunkPlanError::Empty));
    assert!(ChunkPlan::for_size(largest).is_ok());
    let too_large = |size| Err(ChunkPlanError::TooLarge { size, largest });
    assert_eq!(ChunkPlan::for_size(largest + 1), too_large(largest + 1));
    assert_eq!(ChunkPlan::for_size(u64::MAX), too_large(u64::MAX));
}

#[test]
fn only_boundaries_have_an_index() {
    let plan = plan(50_000_123);
    assert_eq!(plan.index_at(0), Some(0));
    assert_eq!(plan.index_at(40_000_000), Some(4));
    assert_eq!(plan.index_at(50_000_123), Some(5));
    for offset in [
        1,
        9_999_999,
        10_000_001,
        50_000_000,
        50_000_122,
        50_000_124,
        60_000_000,
        u64::MAX,
    ] {
        assert_eq!(plan.index_at(offset), None, "{offset}");
    }
}

#[test]
fn a_reported_end_is_read_as_count_and_as_last_index() {
    let plan = plan(50_000_123);
    let cases = [
        (0, Some(0)),
        (9_999_999, Some(1)),
        (10_000_000, Some(1)),
        (50_000_122, Some(5)),
        (50_000_123, Some(5)),
        (10_000_001, None),
        (49_999_999, None),
        (u64::MAX, None),
    ];
    for (reported, stored) in cases {
        assert_eq!(plan.stored(reported), stored, "{reported}");
    }
    // The one byte is there, or it is not: this number cannot say.
    assert_eq!(super::ChunkPlan::for_size(1).unwrap().stored(0), None);
}

/// Any size, those around the limits of the rules more often.
fn sizes() -> impl Strategy<Value = u64> {
    let edges = [
        1,
        5_000_000,
        SMALLEST_CHUNK,
        20_000_000,
        64_000_000,
        64 << 20,
        4_000_000_000,
        1 << 32,
    ];
    let near =
        (0..edges.len(), 0..40_u64).prop_map(move |(edge, off)| (edges[edge] + off).saturating_sub(20));
    let multiple = (2..430_u64, 0..3_u64).prop_map(|(count, off)| count * 10_000_000 + off - 1);
    prop_oneof![1..=ChunkPlan::LARGEST, near, multiple].prop_map(|size| size.clamp(1, ChunkPlan::LARGEST))
}

proptest! {
    #[test]
    fn the_ranges_cover_the_file_once_and_in_order(size in sizes()) {
        let plan = plan(size);
        let mut next = 0;
        let mut count = 0;
        for range in plan.ranges() {
            prop_assert_eq!(range.start, next);
            prop_assert!(range.end > range.start);
            prop_assert_eq!(plan.range(count), Some(range.clone()));
            prop_assert_eq!(plan.index_at(range.start), Some(count));
            next = range.end;
            count += 1;
        }
        prop_assert_eq!(next, size);
        prop_assert_eq!(count, plan.count());
        prop_assert_eq!(plan.range(count), None);
        prop_assert_eq!(plan.index_at(size), Some(count));
    }

    #[test]
    fn every_rule_of_the_reference_holds(size in sizes()) {
        let plan = plan(size);
        prop_assert_eq!(plan.count(), size / plan.chunk(), "rule 1: rounded down, the rest in the last chunk");
        prop_assert!((1..=1000).contains(&plan.count()), "rule 5");
        if plan.count() == 1 {
            prop_assert_eq!(plan.chunk(), size, "rules 3 and 6: whole means chunk_size = video_size");
            prop_assert!(size <= LARGEST_CHUNK, "rule 4: over 64 MB must be split");
        } else {
            prop_assert!(size >= SMALLEST_CHUNK, "rule 3: under 5 MB goes whole");
            prop_assert!((SMALLEST_CHUNK..=LARGEST_CHUNK).contains(&plan.chunk()), "rule 2");
            prop_assert!((plan.chunk()..=LARGEST_LAST_CHUNK).contains(&plan.last()), "rule 2, last chunk");
        }
        for (index, range) in (0..).zip(plan.ranges()) {
            let expected = if index + 1 == plan.count() { plan.last() } else { plan.chunk() };
            prop_assert_eq!(range.end - range.start, expected);
        }
    }

    #[test]
    fn what_is_too_large_is_refused(size in ChunkPlan::LARGEST + 1..=u64::MAX) {
        prop_assert_eq!(
            ChunkPlan::for_size(size),
            Err(ChunkPlanError::TooLarge { size, largest: ChunkPlan::LARGEST })
        );
    }

    #[test]
    fn both_readings_of_a_boundary_mean_the_same_chunks(size in 2..=ChunkPlan::LARGEST) {
        let plan = plan(size);
        for (index, range) in (0..).zip(plan.ranges()) {
            prop_assert_eq!(plan.stored(range.end), Some(index + 1));
            prop_assert_eq!(plan.stored(range.end - 1), Some(index + 1));
        }
    }
}
