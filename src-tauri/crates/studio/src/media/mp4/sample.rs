//! Small made-up movies for tests, box by box.

/// A box.
pub(super) fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes(), kind.as_slice(), body].concat()
}

/// A box of boxes.
pub(super) fn parent(kind: &[u8; 4], children: &[Vec<u8>]) -> Vec<u8> {
    atom(kind, &children.concat())
}

/// Numbers as big-endian bytes.
pub(super) fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

pub(super) const UPRIGHT: [i32; 9] = [1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30];

/// What a made-up movie says.
pub(super) struct Sample {
    pub brand: [u8; 4],
    pub codec: [u8; 4],
    pub sides: (u16, u16),
    pub matrix: [i32; 9],
    pub movie_duration: u32,
    pub timescale: u32,
    /// Runs of (samples, ticks).
    pub times: Vec<u32>,
    pub handler: [u8; 4],
    /// What follows the movie box.
    pub rest: Vec<u8>,
    /// Extra boxes inside the movie box.
    pub extra: Vec<u8>,
}

impl Default for Sample {
    fn default() -> Self {
        Self {
            brand: *b"isom",
            codec: *b"avc1",
            sides: (1080, 1920),
            matrix: UPRIGHT,
            movie_duration: 2000,
            timescale: 30_000,
            times: vec![60, 1000],
            handler: *b"vide",
            rest: atom(b"mdat", b"frames"),
            extra: Vec::new(),
        }
    }
}

impl Sample {
    pub fn bytes(&self) -> Vec<u8> {
        let mut clock = vec![0; 100];
        clock[12..20].copy_from_slice(&words(&[1000, self.movie_duration]));
        let movie = parent(
            b"moov",
            &[atom(b"mvhd", &clock), self.track(), self.extra.clone()],
        );
        [
            atom(b"ftyp", &[self.brand, [0; 4]].concat()),
            movie,
            self.rest.clone(),
        ]
        .concat()
    }

    fn track(&self) -> Vec<u8> {
        let mut header = vec![0; 84];
        header[12..16].copy_from_slice(&words(&[1]));
        header[40..76].copy_from_slice(&words(&self.matrix.map(i32::cast_unsigned)));
        let ticks = self.times.chunks(2).fold(0, |sum: u32, run| {
            sum.saturating_add(run[0].saturating_mul(run[1]))
        });
        let media = [
            atom(b"mdhd", &words(&[0, 0, 0, self.timescale, ticks, 0])),
            atom(b"hdlr", &[&[0; 8], self.handler.as_slice(), &[0; 12]].concat()),
            parent(b"minf", &[parent(b"stbl", &[self.description(), self.times()])]),
        ];
        parent(b"trak", &[atom(b"tkhd", &header), parent(b"mdia", &media)])
    }

    fn description(&self) -> Vec<u8> {
        let mut entry = vec![0; 78];
        entry[24..26].copy_from_slice(&self.sides.0.to_be_bytes());
        entry[26..28].copy_from_slice(&self.sides.1.to_be_bytes());
        atom(b"stsd", &[words(&[0, 1]), atom(&self.codec, &entry)].concat())
    }

    fn times(&self) -> Vec<u8> {
        atom(
            b"stts",
            &[words(&[0, self.times.len() as u32 / 2]), words(&self.times)].concat(),
        )
    }
}
