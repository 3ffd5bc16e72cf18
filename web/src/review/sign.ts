// Signing in, over the page, so that what is being done stays as it is.
import { h, replace } from "../dom";
import { api, type Who } from "./api";

export class Sign {
  readonly element = h("dialog", { class: "sign", "aria-labelledby": "sign-heading" });

  constructor(private readonly done: (who: Who) => void) {}

  open(why: string): void {
    const name = h("input", { name: "name", autocomplete: "username", required: true, maxlength: 64 });
    const password = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true, maxlength: 1024 });
    const wrong = h("p", { class: "wrong", role: "alert" });
    const submit = async (event: Event) => {
      event.preventDefault();
      try {
        const who = await api.signIn(name.value, password.value);
        this.element.close();
        this.done(who);
      } catch (error) {
        password.value = "";
        wrong.textContent = `${(error as Error).message}.`;
        password.focus();
      }
    };
    replace(this.element, h("form", { onsubmit: submit },
      h("h2", { id: "sign-heading" }, "Sign in"), h("p", {}, why),
      h("label", {}, "Name", name), h("label", {}, "Password", password), wrong,
      h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Sign in"), h("button", { type: "button", onclick: () => this.element.close() }, "Only look"))));
    if (!this.element.open) this.element.showModal();
    name.focus();
  }
}
