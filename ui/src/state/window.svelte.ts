/** How wide the window is, where the layout itself differs and not only its styles. */
import { MediaQuery } from "svelte/reactivity";

/** From 1200 px on: a screen may have a third column. */
export const wide = new MediaQuery("min-width: 75rem");
