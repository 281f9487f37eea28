//! What is being served: open videos and pictures, by names nobody can guess.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::file::OpenVideo;

/// Most videos held open at once; more than any screen shows.
const VIDEOS: usize = 64;

/// Most bytes of pictures kept in memory.
const PICTURES: usize = 64 << 20;

/// Everything there is an address for.
pub(super) struct Shelf {
    /// Makes names unguessable and different in each session.
    secret: [u8; 32],
    boards: Mutex<Boards>,
}

struct Boards {
    videos: Board<Arc<OpenVideo>>,
    pictures: Board<Bytes>,
    /// Videos opened so far; makes each opening's name its own.
    opened: u64,
}

impl Shelf {
    pub fn new() -> io::Result<Self> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| io::Error::other(error.to_string()))?;
        let boards = Boards {
            videos: Board::new(VIDEOS),
            pictures: Board::new(PICTURES),
            opened: 0,
        };
        Ok(Self {
            secret,
            boards: Mutex::new(boards),
        })
    }

    /// Name of the video at `path`, opened unless it is open already.
    pub fn video(&self, key: &str, path: &Path) -> Option<String> {
        // Disks can be slow, so nothing is looked at or opened under the lock.
        let known = self.boards().videos.under(key);
        if let Some((name, video)) = known
            && video.is_still_at(path)
        {
            return Some(name);
        }
        let video = OpenVideo::open(path);
        let mut boards = self.boards();
        boards.videos.remove(key);
        let video = video?;
        boards.opened += 1;
        let name = self.name(key, &boards.opened.to_le_bytes());
        boards.videos.put(key, &name, Arc::new(video), 1);
        Some(name)
    }

    /// Name of a picture.
    pub fn picture(&self, key: &str, jpeg: &[u8]) -> String {
        let name = self.name(key, jpeg);
        let mut boards = self.boards();
        if boards.pictures.named(&name).is_none() {
            boards
                .pictures
                .put(key, &name, Bytes::copy_from_slice(jpeg), jpeg.len());
        }
        name
    }

    pub fn revoke(&self, key: &str) {
        let mut boards = self.boards();
        boards.videos.remove(key);
        boards.pictures.remove(key);
    }

    /// The video of that name. Weak, so that revoking ends what is being read.
    pub fn find_video(&self, name: &str) -> Option<Weak<OpenVideo>> {
        self.boards()
            .videos
            .named(name)
            .map(|video| Arc::downgrade(&video))
    }

    pub fn find_picture(&self, name: &str) -> Option<Bytes> {
        self.boards().pictures.named(name)
    }

    /// 128 bits in hex that cannot be told without the secret.
    fn name(&self, key: &str, what: &[u8]) -> String {
        let mut hash = Sha256::new();
        hash.update(self.secret);
        hash.update((key.len() as u64).to_le_bytes());
        hash.update(key);
        hash.update(what);
        hash.finalize()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// A panic while the lock was held leaves maps that are still whole.
    fn boards(&self) -> MutexGuard<'_, Boards> {
        self.boards.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Items by name, one for each key, with room for so much; the one not asked for
/// longest gives way.
struct Board<T> {
    items: HashMap<String, Item<T>>,
    names: HashMap<String, String>,
    room: usize,
    used: usize,
    turn: u64,
}

struct Item<T> {
    key: String,
    value: T,
    weight: usize,
    last_asked: u64,
}

impl<T: Clone> Board<T> {
    fn new(room: usize) -> Self {
        Self {
            items: HashMap::new(),
            names: HashMap::new(),
            room,
            used: 0,
            turn: 0,
        }
    }

    fn named(&mut self, name: &str) -> Option<T> {
        self.turn += 1;
        let item = self.items.get_mut(name)?;
        item.last_asked = self.turn;
        Some(item.value.clone())
    }

    fn under(&mut self, key: &str) -> Option<(String, T)> {
        let name = self.names.get(key)?.clone();
        let value = self.named(&name)?;
        Some((name, value))
    }

    fn put(&mut self, key: &str, name: &str, value: T, weight: usize) {
        self.remove(key);
        while self.used + weight > self.room
            && let Some(oldest) = self.oldest()
        {
            self.remove(&oldest);
        }
        self.turn += 1;
        self.used += weight;
        self.names.insert(key.to_owned(), name.to_owned());
        self.items.insert(
            name.to_owned(),
            Item {
                key: key.to_owned(),
                value,
                weight,
                last_asked: self.turn,
            },
        );
    }

    fn remove(&mut self, key: &str) {
        let item = self.names.remove(key).and_then(|name| self.items.remove(&name));
        self.used -= item.map_or(0, |item| item.weight);
    }

    /// Key of the item not asked for longest.
    fn oldest(&self) -> Option<String> {
        self.items
            .values()
            .min_by_key(|item| item.last_asked)
            .map(|item| item.key.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_longest_gives_way() {
        let mut board = Board::new(10);
        board.put("a", "name of a", 'a', 4);
        board.put("b", "name of b", 'b', 4);
        assert_eq!(board.named("name of a"), Some('a'));
        board.put("c", "name of c", 'c', 4);
        assert_eq!(board.named("name of b"), None);
        assert_eq!(board.under("a"), Some(("name of a".to_owned(), 'a')));
        assert_eq!(board.used, 8);
    }

    #[test]
    fn a_key_has_one_item_at_a_time() {
        let mut board = Board::new(10);
        board.put("a", "first", 1, 4);
        board.put("a", "second", 2, 5);
        assert_eq!(board.named("first"), None);
        assert_eq!(board.named("second"), Some(2));
        board.remove("a");
        assert_eq!((board.used, board.items.len(), board.names.len()), (0, 0, 0));
    }

    #[test]
    fn something_larger_than_the_board_has_it_for_itself() {
        let mut board = Board::new(10);
        board.put("a", "small", 1, 4);
        board.put("b", "large", 2, 40);
        assert_eq!(board.named("small"), None);
        assert_eq!(board.named("large"), Some(2));
    }

    #[test]
    fn names_are_long_and_differ_by_session_key_and_picture() {
        let shelf = Shelf::new().unwrap();
        let name = shelf.picture("a", b"jpeg");
        assert_eq!(name.len(), 32);
        assert_eq!(shelf.picture("a", b"jpeg"), name);
        assert_ne!(shelf.picture("b", b"jpeg"), name);
        assert_ne!(shelf.picture("a", b"jpeg 2"), name);
        assert_ne!(Shelf::new().unwrap().picture("a", b"jpeg"), name);
    }
}
