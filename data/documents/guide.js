
"use strict";
// Search, thumbnails and the video beside the page. Everything else works without.
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  // Search: without case and accents, all words, as you type.
  const form = one(".search");
  const input = one("#query");
  const found = one(".found");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const canMark = "highlights" in CSS && typeof Highlight === "function";
  const MAX_MARKS = 2000;
  let index = null;
  let matches = [];
  let at = -1;
  let timer = 0;

  const inContents = new Map(all(".contents .slides a").map((anchor) => [anchor.getAttribute("href").slice(1), anchor.parentNode]));
  const makeIndex = () => all(".entry").map((entry) => ({ entry, text: fold(entry.textContent) }));

  // Where the words stand in one text: folding may change its length, so it goes letter by letter.
  const markText = (node, words, ranges) => {
    const whole = fold(node.data);
    if (!words.some((word) => whole.includes(word))) return;
    let folded = "";
    const places = [];
    let place = 0;
    for (const letter of node.data) {
      const small = fold(letter);
      for (let i = 0; i < small.length; i++) places.push(place);
      folded += small;
      place += letter.length;
    }
    places.push(place);
    for (const word of words) {
      for (let i = folded.indexOf(word); i >= 0 && ranges.length < MAX_MARKS; i = folded.indexOf(word, i + word.length)) {
        const range = new Range();
        range.setStart(node, places[i]);
        range.setEnd(node, Math.max(places[i + word.length], places[i] + 1));
        ranges.push(range);
      }
    }
  };

  const mark = (words) => {
    const ranges = [];
    for (const { entry } of words.length > 0 ? matches : []) {
      const walker = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && ranges.length < MAX_MARKS) markText(walker.currentNode, words, ranges);
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  // As many forms as the language of the page has; which one, for each number below 200.
  const tellFound = (n) => {
    const forms = found.dataset.some.split("|");
    const which = found.dataset.forms[n < 200 ? n : 100 + (n % 100)];
    return (n === 0 ? found.dataset.none : forms[which]).replace("%d", n);
  };

  const search = () => {
    const begun = performance.now();
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    index ??= makeIndex();
    matches = [];
    for (const item of index) {
      const isMatch = words.every((word) => item.text.includes(word));
      item.entry.hidden = !isMatch;
      if (inContents.has(item.entry.id)) inContents.get(item.entry.id).hidden = !isMatch;
      if (isMatch) matches.push(item);
    }
    for (const part of all(".part, .topic")) {
      part.hidden = words.length > 0 && (part.matches(".topic") || !one(".entry:not([hidden])", part));
    }
    at = -1;
    found.textContent = words.length > 0 ? tellFound(matches.length) : "";
    clearTimeout(timer);
    if (canMark) timer = setTimeout(mark, 60, words);
    form.dataset.searchMs = (performance.now() - begun).toFixed(1);
  };

  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || input.value === "") return;
    event.preventDefault();
    input.value = "";
    search();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (matches.length === 0) return;
    at = (at + 1) % matches.length;
    matches[at].entry.scrollIntoView({ block: "start" });
  });
  form.hidden = false;
  // So that the first letter finds it there.
  (window.requestIdleCallback ?? setTimeout)(() => { index ??= makeIndex(); });

  // A link into the page leads to something that search has hidden.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("[hidden]") && !one("[hidden]", target)) return;
    input.value = "";
    search();
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);

  // The video plays beside the page; where it cannot, there is a link to it.
  const player = one(".player");
  const video = one("video", player);
  const failed = one(".failed", player);
  let file = null;
  let link = null;

  const play = (anchor) => {
    const [path, time] = anchor.getAttribute("href").split("#t=");
    const seek = () => { video.currentTime = Number(time); };
    link = anchor.href;
    player.hidden = false;
    failed.textContent = "";
    video.hidden = false;
    if (path !== file) {
      file = path;
      video.addEventListener("loadedmetadata", seek, { once: true });
      video.src = path;
    } else {
      seek();
    }
    video.play().catch(() => {});
  };
  video.addEventListener("error", () => {
    const open = document.createElement("a");
    open.href = link;
    open.textContent = player.dataset.open;
    failed.replaceChildren(player.dataset.failed + " ", open);
    video.hidden = true;
    file = null;
  });
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a.time");
    if (!anchor || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    play(anchor);
  });
  one(".close", player).addEventListener("click", () => {
    video.pause();
    player.hidden = true;
  });

  // What is shown at this moment of the video is marked in the contents.
  const moments = all(".slide .times a.time").map((anchor) => {
    const [path, time] = anchor.getAttribute("href").split("#t=");
    return { path, time: Number(time), id: anchor.closest(".slide").id };
  }).sort((a, b) => a.time - b.time);
  let current = null;
  video.addEventListener("timeupdate", () => {
    const moment = moments.filter((item) => item.path === file && item.time <= video.currentTime + 0.05).pop();
    const entry = moment && one(`.contents a[href="#${CSS.escape(moment.id)}"]`);
    if (entry === current) return;
    current?.removeAttribute("aria-current");
    current = entry ?? null;
    current?.setAttribute("aria-current", "true");
  });

  // Thumbnails are drawn when they come into view, small: the pictures are in the page once.
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      const picture = document.getElementById(target.dataset.slide).querySelector("img");
      const copy = new Image();
      copy.src = picture.src;
      copy.decode().then(() => {
        target.height = Math.max(1, Math.round(target.width * copy.naturalHeight / copy.naturalWidth));
        const context = target.getContext("2d");
        context.imageSmoothingQuality = "high";
        context.drawImage(copy, 0, 0, target.width, target.height);
      }, () => target.remove());
    }
  }, { rootMargin: "200px" });
  for (const anchor of all(".contents .slides a")) {
    const id = anchor.getAttribute("href").slice(1);
    if (!one(`#${CSS.escape(id)} img`)) continue;
    const thumbnail = document.createElement("canvas");
    thumbnail.width = 192;
    thumbnail.height = 108;
    thumbnail.dataset.slide = id;
    thumbnail.setAttribute("aria-hidden", "true");
    one(".number", anchor).after(thumbnail);
    watcher.observe(thumbnail);
  }

  // What is folded is printed, too.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  });
})();
