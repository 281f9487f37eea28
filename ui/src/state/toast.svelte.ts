/** The one short message at the foot of the desk. Never for something that needs a decision. */

export interface ToastAction {
  label: string;
  run: () => void;
}

export interface ToastMessage {
  id: number;
  text: string;
  action: ToastAction | undefined;
}

class Toasts {
  now = $state.raw<ToastMessage | undefined>();
  #last = 0;

  /** Shows one finished sentence, instead of the one before. */
  show(text: string, action?: ToastAction): void {
    this.#last += 1;
    this.now = { id: this.#last, text, action };
  }

  dismiss(): void {
    this.now = undefined;
  }

  /** Runs the action, as its button would; true when there was one. */
  act(): boolean {
    const action = this.now?.action;
    this.dismiss();
    action?.run();
    return action !== undefined;
  }
}

export const toast = new Toasts();
