// What stands beside the pages: thumbnails, the source of what was clicked, findings, flaws.

import { word, currentLanguage } from "/words.js";

const $ = (id) => document.getElementById(id);
const THUMB = 130; // pixels of a thumbnail

export class Thumbs {
  constructor(go) {
    this.go = go;
    this.box = $("thumbs");
    this.queue = [];
    this.busy = false;
    this.watch = new IntersectionObserver((seen) => this.seen(seen), { root: this.box, rootMargin: "300px" });
  }

  show(state, changed) {
    const count = state.pages.length;
    if (this.box.querySelectorAll(".thumb").length !== count) this.build(state);
    for (const { number, label, version } of state.pages) {
      const thumb = this.thumb(number);
      thumb.setAttribute("aria-label", `${word("page")} ${label || number}`);
      thumb.classList.toggle("changed", changed.includes(number));
      const image = thumb.querySelector("img");
      if (+image.dataset.version === version) continue;
      image.dataset.version = version;
      this.watch.unobserve(thumb);
      this.watch.observe(thumb);
    }
  }

  thumb(number) { return this.box.querySelector(`[data-number="${number}"]`); }

  build(state) {
    this.watch.disconnect();
    this.box.replaceChildren();
    let pair = null;
    for (const { number } of state.pages) {
      if (number % 2 === 0 || !pair) {
        pair = document.createElement("div");
        pair.className = "pair";
        this.box.append(pair);
      }
      const thumb = document.createElement("button");
      thumb.type = "button";
      thumb.className = "thumb";
      thumb.dataset.number = number;
      thumb.style.aspectRatio = `${state.trim[0]} / ${state.trim[1]}`;
      const image = new Image();
      image.alt = "";
      const folio = document.createElement("b");
      folio.textContent = number;
      thumb.append(image, folio);
      thumb.addEventListener("click", () => this.go(number));
      pair.append(thumb);
    }
  }

  // Pages on the stage are drawn first; thumbnails one after the other when there is time.
  seen(entries) {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting && !this.queue.includes(target)) this.queue.push(target);
    if (!this.busy && !this.held) this.work();
  }

  hold() { clearTimeout(this.later); this.later = setTimeout(() => this.work(), 400); this.held = true; }

  async work() {
    this.held = false;
    if (this.busy) return;
    this.busy = true;
    while (this.queue.length && !this.held) {
      const thumb = this.queue.shift();
      const image = thumb.querySelector("img");
      const { version } = image.dataset;
      const fresh = new Image();
      fresh.src = `/page?n=${thumb.dataset.number}&v=${version}&w=${Math.round(THUMB * (window.devicePixelRatio || 1))}`;
      try { await fresh.decode(); } catch { continue; }
      if (image.dataset.version === version) image.src = fresh.src;
    }
    this.busy = false;
  }

  current(numbers) {
    for (const thumb of this.box.querySelectorAll(".thumb")) {
      if (numbers.includes(+thumb.dataset.number)) thumb.setAttribute("aria-current", "page");
      else thumb.removeAttribute("aria-current");
    }
    this.thumb(numbers[0])?.scrollIntoView({ block: "nearest" });
  }
}

let place = "";

export function showSource(region) {
  place = [region.file, region.line, region.column].filter(Boolean).join(":");
  $("source").hidden = false;
  $("role").textContent = [region.role, region.language, region.article].filter(Boolean).join(" · ");
  $("place").firstElementChild.textContent = place;
  $("quote").textContent = region.text;
  $("quote").lang = region.language ?? "";
  $("open").hidden = !region.open;
  if (region.open) $("open").href = region.open;
  $("status").textContent = place;
}

export async function copyPlace() {
  if (!place) return;
  try { await navigator.clipboard.writeText(place); } catch {
    getSelection().selectAllChildren($("place").firstElementChild);
    document.execCommand("copy");
  }
  $("copy").textContent = word("copied");
  $("status").textContent = `${word("copied")}: ${place}`;
  setTimeout(() => { $("copy").textContent = word("copy"); }, 1500);
}

export function openEditor() { if (!$("open").hidden && place) $("open").click(); }

function entry(kind, message, hint, page, where, open, go) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const label = document.createElement("span");
  label.className = "kind";
  label.textContent = kind;
  button.type = "button";
  button.append(label, page ? ` · ${word("page")} ${page}` : "", document.createElement("br"), message);
  if (hint) {
    const more = document.createElement("span");
    more.className = "hint";
    more.textContent = hint;
    button.append(more);
  }
  button.disabled = !page;
  button.addEventListener("click", go);
  item.append(button);
  if (where) {
    const line = document.createElement(open ? "a" : "span");
    line.className = "where";
    line.textContent = where;
    if (open) line.href = open;
    item.append(line);
  }
  return item;
}

export function showFindings(state, point) {
  const grave = ["error", "warning", "note"];
  const list = [...state.findings].sort((a, b) => grave.indexOf(a.severity) - grave.indexOf(b.severity));
  $("count").textContent = list.length || "";
  $("none").hidden = list.length > 0;
  $("findings").replaceChildren(...list.map((each) => {
    const item = entry(word(each.severity), each.message, each.hint, each.page, each.place, each.open,
      () => point(each.page, each.rect));
    item.className = each.severity;
    item.dataset.code = each.code;
    return item;
  }));
}

export function showFlaws(flaws, point) {
  $("flawCount").textContent = flaws.length || word("noFlaws");
  $("flaws").replaceChildren(...flaws.map((each) =>
    entry(each.title[currentLanguage()], each.message, each.remedy, each.page, each.place, each.open,
      () => point(each.page, each.rect))));
}

export function showBanner(state) {
  const banner = $("banner");
  banner.hidden = !state.stale;
  banner.replaceChildren();
  if (!state.stale) return;
  banner.append(state.fault ? word("fault") : word("stale")(state.errors));
  if (state.fault) {
    const text = document.createElement("pre");
    text.textContent = state.fault;
    banner.append(text);
  }
}
