//! After a chunk whose fate is unclear, TikTok's own word says where to go on (R§9.2). The practice TikTok
//! reads the reference independently of this client.

use practice::{Options, Practice, Speed};
use tiktok::{
    ChunkAnswer, ChunkBody, ChunkPlan, Client, Failure, Initiated, PublishState, Reaction, Secret, VideoType,
};

use crate::example::post;

/// An upload of two chunks that TikTok waits for.
struct Open {
    _practice: Practice,
    client: Client,
    token: Secret,
    plan: ChunkPlan,
    initiated: Initiated,
}

impl Open {
    async fn new() -> Self {
        let options = Options {
            speed: Speed::Max,
            ..Options::default()
        };
        let practice = Practice::start(options).await.unwrap();
        let (client, keys) = post::connect(&practice).unwrap();
        let token = post::sign_in(&client, &keys, &practice)
            .await
            .unwrap()
            .access_token;
        let plan = ChunkPlan::for_size(20_000_123).unwrap();
        let initiated = client.init_inbox_video(&token, &plan).await.unwrap();
        Self {
            _practice: practice,
            client,
            token,
            plan,
            initiated,
        }
    }

    async fn put(&self, index: u64) -> Result<ChunkAnswer, Failure> {
        let range = self.plan.range(index).unwrap();
        let length = usize::try_from(range.end - range.start).unwrap();
        let body = ChunkBody::from_bytes(vec![7; length]);
        let (url, total) = (&self.initiated.upload_url, self.plan.total());
        let answer = self
            .client
            .put_chunk(url, VideoType::Mp4, range, total, body)
            .await;
        answer.map_err(|error| error.failure)
    }

    /// The chunks TikTok has by its status, whose `uploaded_bytes` is a count.
    async fn stored(&self) -> Option<u64> {
        let asked = self
            .client
            .publish_status(&self.token, &self.initiated.publish_id);
        let bytes = asked.await.unwrap().uploaded_bytes.unwrap();
        self.plan.index_at(bytes)
    }
}

#[tokio::test]
async fn a_chunk_that_tiktok_has_already_is_answered_with_where_it_is() {
    let open = Open::new().await;
    assert_eq!(open.stored().await, Some(0));
    let Ok(ChunkAnswer::Stored {
        reported: Some(reported),
    }) = open.put(0).await
    else {
        panic!("the first chunk is stored");
    };
    assert_eq!(open.plan.stored(reported), Some(1));
    let again = open.put(0).await.unwrap_err();
    let expected = Failure::RangeMismatch {
        reported: Some(reported),
    };
    assert_eq!((again, again.reaction()), (expected, Reaction::Resynchronise));
    assert_eq!(open.stored().await, Some(1));
    assert_eq!(open.put(1).await, Ok(ChunkAnswer::Complete));
    assert_eq!(open.stored().await, Some(2));
}

#[tokio::test]
async fn a_chunk_too_far_ahead_is_refused_and_the_status_says_where_to_start() {
    let open = Open::new().await;
    let ahead = open.put(1).await.unwrap_err();
    assert_eq!(ahead, Failure::RangeMismatch { reported: None });
    assert_eq!(open.stored().await, Some(0));
    assert!(matches!(open.put(0).await, Ok(ChunkAnswer::Stored { .. })));
    assert_eq!(open.put(1).await, Ok(ChunkAnswer::Complete));
    let asked = open
        .client
        .publish_status(&open.token, &open.initiated.publish_id);
    assert_eq!(asked.await.unwrap().state, PublishState::SentToInbox);
}
