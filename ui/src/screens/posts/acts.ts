/** What the creator can do with a post, as buttons. */
import type { PostAction, PostCard } from "../../ipc";
import type { IconName } from "../../parts/icons";

interface Act {
  icon?: IconName;
  trailing?: IconName;
  /** Ends something for good, so it is asked about first and never stands in the list. */
  ends?: boolean;
}

export const acts: Record<PostAction, Act> = {
  earlier: { icon: "up" },
  later: { icon: "down" },
  pause: { icon: "pause" },
  continue: { icon: "play" },
  check_now: {},
  stop: { ends: true },
  stop_following: { ends: true },
  open_on_tiktok: { trailing: "out" },
  open_phone: { icon: "phone", trailing: "out" },
  to_inbox: { icon: "inbox" },
  try_again: { icon: "refresh" },
  review: {},
  sign_in_again: {},
};

/** What leads back to the draft. */
const needsDraft: PostAction[] = ["review", "to_inbox"];

/** What can be done here; without its draft a post cannot be agreed to anew. */
export function offered(card: PostCard): PostAction[] {
  return card.actions.filter((action) => !needsDraft.includes(action) || card.draft !== null);
}

/** The one action that stands in the list. Whether a live post is still there is asked now and then. */
export function foremost(card: PostCard): PostAction | undefined {
  const settled = card.tone === "live";
  return offered(card).find((action) => !acts[action].ends && !(settled && action === "check_now"));
}
