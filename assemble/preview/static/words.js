// The interface's words, English and Vietnamese.

export const WORDS = {
  en: {
    toPages: "To the pages", tools: "Tools", jump: "Jump to article", previous: "Page back",
    next: "Page on", spread: "Spread", spreadLong: "Show spreads, not single pages",
    smaller: "Smaller", larger: "Larger", fit: "Fit to the window", grid: "Grid",
    gridLong: "Show the baseline grid and columns", frames: "Frames",
    framesLong: "Show the frames of texts and pictures", quality: "Quality",
    qualityLong: "Mark the flaws of the setting", compare: "Compare",
    compareLong: "Compare with the approved proof", language: "Ngôn ngữ: Tiếng Việt",
    theme: "Light or dark", help: "Keys", thumbs: "All pages", pages: "Pages",
    side: "Source and findings", source: "Source", copy: "Copy place", copied: "Copied",
    open: "Open in editor", findings: "Findings", none: "Nothing found. All is well.",
    flaws: "Quality", noFlaws: "No flaws.", keys: "Keys", close: "Close",
    before: "Approved", now: "Now", cut: "How much of the approved page is seen",
    error: "Error", warning: "Warning", note: "Note", page: "page", pagesWord: "pages",
    building: "Building …", away: "The preview has ended. Start it again to go on.",
    built: (ms) => `Up to date, ${ms} ms`,
    changed: (pages, ms) => `Changed: ${pages.length === 1 ? "page" : "pages"} ${pages.join(", ")} · ${ms} ms`,
    unchanged: (ms) => `Read again, no page changed · ${ms} ms`,
    stale: (n) => `${n === 1 ? "One error" : `${n} errors`}: these are the last good pages. They follow again when it is mended.`,
    fault: "A fault of the program. The pages are those from before; the next save tries again.",
    nothing: "No pages yet: mend the errors at the side.",
    picture: "Picture", gone: "not on a page", frontMatter: "Jump to …",
    help_turn: "Back and on", help_ends: "First and last page",
    help_zoom: "Larger, smaller, fit", help_spread: "Spread or single pages",
    help_toggles: "Grid, frames, quality, compare", help_tab: "From text to text; Enter shows its source",
    help_copy: "Copy the place that is shown", help_open: "Open it in the editor",
    help_look: "Language, light or dark", help_this: "This list",
  },
  vi: {
    toPages: "Đến các trang", tools: "Công cụ", jump: "Đến bài", previous: "Trang trước",
    next: "Trang sau", spread: "Trang đôi", spreadLong: "Xem trang đôi thay vì từng trang",
    smaller: "Nhỏ hơn", larger: "Lớn hơn", fit: "Vừa cửa sổ", grid: "Lưới",
    gridLong: "Hiện lưới dòng và cột", frames: "Khung",
    framesLong: "Hiện khung chữ và ảnh", quality: "Chất lượng",
    qualityLong: "Đánh dấu các lỗi dàn trang", compare: "So sánh",
    compareLong: "So với bản bông đã duyệt", language: "Language: English",
    theme: "Sáng hay tối", help: "Phím tắt", thumbs: "Tất cả các trang", pages: "Các trang",
    side: "Nguồn và nhận xét", source: "Nguồn", copy: "Sao chép vị trí", copied: "Đã chép",
    open: "Mở để sửa", findings: "Nhận xét", none: "Không có gì. Mọi thứ đều ổn.",
    flaws: "Chất lượng", noFlaws: "Không có lỗi.", keys: "Phím tắt", close: "Đóng",
    before: "Bản duyệt", now: "Hiện tại", cut: "Phần nhìn thấy của bản đã duyệt",
    error: "Lỗi", warning: "Cảnh báo", note: "Ghi chú", page: "trang", pagesWord: "trang",
    building: "Đang dựng …", away: "Bản xem trước đã dừng. Hãy chạy lại để tiếp tục.",
    built: (ms) => `Đã cập nhật, ${ms} ms`,
    changed: (pages, ms) => `Đã đổi: trang ${pages.join(", ")} · ${ms} ms`,
    unchanged: (ms) => `Đã đọc lại, không trang nào đổi · ${ms} ms`,
    stale: (n) => `${n} lỗi: đây là các trang tốt gần nhất. Sửa xong, các trang sẽ cập nhật.`,
    fault: "Lỗi của chương trình. Các trang vẫn như trước; lần lưu sau sẽ thử lại.",
    nothing: "Chưa có trang nào: hãy sửa các lỗi ở bên.",
    picture: "Ảnh", gone: "không nằm trên trang nào", frontMatter: "Đến …",
    help_turn: "Lùi, tiến", help_ends: "Trang đầu, trang cuối",
    help_zoom: "Lớn hơn, nhỏ hơn, vừa cửa sổ", help_spread: "Trang đôi hay từng trang",
    help_toggles: "Lưới, khung, chất lượng, so sánh", help_tab: "Qua từng đoạn; Enter hiện nguồn",
    help_copy: "Sao chép vị trí đang hiện", help_open: "Mở để sửa",
    help_look: "Ngôn ngữ, sáng hay tối", help_this: "Bảng này",
  },
};

export const KEYS = [
  ["← → PgUp PgDn", "help_turn"], ["Home End", "help_ends"],
  ["+ − 0", "help_zoom"], ["s", "help_spread"], ["g f q c", "help_toggles"],
  ["Tab Enter", "help_tab"], ["y", "help_copy"], ["e", "help_open"], ["l d", "help_look"],
  ["?", "help_this"],
];

// What is set in the browser stays there; a browser that keeps nothing is no fault.
export function remembered(name, otherwise) {
  try { return localStorage.getItem(`assemble.${name}`) ?? otherwise; } catch { return otherwise; }
}

export function remember(name, value) {
  try { localStorage.setItem(`assemble.${name}`, value); } catch { /* kept for this visit only */ }
}

let language = remembered("language", navigator.language?.startsWith("vi") ? "vi" : "en");

export const word = (key) => WORDS[language][key] ?? key;
export const currentLanguage = () => language;

export function useLanguage(chosen) {
  language = chosen in WORDS ? chosen : "en";
  remember("language", language);
  document.documentElement.lang = language;
  for (const each of document.querySelectorAll("[data-word]"))
    each.textContent = word(each.dataset.word);
  for (const each of document.querySelectorAll("[data-label]")) {
    const text = word(each.dataset.label);
    each.setAttribute("aria-label", text);
    if (each.matches("button, select")) {
      each.title = each.dataset.key ? `${text} (${each.dataset.key})` : text;
      if (each.dataset.key?.length === 1) each.setAttribute("aria-keyshortcuts", each.dataset.key);
    }
  }
  document.getElementById("language").textContent = language === "en" ? "Tiếng Việt" : "English";
}
