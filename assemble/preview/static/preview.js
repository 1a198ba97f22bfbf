// The preview's page: hears of changes, shows them, and takes keys and clicks.

import { KEYS, currentLanguage, remember, remembered, useLanguage, word } from "/words.js";
import { Stage } from "/stage.js";
import { Thumbs, copyPlace, openEditor, showBanner, showFindings, showFlaws, showSource } from "/panel.js";

const $ = (id) => document.getElementById(id);
const stage = new Stage((region) => showSource(region));
const thumbs = new Thumbs((number) => go(number));
let state = null, regions = 0, saying = () => "";

function go(number) { stage.go(number); tell(); }

function turn(step) { stage.turn(step); tell(); }

// Where one is: folio, thumbnail, article, and the address, so that reloading stays there.
function tell() {
  const seen = stage.together(stage.number);
  $("folio").textContent = seen.length ? `${seen.join("–")} / ${state.pages.length}` : "";
  $("fit").textContent = `${Math.round(stage.zoom * 100)}%`;
  thumbs.current(seen);
  const marks = state?.outline ?? [];
  const begins = marks.findIndex((mark) => mark.depth && seen.includes(mark.page));
  const at = begins >= 0 ? begins : marks.findLastIndex((mark) => mark.page < seen[0]);
  $("jump").value = at >= 0 ? String(at) : "";
  if (seen.length) history.replaceState(null, "", `#${stage.number}`);
}

function point(number, rect) { stage.point(number, rect); tell(); }

function outline() {
  const first = new Option(word("frontMatter"), "");
  const marks = state.outline.map((mark, n) =>
    new Option(`${"\u2003".repeat(mark.depth)}${mark.title} · ${mark.page}`, String(n)));
  $("jump").replaceChildren(first, ...marks);
}

function receive(next) {
  const old = state;
  const versions = new Map((old?.pages ?? []).map((page) => [page.number, page.version]));
  const changed = old?.pages.length
    ? next.pages.filter((page) => versions.get(page.number) !== page.version).map((page) => page.number)
    : [];
  state = next;
  if (changed.length) thumbs.hold();
  stage.show(next); // first of all: somebody waits for the page
  document.title = next.title ? `${next.title} – assemble` : "assemble";
  $("title").textContent = next.title || "assemble";
  $("empty").textContent = next.pages.length ? "" : word(next.revision ? "nothing" : "building");
  showBanner(next);
  showFindings(next, point);
  thumbs.show(next, changed);
  outline();
  $("compare").hidden = !next.before;
  // Lines move in their files though a page looks the same.
  clearTimeout(regions);
  if (old && old.revision !== next.revision) regions = setTimeout(() => stage.refreshRegions(), 300);
  if (stage.marks.quality) quality();
  // Only the languages were compared: the status line goes on telling of the run before.
  const rests = next.rests && old?.revision + 1 === next.revision;
  if (!rests) say(() => news(next, changed, old?.revision));
  document.body.dataset.revision = next.revision;
  tell();
}

// What a new state means, in a sentence.
function news(next, changed, before) {
  const { milliseconds: ms } = next;
  if (!next.revision) return word("building");
  if (next.fault) return word("fault");
  if (next.stale) return word("stale")(next.errors);
  if (changed.length) return word("changed")(changed, ms);
  return word(before ? "unchanged" : "built")(ms);
}

// Says something in the status line, and again when the language is another.
function say(made) {
  saying = made;
  $("status").textContent = made();
}

async function quality() {
  const answer = await fetch("/flaws").catch(() => null);
  if (!answer?.ok) return;
  stage.flaws = await answer.json();
  showFlaws(stage.flaws, point);
  stage.draw();
}

function toggle(name) {
  const on = !stage.marks[name];
  if (name === "compare" && !state?.before) return;
  stage.marks[name] = on;
  remember(name, on ? "1" : "");
  $(name).setAttribute("aria-pressed", on);
  if (name === "compare") $("slider").hidden = !on;
  if (name === "quality") { $("flawsPart").hidden = !on; if (on) quality(); }
  stage.draw();
}

function spreads(on) {
  stage.spreads = on;
  remember("spread", on ? "1" : "");
  $("spread").setAttribute("aria-pressed", on);
  stage.draw();
  if (state) tell();
}

function speak(language) {
  useLanguage(language);
  $("keyList").replaceChildren(...KEYS.flatMap(([keys, what]) => {
    const term = document.createElement("dt");
    term.append(...keys.split(" ").flatMap((key) => {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      return [cap, " "];
    }));
    const meaning = document.createElement("dd");
    meaning.textContent = word(what);
    return [term, meaning];
  }));
  $("status").textContent = saying();
  if (state) {
    outline(); showFindings(state, point); showBanner(state); tell();
    if (stage.marks.quality) showFlaws(stage.flaws, point);
  }
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("theme", root.dataset.theme);
}

const zoom = (steps) => { stage.zoomBy(steps); tell(); };
const fit = () => { stage.zoomTo(1); tell(); };
const help = () => $("helpBox").showModal();
const ACTIONS = {
  ArrowLeft: () => turn(-1), ArrowRight: () => turn(1),
  PageUp: () => turn(-1), PageDown: () => turn(1),
  Home: () => go(1), End: () => go(state.pages.length),
  "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1), "−": () => zoom(-1), 0: fit,
  s: () => spreads(!stage.spreads), g: () => toggle("grid"), f: () => toggle("frames"),
  q: () => toggle("quality"), c: () => toggle("compare"), y: copyPlace, e: openEditor,
  l: () => speak(currentLanguage() === "en" ? "vi" : "en"), d: theme, "?": help,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !state) return;
  if (event.target.closest("select, input, dialog[open]")) return;
  const action = ACTIONS[event.key];
  // When a page is larger than the window, the arrows scroll it.
  if (event.key.startsWith("Arrow") && stage.desk.scrollWidth > stage.desk.clientWidth + 1) return;
  if (!action) return;
  event.preventDefault();
  action();
});

$("previous").addEventListener("click", () => turn(-1));
$("next").addEventListener("click", () => turn(1));
$("smaller").addEventListener("click", () => zoom(-1));
$("larger").addEventListener("click", () => zoom(1));
$("fit").addEventListener("click", fit);
$("spread").addEventListener("click", () => spreads(!stage.spreads));
$("language").addEventListener("click", ACTIONS.l);
$("theme").addEventListener("click", theme);
$("help").addEventListener("click", help);
$("copy").addEventListener("click", copyPlace);
for (const name of ["grid", "frames", "quality", "compare"])
  $(name).addEventListener("click", () => toggle(name));
$("jump").addEventListener("change", () => {
  const mark = state.outline[$("jump").value];
  if (mark) go(mark.page);
});
$("cut").addEventListener("input", () => { stage.cut = +$("cut").value; stage.draw(); });
stage.desk.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1 : -1);
}, { passive: false });
new ResizeObserver(() => stage.draw()).observe(stage.desk);

const kept = remembered("theme", "");
if (kept) document.documentElement.dataset.theme = kept;
speak(currentLanguage());
spreads(remembered("spread", "1") === "1");
for (const name of ["grid", "frames", "quality"]) if (remembered(name, "")) toggle(name);
stage.number = +location.hash.slice(1) || 1;

const events = new EventSource("/events");
events.addEventListener("message", (event) => receive(JSON.parse(event.data)));
events.addEventListener("error", () => say(() => word("away")));
