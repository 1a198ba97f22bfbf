// The pages on the stage: which are seen, their pictures, what lies over them.

import { word, currentLanguage } from "/words.js";

const STEP = 1.25, LEAST = 0.25, MOST = 6;
const GAP = 45; // pixels around a spread that is fitted into the window
const RUN = 100; // widths are asked for in steps of so many pixels, so that few are drawn

export class Stage {
  constructor(chosen) {
    this.desk = document.getElementById("desk");
    this.sheet = document.getElementById("sheet");
    this.chosen = chosen; // is told which region was clicked
    this.state = { pages: [], trim: [] };
    this.number = 1;
    this.spreads = true;
    this.zoom = 1; // 1 fits the window
    this.marks = { grid: false, frames: false, quality: false, compare: false };
    this.flaws = [];
    this.cut = 50;
    this.regions = new Map();
  }

  // The numbers of the pages that are seen together with a page.
  together(number) {
    const count = this.state.pages.length;
    if (!count) return [];
    if (!this.spreads) return [number];
    const left = number - (number % 2);
    return [left, left + 1].filter((n) => n >= 1 && n <= count);
  }

  show(state) {
    this.state = state;
    this.number = Math.min(Math.max(this.number, 1), Math.max(state.pages.length, 1));
    this.draw();
  }

  go(number) {
    const count = this.state.pages.length;
    if (!count) return;
    this.number = Math.min(Math.max(number, 1), count);
    this.draw();
    this.desk.scrollTo(0, 0);
  }

  turn(step) {
    const seen = this.together(this.number);
    this.go(step > 0 ? seen.at(-1) + 1 : this.spreads ? seen[0] - 1 : seen[0] - 1);
  }

  zoomTo(zoom) {
    this.zoom = Math.min(Math.max(zoom, LEAST), MOST);
    this.draw();
  }

  zoomBy(steps) { this.zoomTo(this.zoom * STEP ** steps); }

  // Pixels that a page is wide on the screen.
  width(count) {
    const [width, height] = this.state.trim;
    const room = [this.desk.clientWidth - GAP, this.desk.clientHeight - GAP];
    const fitted = Math.min(room[0] / count, (room[1] * width) / height);
    return Math.max(120, Math.floor(fitted * this.zoom));
  }

  draw() {
    const numbers = this.together(this.number);
    if (!numbers.length) { this.sheet.replaceChildren(); return; }
    // A page alone in its spread keeps the scale of the others.
    const width = this.width(this.spreads ? 2 : 1);
    const [w, h] = this.state.trim;
    const known = new Map([...this.sheet.children].map((page) => [+page.dataset.number, page]));
    const pages = numbers.map((number) => known.get(number) ?? this.fresh(number));
    if (pages.some((page, n) => this.sheet.children[n] !== page) || known.size !== pages.length)
      this.sheet.replaceChildren(...pages);
    this.sheet.classList.toggle("frames", this.marks.frames);
    for (const page of pages) {
      page.style.width = `${width}px`;
      page.style.height = `${(width * h) / w}px`;
      this.fill(page, width);
    }
  }

  fresh(number) {
    const page = document.createElement("div");
    page.className = "page";
    page.dataset.number = number;
    page.setAttribute("role", "group");
    const image = new Image();
    image.className = "now";
    image.alt = "";
    const overlay = document.createElement("div");
    overlay.className = "overlay";
    page.append(image, overlay);
    return page;
  }

  async fill(page, width) {
    const number = +page.dataset.number;
    const { version, label } = this.state.pages[number - 1];
    page.setAttribute("aria-label", `${word("page")} ${label || number}`);
    const pixels = Math.ceil((width * (window.devicePixelRatio || 1)) / RUN) * RUN;
    const wanted = `/page?n=${number}&v=${version}&w=${pixels}`;
    this.lay(page, number);
    if (page.dataset.wanted === wanted) return;
    const moved = page.dataset.version !== undefined && +page.dataset.version !== version;
    page.dataset.wanted = wanted;
    const image = new Image();
    image.className = "now";
    image.alt = "";
    image.src = wanted;
    try { await image.decode(); } catch {
      if (page.dataset.wanted === wanted) delete page.dataset.wanted;
      return; // a newer version is on its way
    }
    if (page.dataset.wanted !== wanted) return;
    page.querySelector("img.now").replaceWith(image);
    page.dataset.version = version;
    page.dispatchEvent(new CustomEvent("drawn", { bubbles: true, detail: { number, version } }));
    if (moved || this.regions.get(number)?.revision !== this.state.revision)
      this.fetchRegions(page, number);
  }

  async fetchRegions(page, number) {
    const revision = this.state.revision;
    const answer = await fetch(`/regions?n=${number}`).catch(() => null);
    if (!answer?.ok) return;
    const list = await answer.json();
    if (this.regions.get(number)?.revision > revision) return; // a later answer came first
    this.regions.set(number, { revision, list });
    this.layRegions(page, list);
  }

  // The lines of a file move though no page changes: places are asked for again.
  refreshRegions() {
    for (const page of this.sheet.children) this.fetchRegions(page, +page.dataset.number);
  }

  layRegions(page, list) {
    const overlay = page.querySelector(".overlay");
    const focused = [...overlay.children].indexOf(document.activeElement);
    overlay.replaceChildren(...list.map((region) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.role = region.role;
      button.dataset.place = `${region.file}:${region.line}`;
      if (!region.text) button.className = "picture";
      if (region.language) button.lang = region.language;
      button.setAttribute("aria-label", region.text || `${word("picture")} ${region.role}`);
      button.title = `${region.file}:${region.line}`;
      this.place(button, region.rect);
      button.addEventListener("click", () => {
        for (const other of this.sheet.querySelectorAll(".chosen")) other.classList.remove("chosen");
        button.classList.add("chosen");
        this.chosen(region, +page.dataset.number);
      });
      return button;
    }));
    if (focused >= 0) overlay.children[focused]?.focus({ preventScroll: true });
  }

  place(element, [x, y, width, height]) {
    const [w, h] = this.state.trim;
    Object.assign(element.style, {
      left: `${(x / w) * 100}%`, top: `${(y / h) * 100}%`,
      width: `${(width / w) * 100}%`, height: `${(height / h) * 100}%`,
    });
  }

  // What lies over a page: grid, flaws, the approved page.
  lay(page, number) {
    for (const each of page.querySelectorAll(".flaw, canvas")) each.remove();
    if (this.marks.grid && this.state.grid) page.append(this.gridOf(number));
    if (this.marks.quality)
      for (const flaw of this.flaws.filter((each) => each.page === number)) {
        const mark = document.createElement("div");
        mark.className = "flaw";
        mark.title = flaw.title[currentLanguage()];
        this.place(mark, flaw.rect);
        page.append(mark);
      }
    let old = page.querySelector("img.old");
    if (!this.marks.compare || number > this.state.before) { old?.remove(); return; }
    if (!old) {
      old = new Image();
      old.className = "old";
      old.alt = word("before");
      page.append(old);
    }
    const pixels = Math.ceil((parseFloat(page.style.width) * (window.devicePixelRatio || 1)) / RUN) * RUN;
    const wanted = `/before?n=${number}&w=${pixels}`;
    if (old.getAttribute("src") !== wanted) old.src = wanted;
    old.style.clipPath = `inset(0 ${100 - this.cut}% 0 0)`;
    old.style.pointerEvents = "none";
  }

  gridOf(number) {
    const canvas = document.createElement("canvas");
    const { grid, trim: [w, h] } = this.state;
    const width = parseFloat(this.sheet.querySelector(".page").style.width);
    const scale = (width * (window.devicePixelRatio || 1)) / w;
    canvas.width = w * scale;
    canvas.height = h * scale;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    const left = grid.left[number % 2];
    pen.fillStyle = "#00a0c80f";
    for (let n = 0; n < grid.columns; n++)
      pen.fillRect(left + n * (grid.column + grid.gutter), grid.head, grid.column, grid.lines * grid.step);
    pen.fillStyle = "#00a0c899";
    for (let n = 0; n < grid.lines; n++)
      pen.fillRect(0, grid.first + n * grid.step, w, 0.35);
    return canvas;
  }

  // Goes to a place on a page and lets it flash.
  point(number, rect) {
    if (!this.together(this.number).includes(number)) this.go(number);
    const page = [...this.sheet.children].find((each) => +each.dataset.number === number);
    if (!page || !rect) return;
    const flash = document.createElement("div");
    flash.className = "flash";
    this.place(flash, rect);
    page.append(flash);
    flash.scrollIntoView({ block: "nearest", inline: "nearest" });
    setTimeout(() => flash.remove(), 2500);
  }
}
