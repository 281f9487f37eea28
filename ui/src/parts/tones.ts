/** How a post's state is drawn: one icon and one colour for each tone. */
import type { Tone } from "../ipc";
import type { IconName } from "./icons";

export type Colour = "live" | "lamp" | "stop" | "dusk" | "calm";

export const tones: Record<Tone, { icon: IconName; colour: Colour }> = {
  calm: { icon: "clock", colour: "calm" },
  busy: { icon: "upload", colour: "calm" },
  at_tiktok: { icon: "hourglass", colour: "calm" },
  inbox: { icon: "inbox", colour: "dusk" },
  live: { icon: "confirmed", colour: "live" },
  needs_you: { icon: "alert", colour: "lamp" },
  bad: { icon: "failed", colour: "stop" },
};
