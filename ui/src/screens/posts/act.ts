/** Does one of a post's actions: here, at TikTok, or by going to where it is done. */
import { core, type DraftId, type PostAction, type PostCard } from "../../ipc";
import { place } from "../../state/place.svelte";
import { studio } from "../../state/studio.svelte";

export async function act(card: PostCard, action: PostAction): Promise<void> {
  if (action === "review" && card.draft) return place.go({ at: "posting", draft: card.draft });
  if (action === "to_inbox" && card.draft) return sendToInbox(card.draft);
  if (action === "sign_in_again") return place.go({ at: "settings", section: "accounts" });
  if (action === "open_on_tiktok" || action === "open_phone")
    return void (await studio.try(() => core.postOpenOnTiktok(card.id)));
  await studio.try(() => core.postAct(card.id, action));
}

/** Nothing is sent: the creator sees the page of the other way and agrees there. */
async function sendToInbox(draft: DraftId): Promise<void> {
  const chosen = await studio.try(() => core.postingChoose(draft, { choose: "mode", mode: "inbox" }));
  if (chosen) place.go({ at: "posting", draft });
}
