/** Where in the window one is. One value instead of a router; a reload keeps it. */

export type Section =
  "accounts" | "tiktok-app" | "appearance" | "practice" | "uploads" | "activity" | "data" | "shortcuts";

export type Place =
  | { at: "drafts" }
  | { at: "posting"; draft: string }
  | { at: "posts"; post?: string }
  | { at: "videos"; account?: string; video?: string }
  | { at: "audit" }
  | { at: "settings"; section: Section };

const KEPT = "place";

class Where {
  /** The place shown now. */
  now = $state.raw<Place>(kept());
  #before: Place | undefined;

  /** Goes somewhere. */
  go(place: Place): void {
    if (place.at !== this.now.at) this.#before = this.now;
    this.now = place;
    sessionStorage.setItem(KEPT, JSON.stringify(place));
  }

  /** Goes to where one came from, else to `otherwise`. */
  back(otherwise: Place): void {
    this.go(this.#before ?? otherwise);
    this.#before = undefined;
  }
}

function kept(): Place {
  const text = sessionStorage.getItem(KEPT);
  return text ? (JSON.parse(text) as Place) : { at: "drafts" };
}

export const place = new Where();
