//! SHA-256 that can be put away half-way and taken up after a restart.

use serde::{Deserialize, Serialize};
use sha2::digest::generic_array::GenericArray;

const BLOCK: usize = 64;
const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// The digest of the bytes so far.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Digest {
    words: [u32; 8],
    pending: Vec<u8>,
    length: u64,
}

impl Default for Digest {
    fn default() -> Self {
        Self {
            words: START,
            pending: vec![],
            length: 0,
        }
    }
}

impl Digest {
    /// Takes more bytes.
    pub fn update(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if !self.pending.is_empty() {
            let missing = (BLOCK - self.pending.len()).min(bytes.len());
            self.pending.extend_from_slice(&bytes[..missing]);
            bytes = &bytes[missing..];
            if self.pending.len() < BLOCK {
                return;
            }
            let block = std::mem::take(&mut self.pending);
            compress(&mut self.words, &block);
        }
        let whole = bytes.len() / BLOCK * BLOCK;
        compress(&mut self.words, &bytes[..whole]);
        self.pending.extend_from_slice(&bytes[whole..]);
    }

    /// The digest of all bytes so far, hexadecimal.
    pub fn hex(&self) -> String {
        let mut words = self.words;
        let mut tail = self.pending.clone();
        tail.push(0x80);
        while tail.len() % BLOCK != BLOCK - 8 {
            tail.push(0);
        }
        tail.extend_from_slice(&(self.length * 8).to_be_bytes());
        compress(&mut words, &tail);
        words.iter().map(|word| format!("{word:08x}")).collect()
    }
}

fn compress(words: &mut [u32; 8], blocks: &[u8]) {
    for many in blocks.chunks(BLOCK * 64) {
        let blocks: Vec<_> = many
            .chunks_exact(BLOCK)
            .map(|block| *GenericArray::from_slice(block))
            .collect();
        sha2::compress256(words, &blocks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::Digest as _;

    #[test]
    fn it_is_sha_256_however_the_bytes_are_cut() {
        let bytes: Vec<u8> = (0..20_000_u32)
            .map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1])
            .collect();
        for cut in [1, 7, 63, 64, 65, 4_096, 20_000] {
            let mut digest = Digest::default();
            bytes.chunks(cut).for_each(|piece| digest.update(piece));
            let expected: String = sha2::Sha256::digest(&bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(digest.hex(), expected, "cut every {cut} bytes");
        }
    }

    #[test]
    fn it_goes_on_after_it_was_put_away() {
        let mut digest = Digest::default();
        digest.update(b"half of a vid");
        let away = serde_json::to_string(&digest).unwrap();
        let mut again: Digest = serde_json::from_str(&away).unwrap();
        again.update(b"eo");
        digest.update(b"eo");
        assert_eq!(again.hex(), digest.hex());
    }
}
