/** Does one of a post's actions: here, at TikTok, or by going to where it is done. */
import { core, type PostAction, type PostCard } from "../../ipc";
import { place } from "../../state/place.svelte";
import { studio } from "../../state/studio.svelte";

export async function act(card: PostCard, action: PostAction): Promise<void> {
  if (action === "review" && card.draft) return place.go({ at: "posting", draft: card.draft });
  if (action === "sign_in_again") return place.go({ at: "settings", section: "accounts" });
  if (action === "open_on_tiktok") return void (await studio.try(() => core.postOpenOnTiktok(card.id)));
  await studio.try(() => core.postAct(card.id, action));
}
