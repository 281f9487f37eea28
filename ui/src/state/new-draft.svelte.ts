/** Making drafts from picked files, and what to say about picked or dropped ones that could not be taken. */
import { core, type RefusedFile } from "../ipc";
import { onChange } from "./changes";
import { place } from "./place.svelte";
import { studio } from "./studio.svelte";

class NewDraft {
  /** Files that were refused, until the creator has read why. */
  refused = $state.raw<RefusedFile[]>([]);

  /** Lets the creator pick videos; one new draft opens at once. */
  async pick(): Promise<void> {
    await studio.try(async () => {
      const added = await core.draftPick();
      this.refused = added.refused;
      const [only, another] = added.drafts;
      if (!only) return;
      if (!studio.snapshot?.settings.welcomed) void studio.save({ welcomed: true });
      place.go(another ? { at: "drafts" } : { at: "posting", draft: only });
    });
  }
}

export const newDraft = new NewDraft();

onChange((change) => {
  if (change.what === "refused") newDraft.refused = change.files;
});
