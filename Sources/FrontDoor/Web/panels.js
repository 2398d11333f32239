// The panel on the right, the list on the left of a phone, and light and dark.

import { byId, el, icon } from "./dom.js";

const narrow = matchMedia("(max-width: 860px)");

export const panel = {
  /** What is shown: "documents", "activity", "passage"; null when it is closed. */
  shows: null,
  opener: null,
  onclose: null,

  /** @param fill is called with the panel's body, empty. */
  open(name, title, fill, { onclose, focus = true } = {}) {
    this.onclose?.();
    this.onclose = onclose ?? null;
    if (!this.shows) this.opener = document.activeElement;
    this.shows = name;
    const body = byId("panel-body");
    body.replaceChildren();
    body.scrollTop = 0;
    byId("panel-title").textContent = title;
    byId("panel").hidden = false;
    document.body.classList.add("with-panel");
    fill(body);
    this.settle();
    if (focus) byId("panel-title").focus();
  },

  close() {
    if (!this.shows) return false;
    this.onclose?.();
    this.onclose = null;
    this.shows = null;
    byId("panel").hidden = true;
    document.body.classList.remove("with-panel");
    this.settle();
    const target = this.opener?.isConnected && this.opener.offsetParent ? this.opener : byId("message");
    target.focus();
    return true;
  },

  /** A phone shows one thing at a time: what lies under it is out of reach. */
  settle() {
    const isOver = narrow.matches && this.shows !== null;
    byId("main").inert = isOver || sidebar.isOpen;
    byId("sidebar").inert = (narrow.matches && !sidebar.isOpen) || isOver;
    const element = byId("panel");
    if (isOver) {
      element.setAttribute("role", "dialog");
      element.setAttribute("aria-modal", "true");
    } else {
      element.removeAttribute("role");
      element.removeAttribute("aria-modal");
    }
    for (const name of ["documents", "activity"]) {
      byId(`open-${name}`).setAttribute("aria-expanded", String(this.shows === name));
    }
  },
};

export const sidebar = {
  isOpen: false,

  open() {
    if (!narrow.matches) return;
    this.toggle(true);
    byId("close-sidebar").focus();
  },

  close() {
    if (!this.isOpen) return false;
    this.toggle(false);
    byId("open-sidebar").focus();
    return true;
  },

  toggle(isOpen) {
    this.isOpen = isOpen;
    document.body.classList.toggle("with-sidebar", isOpen);
    byId("open-sidebar").setAttribute("aria-expanded", String(isOpen));
    panel.settle();
  },
};

const THEMES = ["system", "light", "dark"];
const THEME_NAMES = { system: "Colours of the system", light: "Light colours", dark: "Dark colours" };

export function startTheme() {
  const button = byId("theme");
  let theme = "system";
  try { theme = localStorage.getItem("kass.theme") ?? theme; } catch { /* kept for this visit alone */ }
  const apply = () => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    const name = { system: "system", light: "sun", dark: "moon" }[theme];
    button.replaceChildren(icon(name), el("span", {}, THEME_NAMES[theme]));
  };
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    try { localStorage.setItem("kass.theme", theme); } catch { /* as above */ }
    apply();
  });
  apply();
}

export function startPanels() {
  byId("close-panel").append(icon("close"));
  byId("close-panel").addEventListener("click", () => panel.close());
  byId("open-sidebar").append(icon("menu"));
  byId("open-sidebar").addEventListener("click", () => sidebar.open());
  byId("close-sidebar").append(icon("close"));
  byId("close-sidebar").addEventListener("click", () => sidebar.close());
  document.addEventListener("click", (event) => {
    if (!byId("sidebar").contains(event.target) && !byId("open-sidebar").contains(event.target)) sidebar.close();
  });
  narrow.addEventListener("change", () => { sidebar.toggle(false); });
  panel.settle();
}
