use practice::{Options, Practice};
use serde_json::Value;

use crate::client::*;
use crate::process::Program;

#[tokio::test]
async fn everything_goes_on_after_a_restart_on_another_port() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        state: Some(folder.path().join("practice.json")),
        ..fast()
    };
    let total = 10_000_123;
    let bytes = video(10_000_123);
    let (first, last) = bytes.split_at(5_000_000);

    let practice = Practice::start(options.clone()).await.unwrap();
    let client = Client::of(&practice);
    let redirect = practice
        .allow(&client.authorize(&[]), "mara", None)
        .await
        .unwrap();
    let waiting = practice
        .allow(&client.authorize(&[]), "nord", None)
        .await
        .unwrap();
    let tokens = client
        .exchange(&parameter(&redirect, "code"), REDIRECT, Some(VERIFIER))
        .await
        .json();
    let client = Client {
        token: tokens["access_token"].as_str().unwrap().to_owned(),
        ..client
    };
    let posted = client.publish("PUBLIC_TO_EVERYONE").await;
    let started = Started::from(&client.init("SELF_ONLY", total, 5_000_000, 2).await);
    assert_eq!(client.put(&started.address, first, 0, total).await.status, 206);
    let before = practice.state();
    // Dropped without a stop, as a kill would.
    drop(practice);

    let practice = Practice::start(options).await.unwrap();
    let moved = Client {
        base: practice.addresses().api,
        ..client.clone()
    };
    assert_ne!(moved.base, client.base);
    let address = started.address.replace(&client.base, &moved.base);
    assert_eq!(moved.put(&address, last, 5_000_000, total).await.status, 201);
    let after = practice.state();
    assert_eq!(after["posts"][0], before["posts"][0]);
    assert_eq!(
        after["posts"][1]["sha256"],
        sha256(&bytes),
        "the digest went on where it stood"
    );
    assert_eq!(after["bytes"], 10_000_123 + 1_000);
    assert!(moved.status(&posted).await.json()["data"]["publicaly_available_post_id"][0].is_u64());
    let refreshed = moved
        .refresh(tokens["refresh_token"].as_str().unwrap())
        .await
        .json();
    assert_eq!(refreshed["open_id"], tokens["open_id"]);
    let late = moved
        .exchange(&parameter(&waiting, "code"), REDIRECT, Some(VERIFIER))
        .await
        .json();
    assert!(late["access_token"].is_string(), "{late}");
    assert_eq!(practice.state()["tokens_issued"], 3);
    practice.stop().await;
}

#[tokio::test]
async fn a_broken_state_file_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.json");
    std::fs::write(&path, "{ not json").unwrap();
    let error = Practice::start(Options {
        state: Some(path.clone()),
        ..fast()
    })
    .await
    .err()
    .unwrap()
    .to_string();
    assert!(error.contains("practice.json"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{ not json");
}

#[tokio::test]
async fn the_file_is_whole_at_every_moment_it_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.json");
    let options = Options {
        state: Some(path.clone()),
        limits: false,
        ..fast()
    };
    let practice = Practice::start(options).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let writing = tokio::spawn(async move {
        for _ in 0..20 {
            client.publish("SELF_ONLY").await;
        }
    });
    let mut reads = 0;
    while !writing.is_finished() {
        let text = tokio::fs::read_to_string(&path).await.unwrap();
        serde_json::from_str::<Value>(&text).expect("a whole file");
        reads += 1;
    }
    writing.await.unwrap();
    assert!(reads > 0);
    assert_eq!(practice.state()["posts"].as_array().unwrap().len(), 20);
}

#[tokio::test]
async fn a_file_of_before_there_were_pulls_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.json");
    let options = Options {
        state: Some(path.clone()),
        ..fast()
    };
    let practice = Practice::start(options.clone()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    drop(practice);
    let mut kept: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let forget = |part: &mut Value, names: &[&str]| {
        let part = part.as_object_mut().unwrap();
        assert!(names.iter().all(|name| part.remove(*name).is_some()), "{part:?}");
    };
    forget(&mut kept, &["private"]);
    let upload = &mut kept["uploads"][&publish_id];
    forget(upload, &["description", "pull", "is_discarded"]);
    let post = &mut kept["posts"][0];
    forget(post, &["description", "is_photos", "is_refused", "hidden_at"]);
    std::fs::write(&path, kept.to_string()).unwrap();
    let practice = Practice::start(options).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let data = client.status(&publish_id).await.json()["data"].clone();
    assert!(data["publicaly_available_post_id"][0].is_u64(), "{data}");
}

#[tokio::test]
async fn a_stopped_practice_frees_its_port() {
    let practice = Practice::start(fast()).await.unwrap();
    let port = url::Url::parse(&practice.addresses().api).unwrap().port();
    practice.stop().await;
    let again = Practice::start(Options { port, ..fast() }).await.unwrap();
    let taken = Practice::start(Options { port, ..fast() }).await.err().unwrap();
    assert!(matches!(taken, practice::Error::Bind { .. }), "{taken}");
    again.stop().await;
}

#[tokio::test]
async fn what_was_answered_survives_a_kill_at_any_moment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice.json");
    let arguments = ["--speed", "max", "--no-limits", "--state", path.to_str().unwrap()];
    let mut program = Program::start(&arguments);
    let mut client = program.signed_in().await;
    let mut answered = vec![];
    for round in 0..6_u64 {
        let writing = client.clone();
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        let writer = tokio::spawn(async move {
            let body = init_body("SELF_ONLY", 1_000, 1_000, 1);
            // Until the program is gone.
            while let Ok(response) = writing.try_post("/v2/post/publish/video/init/", &body).await {
                let Ok(text) = response.text().await else { break };
                let Ok(answer) = serde_json::from_str::<Value>(&text) else {
                    break;
                };
                let id = answer["data"]["publish_id"].as_str().unwrap().to_owned();
                tell.send(id).unwrap();
            }
        });
        // In the middle of the writing, wherever that is.
        for _ in 0..=round {
            answered.push(told.recv().await.unwrap());
        }
        program.kill();
        writer.await.unwrap();
        while let Some(id) = told.recv().await {
            answered.push(id);
        }
        program = Program::start(&arguments);
        client.base = program.text("api").to_owned();
        for id in &answered {
            assert_eq!(
                client.status(id).await.code(),
                (200, "ok".to_owned()),
                "round {round}: {id}"
            );
        }
    }
}
