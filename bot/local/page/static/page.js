// Makes the page live. Without it everything works by forms and links; with it nothing is lost that is being typed.
"use strict";

const LIVE = { "X-Look": "again" }; // we hear of changes by ourselves: no need to wait for them with an answer
document.documentElement.classList.add("scripted");

// One tree becomes another, and what stays the same stays itself: with its focus, its caret, its scroll position and
// what is typed in it. Screen readers hear of new messages alone.
function morph(old, fresh) {
  if (old.isEqualNode(fresh) || old.dataset?.kept !== undefined) return;
  if (old.nodeType !== Node.ELEMENT_NODE) { old.nodeValue = fresh.nodeValue; return; }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && !(name === "open" && old.nodeName === "DETAILS")) old.setAttribute(name, value);
  const named = new Set([...fresh.children].map((one) => one.id).filter(Boolean));
  for (const one of [...old.children]) if (one.id && !named.has(one.id)) remove(one);
  let spot = old.firstChild;
  for (const one of [...fresh.childNodes]) {
    const same = one.id ? [...old.children].find((each) => each.id === one.id) : spot;
    if (same && alike(same, one)) {
      if (same === spot) spot = spot.nextSibling; else old.insertBefore(same, spot);
      morph(same, one);
    } else old.insertBefore(one, spot);
  }
  while (spot) { const next = spot.nextSibling; remove(spot); spot = next; }
}
const alike = (old, fresh) => old.nodeName === fresh.nodeName && (old.id ?? "") === (fresh.id ?? "")
  && old.getAttribute?.("action") === fresh.getAttribute?.("action") && old.name === fresh.name && old.type === fresh.type;
function remove(node) {
  if (node.nodeName === "DIALOG") node.close(); // gives the focus back to where it was
  node.remove();
}

// Showing what the server answers.
let shown = 0;
async function show(answer, sent = false) {
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement, inTour = focused.closest("#tour") !== null;
  const low = new Map([...document.querySelectorAll(".lines[role=log]")].map((one) => [one.id, one.scrollHeight - one.scrollTop - one.clientHeight < 40]));
  const titles = new Map([...document.querySelectorAll("dialog.modal")].map((one) => [one.id, titled(one)]));
  shown += 1;
  document.title = fresh.title;
  morph(document.body, document.adoptNode(fresh.body));
  if (answer.ok && answer.redirected) history.replaceState(null, "", answer.url);
  for (const log of document.querySelectorAll(".lines[role=log]")) if (low.get(log.id) ?? true) log.scrollTop = log.scrollHeight;
  raise();
  if (sent) for (const one of document.querySelectorAll("dialog.modal")) stumble(one);
  for (const one of document.querySelectorAll("dialog.modal")) if ((titles.get(one.id) ?? titled(one)) !== titled(one)) begin(one);
  if (focused.isConnected || document.activeElement !== document.body) return;
  (inTour && document.querySelector("#tour details[open] summary") || document.querySelector("#talk"))?.focus({ preventScroll: true });
}
function lost(words) { const place = document.querySelector("#lost"); if (place) place.textContent = words; }

let looking = false, again = false;
async function look() {
  if (looking) { again = true; return; }
  looking = true;
  try {
    do {
      again = false;
      const before = shown, answer = await fetch(location.href, { headers: LIVE });
      if (before === shown) await show(answer); else again = true; // something newer is shown already
    } while (again);
  } catch { lost("The workspace does not answer. It may have been stopped."); }
  looking = false;
}

// A modal stands in front of everything, keeps the focus in it, and Escape closes it.
function raise() {
  for (const dialog of document.querySelectorAll("dialog.modal")) {
    if (dialog.matches(":modal")) continue;
    dialog.removeAttribute("open");
    dialog.showModal();
    const first = "[autofocus], .form-body :is(input, select, textarea)";
    if (!stumble(dialog)) (dialog.querySelector(first) ?? dialog.querySelector("h2"))?.focus();
  }
}
function stumble(dialog) { // over the first field that is wrong: it is stood in, and what is said of it is in sight
  const wrong = dialog.querySelector("[aria-invalid=true]");
  (wrong?.matches("fieldset") ? wrong.querySelector("input") : wrong)?.focus();
  wrong?.closest(".field").scrollIntoView({ block: "nearest" });
  return wrong !== null;
}
const titled = (dialog) => dialog.querySelector("h2").textContent;
function begin(dialog) { // it has become another step of itself: what there is to read in it stands at the top
  dialog.querySelector(".form-body").scrollTop = 0;
  dialog.querySelector("h2").focus({ preventScroll: true });
}
function leave(dialog) { const close = dialog.querySelector("[name=close]"); close.form.requestSubmit(close); }
document.addEventListener("cancel", (event) => { if (event.target.matches("dialog.modal")) { event.preventDefault(); leave(event.target); } }, true);
document.addEventListener("close", (event) => { if (event.target.matches("dialog.modal") && event.target.isConnected) leave(event.target); }, true);

// Sending forms.
async function send(form, by) {
  if (form.getAttribute("aria-busy")) return;
  if (by?.dataset.confirm && !(await agreed(JSON.parse(by.dataset.confirm)))) return;
  const body = new FormData(form);
  if (by?.name) body.append(by.name, by.value);
  form.setAttribute("aria-busy", "true");
  by?.closest("details.overflow")?.removeAttribute("open");
  try {
    const files = form.enctype === "multipart/form-data";
    const answer = await fetch(form.action, { method: "POST", headers: LIVE, body: files ? body : new URLSearchParams(body) });
    await show(answer, true);
    if (form.matches(".composer") || (form.matches(".go-to") && !document.querySelector("#now .notice"))) form.reset();
    lost("");
  } catch { lost("That was not sent: the workspace does not answer. It may have been stopped."); }
  form.removeAttribute("aria-busy");
}
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  event.preventDefault();
  send(event.target, event.submitter);
});
function agreed(asked) {
  const make = (name, words, more = {}) => Object.assign(document.createElement(name), { textContent: words, ...more });
  const dialog = make("dialog", "", { className: "confirm" }), form = make("form", "", { method: "dialog", className: "actions" });
  const kind = asked.style === "danger" ? "button-danger" : "button-primary";
  form.append(make("button", asked.deny, { value: "no", className: "button" }), make("button", asked.confirm, { value: "yes", className: `button ${kind}` }));
  dialog.append(make("h2", asked.title, { id: "asked-title" }), make("p", asked.text, { id: "asked-text" }), form);
  dialog.setAttribute("aria-labelledby", "asked-title");
  dialog.setAttribute("aria-describedby", "asked-text");
  document.querySelector("#asked").append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); }));
}

// Menus press their own button once something is chosen: by the pointer, as the keyboard only passes through the options.
let keyed = false;
document.addEventListener("keydown", (event) => {
  keyed = event.target.closest?.(".menu, .field") !== null;
  const search = event.key === "Enter" && event.target.matches(".search input") && event.target.closest(".search").querySelector("button");
  if (search) { event.preventDefault(); search.form.requestSubmit(search); return; }
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches(".composer textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
document.addEventListener("pointerdown", () => { keyed = false; });
document.addEventListener("change", (event) => {
  const go = [...document.querySelectorAll("[data-press-on-change]")].find((one) => event.target.closest(`#${CSS.escape(one.dataset.pressOnChange)}`));
  if (go && !keyed) go.form.requestSubmit(go);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-press]"); // opens its page, and the app hears that it was pressed
  if (!link) return;
  const body = new FormData(link.closest("form"));
  body.append("press", link.dataset.press);
  fetch(link.closest("form").action, { method: "POST", headers: LIVE, body });
});

// Changes, as long as somebody looks: a browser has few lines to one address, and other pages need theirs.
let news = null;
function listen() {
  news?.close();
  news = null;
  if (document.hidden || !document.querySelector(".sight")) return;
  news = new EventSource("/changes");
  news.addEventListener("changed", look);
  news.addEventListener("open", () => lost(""));
  news.addEventListener("error", () => lost("The workspace does not answer. It may have been stopped."));
}
document.addEventListener("visibilitychange", listen);
window.addEventListener("pagehide", () => news?.close());
for (const log of document.querySelectorAll(".lines[role=log]")) log.scrollTop = log.scrollHeight;
raise();
listen();
