use super::*;

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

#[test]
fn bytes_go_to_tiktoks_upload_hosts_only() {
    let tiktok = Endpoints::tiktok();
    let good = [
        "https://open-upload.tiktokapis.com/video/?upload_id=67890&upload_token=Xza123",
        "https://upload.us.tiktokapis.com/video/?upload_id=1",
        "https://open-upload-i18n.tiktokapis.com/upload?upload_id=7497888937493822177&upload_token=E",
        "https://open-upload-va.tiktokapis.com/upload",
        "https://OPEN-UPLOAD.TikTokAPIs.com/video/",
    ];
    for text in good {
        let parsed = UploadUrl::parse(text, &tiktok).unwrap();
        assert_eq!(parsed.expose(), text, "untouched");
    }
    let bad = [
        "http://open-upload.tiktokapis.com/video/",
        "https://tiktokapis.com/video/",
        "https://.tiktokapis.com/video/",
        "https://a..tiktokapis.com/video/",
        "https://tiktokapis.com.example.com/video/",
        "https://eviltiktokapis.com/video/",
        "https://open-upload.tiktokapis.com.:443/",
        "https://open-upload.tiktokapis.com./video/",
        "https://open-upload.tiktokapis.com:8443/video/",
        "https://user@open-upload.tiktokapis.com/video/",
        "https://user:pass@open-upload.tiktokapis.com/video/",
        "https://:pass@open-upload.tiktokapis.com/video/",
        "https://open-upload.tiktokapis.com@example.com/video/",
        "https://example.com/?.tiktokapis.com",
        "https://example.com#.tiktokapis.com",
        "https://example.com\\.tiktokapis.com",
        "https://127.0.0.1/video/",
        "https://[::1]/video/",
        "ftp://open-upload.tiktokapis.com/",
        "file:///video.tiktokapis.com",
        "//open-upload.tiktokapis.com/video/",
        "",
    ];
    for text in bad {
        let error = UploadUrl::parse(text, &tiktok).unwrap_err();
        assert_eq!(error.failure, Failure::ForbiddenAddress, "{text}");
    }
}

#[test]
fn bytes_of_practice_go_to_the_practice_upload_host_only() {
    let here = url("http://127.0.0.1:4000");
    let practice = Endpoints::practice(&here, &here, &url("http://127.0.0.1:4001")).unwrap();
    assert!(UploadUrl::parse("http://127.0.0.1:4001/upload?upload_token=x", &practice).is_ok());
    let bad = [
        "http://127.0.0.1:4000/upload",
        "https://127.0.0.1:4001/upload",
        "http://localhost:4001/upload",
        "http://user@127.0.0.1:4001/upload",
        "https://open-upload.tiktokapis.com/video/",
        "http://example.com:4001/",
    ];
    for text in bad {
        assert!(UploadUrl::parse(text, &practice).is_err(), "{text}");
    }
}

#[test]
fn neither_debug_nor_the_error_shows_the_address() {
    let text = "https://open-upload.tiktokapis.com/video/?upload_token=Xza123";
    let shown = format!("{:?}", UploadUrl::parse(text, &Endpoints::tiktok()));
    assert!(
        shown.contains("UploadUrl(…)") && !shown.contains("Xza123"),
        "{shown}"
    );
    let error =
        UploadUrl::parse("https://evil.example/?upload_token=Xza123", &Endpoints::tiktok()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("evil"), "{error}");
}

#[test]
fn a_reported_range_counts_only_for_this_file_and_from_its_start() {
    let cases = [
        ("bytes 0-9999999/50000123", Some(9_999_999)),
        ("bytes 0-50000123/50000123", Some(50_000_123)),
        (" bytes  0-0/50000123 ", Some(0)),
        ("bytes 0-9999999/50000124", None),
        ("bytes 0-9999999/*", None),
        ("bytes */50000123", None),
        ("bytes 10000000-19999999/50000123", None),
        ("bytes 0-50000124/50000123", None),
        ("bytes 0--1/50000123", None),
        ("0-9999999/50000123", None),
        ("", None),
    ];
    for (header, end) in cases {
        assert_eq!(reported_end(header, 50_000_123), end, "{header}");
    }
}

#[test]
fn a_chunk_must_fit_its_range_and_its_file() {
    assert!(is_sound(&(0..10), 10, 10));
    assert!(is_sound(&(5..10), 11, 5));
    for (range, total, length) in [(0..10, 9, 10), (0..10, 10, 9), (5..5, 10, 0), (0..0, 0, 0)] {
        assert!(
            !is_sound(&range, total, length),
            "{range:?} of {total} with {length}"
        );
    }
}
