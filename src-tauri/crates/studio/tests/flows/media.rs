//! Real videos, made by ffmpeg: read, drawn and served.

#[path = "media/pictures.rs"]
mod pictures;
#[path = "media/reading.rs"]
mod reading;
#[path = "media/server.rs"]
mod server;

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

const FFMPEG: &str = "ffmpeg";

/// The clips, made once for all tests.
struct Clips(tempfile::TempDir);

impl Clips {
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs ffmpeg on a moving picture (input 0) and a tone (input 1), one second each.
    fn make(&self, name: &str, size: &str, rate: &str, arguments: &str) {
        let picture = format!("testsrc2=size={size}:rate={rate}:duration=1");
        self.run(
            &[
                "-f",
                "lavfi",
                "-i",
                &picture,
                "-f",
                "lavfi",
                "-i",
                "sine=duration=1",
            ],
            arguments,
            name,
        );
    }

    fn run(&self, inputs: &[&str], arguments: &str, name: &str) {
        let output = Command::new(FFMPEG)
            .args(["-nostdin", "-loglevel", "error", "-y"])
            .args(inputs)
            .args(arguments.split_whitespace())
            .arg(self.path(name))
            .output()
            .expect("these tests need ffmpeg");
        assert!(
            output.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    fn cut(&self, whole: &str, part: &str, keep: fn(usize) -> usize) {
        let bytes = std::fs::read(self.path(whole)).unwrap();
        std::fs::write(self.path(part), &bytes[..keep(bytes.len())]).unwrap();
    }
}

fn clips() -> &'static Clips {
    static CLIPS: OnceLock<Clips> = OnceLock::new();
    CLIPS.get_or_init(|| {
        let clips = Clips(tempfile::tempdir().unwrap());
        let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
        let portrait = "360x640";
        clips.make(
            "plain.mp4",
            portrait,
            "30",
            &format!("{h264} -c:a aac -movflags +faststart"),
        );
        clips.make("index-last.mp4", portrait, "30", &format!("{h264} -an"));
        clips.make(
            "film.mov",
            portrait,
            "30000/1001",
            &format!("{h264} -c:a pcm_s16le"),
        );
        clips.make("fast.mp4", portrait, "61", &format!("{h264} -an"));
        clips.make(
            "varying.mp4",
            portrait,
            "30",
            &format!("{h264} -an -vf select='lt(n,15)+not(mod(n,3))' -vsync vfr"),
        );
        clips.make(
            "fragments.mp4",
            portrait,
            "30",
            &format!("{h264} -c:a aac -g 10 -movflags frag_keyframe+empty_moov"),
        );
        clips.make("prores.mov", portrait, "25", "-c:v prores_ks -profile:v 0 -an");
        clips.make(
            "vp9.webm",
            portrait,
            "25",
            "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus",
        );
        clips.make(
            "vp8.webm",
            portrait,
            "25",
            "-c:v libvpx -deadline realtime -cpu-used 8 -an -live 1",
        );
        clips.make("matroska.mkv", portrait, "25", &format!("{h264} -an"));
        clips.make("sound.m4a", portrait, "25", "-map 1 -c:a aac");
        clips.make("landscape.mp4", "640x360", "30", &format!("{h264} -an"));
        let landscape = clips.path("landscape.mp4");
        clips.run(
            &["-i", landscape.to_str().unwrap()],
            "-c copy -metadata:s:v:0 rotate=90",
            "turned.mp4",
        );
        clips.cut("plain.mp4", "cut.mp4", |length| length / 2);
        clips.cut("index-last.mp4", "cut-index.mp4", |length| length - 100);
        clips.cut("fragments.mp4", "cut-fragments.mp4", |length| length / 2);
        clips.cut("vp9.webm", "cut.webm", |length| length / 2);
        clips
    })
}
