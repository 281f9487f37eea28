use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

use super::*;

fn guest(account: &str, post: &str, place: i64) -> Guest {
    Guest {
        post: PostId::from_text(post),
        account: AccountId::from_text(account),
        title: post.to_owned(),
        begun: false,
        place,
    }
}

/// Lines everybody up behind one that goes up, then lets them up one by one and says in which order.
async fn order_of(most: usize, waiting: Vec<Guest>, rearranged: &[(&str, i64)]) -> Vec<String> {
    let turns = Turns::default();
    turns.allow(most);
    let first = turns.take_now(guest("a", "first", 0)).unwrap();
    let (up, mut came_up) = mpsc::unbounded_channel();
    let count = waiting.len();
    for guest in waiting {
        let (up, title) = (up.clone(), guest.title.clone());
        let turn = turns.line_up(guest);
        tokio::spawn(async move {
            turn.come().await;
            up.send((title, turn)).ok();
        });
    }
    let places: Vec<_> = rearranged
        .iter()
        .map(|(post, place)| (PostId::from_text(*post), *place))
        .collect();
    turns.arrange(&places);
    drop(first);
    let mut order = Vec::new();
    for _ in 0..count {
        let (title, turn) = timeout(Duration::from_secs(60), came_up.recv())
            .await
            .unwrap()
            .unwrap();
        order.push(title);
        drop(turn);
    }
    order
}

#[tokio::test]
async fn accounts_take_turns_however_many_posts_one_of_them_has() {
    let waiting = vec![
        guest("a", "a1", 1),
        guest("a", "a2", 2),
        guest("a", "a3", 3),
        guest("b", "b1", 9),
        guest("b", "b2", 10),
        guest("c", "c1", 5),
    ];
    let order = order_of(1, waiting, &[]).await;
    assert_eq!(order, ["b1", "c1", "a1", "b2", "a2", "a3"]);
}

#[tokio::test]
async fn within_an_account_the_creators_order_holds_and_can_be_changed_while_waiting() {
    let waiting = || vec![guest("a", "a1", 1), guest("a", "a2", 2), guest("a", "a3", 3)];
    assert_eq!(order_of(1, waiting(), &[]).await, ["a1", "a2", "a3"]);
    let changed = [("a1", 3), ("a3", 1)];
    assert_eq!(order_of(1, waiting(), &changed).await, ["a3", "a2", "a1"]);
}

#[tokio::test]
async fn an_upload_whose_hour_runs_comes_before_all_that_have_not_begun() {
    let begun = Guest {
        begun: true,
        ..guest("a", "begun", 9)
    };
    let order = order_of(1, vec![guest("a", "a1", 1), guest("b", "b1", 1), begun], &[]).await;
    assert_eq!(order[0], "begun");
}

#[tokio::test]
async fn so_many_go_up_at_once_but_one_for_each_account() {
    let turns = Turns::default();
    turns.allow(2);
    let a = turns.take_now(guest("a", "a1", 1)).expect("nobody goes up");
    assert!(
        turns.take_now(guest("a", "a2", 2)).is_none(),
        "one for each account"
    );
    let b = turns
        .take_now(guest("b", "b1", 1))
        .expect("there is room for two");
    assert!(turns.take_now(guest("c", "c1", 1)).is_none(), "two at most");
    let c = turns.line_up(guest("c", "c1", 1));
    assert!(timeout(Duration::ZERO, c.come()).await.is_err());
    let ahead = turns.ahead(&PostId::from_text("c1")).unwrap();
    assert!(ahead.own.is_none());
    let titles: Vec<_> = ahead.others.iter().map(|guest| guest.title.as_str()).collect();
    assert_eq!((titles, ahead.most), (vec!["a1", "b1"], 2));
    turns.allow(3);
    let up = timeout(Duration::from_secs(60), c.come());
    up.await.expect("there is room for three");
    assert!(turns.ahead(&PostId::from_text("c1")).is_none());
    drop((a, b, c));
}

#[tokio::test]
async fn who_gives_up_leaves_the_line() {
    let turns = Turns::default();
    let going = turns.take_now(guest("a", "a1", 1)).unwrap();
    let waits = turns.line_up(guest("a", "a2", 2));
    let own = turns.ahead(&PostId::from_text("a2")).unwrap().own;
    assert_eq!(own.map(|guest| guest.title).as_deref(), Some("a1"));
    drop(waits);
    assert!(turns.ahead(&PostId::from_text("a2")).is_none());
    drop(going);
    assert!(turns.take_now(guest("a", "a3", 3)).is_some());
}
