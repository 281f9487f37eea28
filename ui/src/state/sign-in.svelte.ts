/** Starting sign-ins. How one stands is in the snapshot. */
import { core, type SignInRequest } from "../ipc";
import { studio } from "./studio.svelte";

class SignIn {
  #last: SignInRequest | undefined;

  /** Starts a sign-in; the core opens the browser where one is needed. */
  start(request: SignInRequest): Promise<boolean> {
    this.#last = request;
    return studio.try(() => core.signInStart(request));
  }

  /** Starts with TikTok, letting the creator choose the account when one is connected already. */
  withTiktok(): Promise<boolean> {
    const connected = studio.snapshot?.accounts.some((account) => account.badge.kind === "tiktok");
    return this.start({ with: "tiktok", another_account: connected ?? false });
  }

  /** True when this window started the sign-in and can start it again. */
  get repeatable(): boolean {
    return this.#last !== undefined;
  }

  /** Starts the last one again. */
  again(): Promise<boolean> {
    return this.#last ? this.start(this.#last) : Promise.resolve(false);
  }

  /** Gives up a running sign-in, or puts an ended one away. */
  dismiss(): Promise<boolean> {
    return studio.try(() => core.signInCancel());
  }
}

export const signIn = new SignIn();
