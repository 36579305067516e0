"use strict";
(function () {
  const page = document;
  const all = (query, from) => Array.from((from || page).querySelectorAll(query));
  const boxes = { code: all("[data-code]"), coder: all("[data-coder]"), speaker: all("[data-speaker]").filter((b) => b.matches("input")) };
  const speakers = boxes.speaker.map((box) => box.nextElementSibling.textContent);
  const coders = boxes.coder.map((box) => box.nextElementSibling.textContent);
  const only = page.querySelector("[data-only]");
  const told = page.getElementById("told");
  const marks = new Map();
  all(".margin li").forEach((item) => {
    const tag = item.querySelector(".tag");
    marks.set(item.dataset.k, {
      code: Number(/\bk(\d+)\b/.exec(tag.className)[1]),
      coder: coders.indexOf(item.querySelector(".coder").textContent),
      item: item,
    });
  });
  const numbers = (element) => (element.dataset.k || "").split(" ").filter(Boolean);
  const stretches = all(".m"), stripes = all(".stripes i[data-k]"), lines = all(".line");
  function show() {
    const on = new Set();
    marks.forEach((mark, place) => {
      const shown = (!boxes.code[mark.code] || boxes.code[mark.code].checked) && (mark.coder < 0 || boxes.coder[mark.coder].checked);
      if (shown) on.add(place);
      mark.item.classList.toggle("off", !shown);
    });
    stripes.forEach((stripe) => stripe.classList.toggle("off", !on.has(stripe.dataset.k)));
    stretches.forEach((stretch) => {
      const here = numbers(stretch).filter((place) => on.has(place));
      const lit = stretch.classList.contains("lit") ? " lit" : "";
      stretch.className = "m" + lit + (here.length ? " k" + marks.get(here[0]).code : " none") + (here.length > 1 ? " over" : "");
    });
    const heard = new Set(speakers.filter((name, place) => boxes.speaker[place].checked));
    lines.forEach((line) => {
      const coded = line.dataset.marks.split(" ").some((place) => on.has(place));
      const speaks = !line.dataset.speaker || heard.has(line.dataset.speaker) || line.classList.contains("heading");
      line.classList.toggle("off", !speaks || (only.checked && !coded));
    });
    told.textContent = on.size + " / " + marks.size + " " + told.dataset.word;
  }
  function light(place, on) {
    stretches.forEach((stretch) => { if (numbers(stretch).includes(place)) stretch.classList.toggle("lit", on); });
  }
  marks.forEach((mark, place) => {
    const chip = mark.item.querySelector("button");
    [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]].forEach(([event, on]) => chip.addEventListener(event, () => light(place, on)));
  });
  all("nav input").forEach((box) => box.addEventListener("change", show));
  all("[data-all],[data-none]").forEach((button) => button.addEventListener("click", () => {
    const on = "all" in button.dataset;
    all("input", page.getElementById(button.dataset.all || button.dataset.none)).forEach((box) => { box.checked = on; });
    show();
  }));
  all("nav [hidden]").forEach((part) => { part.hidden = false; });
  if (marks.size) show();
})();
