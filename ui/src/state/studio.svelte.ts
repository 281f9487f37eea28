/** The core's snapshot as last heard. The window holds no truth of its own. */
import { asProblem, core, onChanged, type Change, type Problem, type Settings, type Snapshot } from "../ipc";
import { spread } from "./changes";
import { Live } from "./live.svelte";
import { place } from "./place.svelte";
import { toast } from "./toast.svelte";

class Studio {
  /** True while files are held over the window. */
  dragging = $state(false);
  /** What went wrong with something the creator just did, until dismissed. */
  problem = $state.raw<Problem | undefined>();
  #snapshot = new Live(() => core.snapshot());

  /** Everything around the desk, once known. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot.value;
  }

  /** Why there is no snapshot. */
  get startProblem(): Problem | undefined {
    return this.#snapshot.problem;
  }

  /** The account new work is meant for. */
  get account() {
    const snapshot = this.snapshot;
    return snapshot?.accounts.find((account) => account.badge.id === snapshot.activeAccount);
  }

  /** Listens first, then asks, so that nothing falls between. */
  async start(): Promise<void> {
    try {
      await onChanged((change) => this.#heard(change));
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
    await this.refresh();
  }

  /** Asks for the snapshot again. */
  async refresh(): Promise<void> {
    await this.#snapshot.refresh();
    this.#follow();
  }

  /** Does something with the core; true when it worked, else the problem is shown. */
  async try(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    }
  }

  /** Keeps some of the preferences. */
  save(some: Partial<Settings>): Promise<boolean> {
    const settings = this.snapshot?.settings;
    if (!settings) return Promise.resolve(false);
    return this.try(() => core.settingsSave({ ...settings, ...some }));
  }

  #heard(change: Change): void {
    if (change.what === "dragging") this.dragging = change.over;
    if (change.what === "toast") toast.show(change.message);
    if (change.what === "snapshot" || change.what === "everything") void this.refresh();
    spread(change);
  }

  /** Goes where a link from outside asked to go. */
  #follow(): void {
    const route = this.snapshot?.route;
    if (!route) return;
    if (route.place === "draft") place.go({ at: "posting", draft: route.id });
    if (route.place === "post") place.go({ at: "posts", post: route.id });
    if (route.place === "drafts") place.go({ at: "drafts" });
    if (route.place === "accounts") place.go({ at: "settings", section: "accounts" });
    void core.routeArrived();
  }
}

export const studio = new Studio();
