"use strict";
(() => {
  const form = document.getElementById("form");
  const { mode, key, file, token } = form.dataset;
  const words = JSON.parse(form.dataset.words);
  const inFile = mode === "file";
  const part = (id) => document.getElementById(id);
  const statements = Array.from(form.querySelectorAll("fieldset[data-statement]"), (box) => ({
    box,
    id: box.dataset.statement,
    version: Number(box.dataset.version),
    number: box.dataset.number,
    radios: Array.from(box.querySelectorAll("input[type=radio]")),
    text: box.querySelector(".text").textContent,
    remark: box.querySelector(".remark textarea"),
    anew: box.querySelector(".anew textarea"),
    fetch: box.querySelector("button.fetch"),
    clear: box.querySelector("button.clear"),
  }));
  const missing = Array.from(form.querySelectorAll("textarea[name^='missing.']"), (field) => ({
    section: field.name.slice("missing.".length),
    field,
  }));
  const general = part("general");

  const verdictOf = (one) => one.radios.find((radio) => radio.checked)?.value ?? "";
  const plain = (text) => text.normalize("NFC").trim().split(/\s+/).join(" ");
  // the statement as the informant wrote it anew; its own words again say nothing
  const anewOf = (one) => (plain(one.anew.value) === plain(one.text) ? "" : one.anew.value);
  const hasWords = (one) => Boolean(one.remark.value.trim() || anewOf(one).trim());
  const isOpen = (one) => !verdictOf(one) && !hasWords(one);
  const isBare = (one) => ["changes", "wrong"].includes(verdictOf(one)) && !hasWords(one);
  const say = (name, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), words[name]);
  const clock = (at) => {
    const time = new Date(at);
    if (Number.isNaN(time.getTime())) return "";
    const day = time.toDateString() === new Date().toDateString() ? {} : { dateStyle: "medium" };
    return time.toLocaleString(document.documentElement.lang, { ...day, timeStyle: "short" });
  };
  const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

  // the answer file: the same keys in the same order whoever makes it
  function answers() {
    const { study, round, case: name, informant, mark, language } = form.dataset;
    return {
      crosscase: "answers",
      format: 1,
      study,
      round: Number(round),
      case: name,
      informant,
      mark,
      language,
      answered: now(),
      statements: statements.map((one) => ({
        id: one.id,
        version: one.version,
        verdict: verdictOf(one),
        text: one.remark.value,
        proposed: anewOf(one) || undefined, // not in the file where nothing was written
      })),
      missing: missing
        .filter(({ field }) => field.value.trim())
        .map(({ section, field }) => ({ section, text: field.value })),
      general: general.value,
    };
  }

  // what was written about another version of a statement is no answer to this one
  function fill(kept) {
    const list = (value) => (Array.isArray(value) ? value : []);
    const found = new Map(list(kept.statements).map((each) => [`${each?.id}:${each?.version}`, each]));
    for (const one of statements) {
      const each = found.get(`${one.id}:${one.version}`);
      for (const radio of one.radios) radio.checked = radio.value === each?.verdict;
      one.remark.value = each?.text ?? "";
      one.anew.value = each?.proposed ?? "";
    }
    const sections = new Map(list(kept.missing).map((each) => [each?.section, each?.text]));
    for (const { section, field } of missing) field.value = sections.get(section) ?? "";
    general.value = kept.general ?? "";
    show();
  }

  function grow(field) {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }

  function count() {
    for (const one of statements) one.clear.hidden = !verdictOf(one);
    const answered = statements.filter((one) => !isOpen(one)).length;
    part("count").textContent = say("bar", { answered, all: statements.length });
    part("progress").value = answered;
    part("next").hidden = answered === statements.length;
  }

  function show() {
    form.querySelectorAll("textarea:not([readonly])").forEach(grow);
    count();
  }

  // said once: an alert that is written again is read out again
  function trouble(text, stale = false) {
    if (part("trouble").textContent !== text) part("trouble").textContent = text;
    part("stale").hidden = !stale;
  }

  // ---- looking over what was answered

  function first(one) {
    return `${one.number} ${one.text.length > 80 ? `${one.text.slice(0, 80)}…` : one.text}`;
  }

  function listed(name, found) {
    const lines = found.map((one) => {
      const link = document.createElement("a");
      link.href = `#${one.box.id}`;
      link.dir = "auto";
      link.textContent = first(one);
      const line = document.createElement("li");
      line.append(link);
      return line;
    });
    part(name).querySelector("ul").replaceChildren(...lines);
    part(name).hidden = !found.length;
  }

  function lookedOver() {
    const open = statements.filter(isOpen);
    const all = statements.length;
    part("review-counts").textContent = open.length
      ? say("counts", { answered: all - open.length, all })
      : words["all there"];
    listed("review-open", open);
    listed("review-bare", statements.filter(isBare));
  }

  function goTo(box) {
    box.scrollIntoView({ block: "start" });
    (box.querySelector("input:checked") ?? box.querySelector("input, textarea")).focus({ preventScroll: true });
  }

  const asText = () => `${JSON.stringify(answers(), null, 2)}\n`;

  function appear(name) {
    part(name).hidden = false;
    part(name).focus();
    part(name).scrollIntoView({ block: "start" });
  }

  // ---- a draft in the browser

  const inBrowser = {
    start() {
      try {
        localStorage.setItem(`${key} `, "1");
        localStorage.removeItem(`${key} `);
      } catch {
        trouble(words["cannot keep"]);
        return;
      }
      try {
        const draft = JSON.parse(localStorage.getItem(key));
        fill(draft);
        part("forget").hidden = false;
        part("kept").textContent = say("restored", { time: clock(draft.answered) });
      } catch {
        fill({}); // there is no draft, or none that can be read
      }
    },
    changed() {
      try {
        const draft = answers();
        localStorage.setItem(key, JSON.stringify(draft));
        part("forget").hidden = false;
        part("kept").textContent = say("kept", { time: clock(draft.answered) });
        trouble("");
      } catch {
        trouble(words["cannot keep"]);
      }
    },
    finish() {
      const text = asText();
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      link.download = file;
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      part("copy-text").value = text;
      part("copy").hidden = false;
      appear("done");
    },
    forget() {
      if (!window.confirm(words["forget ask"])) return;
      try {
        localStorage.removeItem(key);
      } catch {
        // nothing was kept there
      }
      fill({});
      for (const name of ["review", "done", "copy", "forget"]) part(name).hidden = true;
      part("copy-text").value = "";
      part("kept").textContent = "";
      part("said").textContent = words.forgotten;
      part("look").focus();
    },
  };

  // ---- a draft on the server

  const PAUSE = 800;
  const FIRST_WAIT = 2000;
  const LONGEST_WAIT = 30000;
  const KEPT_ALIVE = 60000; // bytes that a browser still sends for a page that closes
  const REFUSED = { 403: "gone", 404: "gone", 410: "gone", 413: "too long", 400: "refused", 415: "refused", 422: "refused" };

  const onServer = {
    token: token ?? "",
    attempt: 0,
    dirty: false,
    busy: null,
    halted: "", // why nothing is saved until something is done: stale, gone, too long, refused
    unsent: false,
    sent: form.dataset.sent === "1",
    timer: 0,
    wait: 0,

    start() {
      addEventListener("beforeunload", (event) => {
        if (this.dirty || this.busy) event.preventDefault();
      });
      addEventListener("pagehide", () => void this.save());
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") void this.save();
      });
      addEventListener("online", () => {
        this.wait = 0;
        this.plan(0);
      });
      part("stale-keep").addEventListener("click", () => {
        this.halted = "";
        trouble("");
        void this.save();
      });
      part("stale-load").addEventListener("click", () => {
        this.dirty = false;
        location.reload();
      });
    },

    changed() {
      this.dirty = true;
      if (this.halted === "refused" || this.halted === "too long") this.halted = "";
      this.plan(PAUSE);
    },

    plan(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.save(), Math.max(pause, this.wait));
    },

    // one request at a time, so that an older draft never comes after a newer one
    async save() {
      if (!this.dirty || this.halted || this.busy) return;
      part("kept").textContent = words.saving;
      const done = await this.give("PUT");
      if (!done) part("kept").textContent = words.unsent;
      else part("kept").textContent = this.sent ? words["changed since"] : say("saved", { time: clock(done.at) });
    },

    async give(method) {
      clearTimeout(this.timer);
      this.dirty = false;
      this.busy = this.exchange(method);
      const done = await this.busy;
      this.busy = null;
      if (!done) this.dirty = true;
      if (this.dirty && !this.halted) this.plan(PAUSE);
      return done;
    },

    async exchange(method) {
      const body = JSON.stringify(answers());
      this.attempt += 1;
      const headers = {
        "Content-Type": "application/json",
        "X-Crosscase-Token": this.token,
        "X-Crosscase-Save": String(this.attempt), // tells a save that comes again, or late, from another window's
      };
      const keepalive = new Blob([body]).size < KEPT_ALIVE;
      let answer;
      try {
        answer = await fetch(form.getAttribute("action"), { method, body, headers, keepalive, cache: "no-store", redirect: "error" });
        if (answer.ok) {
          const done = await answer.json();
          this.token = done.token ?? "";
          this.wait = 0;
          this.unsent = this.unsent && method === "PUT";
          trouble(this.unsent ? words["saved not sent"] : "");
          return done;
        }
      } catch {
        answer = undefined;
      }
      await this.failed(method, answer);
      return null;
    },

    async failed(method, answer) {
      this.unsent ||= method === "POST";
      if (answer?.status === 409) {
        const other = await answer.json().catch(() => ({}));
        this.token = other.token ?? this.token;
        this.halted = "stale";
        trouble(words.stale, true);
        return;
      }
      const why = REFUSED[answer?.status];
      if (why) {
        this.halted = why;
        trouble(words[why]);
        // what was written must be had somehow
        part("copy-text").value = asText();
        part("copy").hidden = false;
        part("copy").open = true;
        return;
      }
      const asked = 1000 * Number(answer?.headers.get("Retry-After"));
      this.wait = Math.min(Math.max(asked || 0, 2 * this.wait, FIRST_WAIT), LONGEST_WAIT);
      trouble(words[method === "POST" ? "not sent" : "not saved"]);
    },

    async finish() {
      if (this.halted === "stale" || this.halted === "gone") return;
      part("send").disabled = true;
      while (this.busy) await this.busy;
      const done = await this.give("POST");
      part("send").disabled = false;
      if (!done) return;
      this.sent = true;
      part("kept").textContent = "";
      part("done-at").textContent = clock(done.at);
      appear("done");
    },
  };

  // ---- what the informant does

  const keeping = inFile ? inBrowser : onServer;
  let last = null; // the statement that was worked on last

  function changed() {
    count();
    part("done").hidden = true;
    if (!part("review").hidden) lookedOver();
    if (!part("copy").hidden) part("copy-text").value = asText();
    keeping.changed();
  }

  form.addEventListener("input", (event) => {
    if (event.target === part("copy-text")) return;
    if (event.target.tagName === "TEXTAREA") grow(event.target);
    changed();
  });
  form.addEventListener("focusin", (event) => {
    const box = event.target.closest("fieldset[data-statement]");
    last = statements.find((one) => one.box === box) ?? last;
  });
  // Enter in a choice would press the form's first button
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "radio") event.preventDefault();
  });
  // of a field that is reached by keyboard a browser may show but the first line
  form.addEventListener("keyup", (event) => {
    if (event.key === "Tab" && event.target.tagName === "TEXTAREA") event.target.scrollIntoView({ block: "nearest" });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.id === "send") {
      void keeping.finish();
      return;
    }
    lookedOver();
    part("done").hidden = true;
    appear("review");
  });
  part("review").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link === null) return;
    event.preventDefault();
    goTo(part(link.hash.slice(1)));
  });
  for (const one of statements) {
    one.clear.addEventListener("click", () => {
      for (const radio of one.radios) radio.checked = false;
      one.radios[0].focus();
      changed();
    });
    one.fetch.addEventListener("click", () => {
      if (!one.anew.value.trim()) one.anew.value = one.text;
      grow(one.anew);
      one.anew.focus();
      one.anew.setSelectionRange(one.anew.value.length, one.anew.value.length);
      changed();
    });
  }
  part("back").addEventListener("click", () => {
    part("review").hidden = true;
    goTo((statements.find(isOpen) ?? statements[0]).box);
  });
  part("next").addEventListener("click", () => {
    const at = statements.indexOf(last);
    const next = statements.find((one, place) => place > at && isOpen(one)) ?? statements.find(isOpen);
    if (next !== undefined) goTo(next.box);
  });
  part("copy-button").addEventListener("click", async () => {
    part("copy-text").select();
    try {
      await navigator.clipboard.writeText(part("copy-text").value);
    } catch {
      document.execCommand("copy"); // where a page may not reach the clipboard by itself
    }
    part("copied").textContent = words.copied;
  });
  if (inFile) {
    part("forget").addEventListener("click", () => inBrowser.forget());
    // the same form in two windows shows the same
    addEventListener("storage", (event) => {
      if (event.key === key && event.newValue !== null) fill(JSON.parse(event.newValue));
    });
  }
  addEventListener("beforeprint", show);
  addEventListener("resize", show);

  document.querySelectorAll("[data-without-script]").forEach((each) => each.remove());
  document.querySelectorAll("[data-with-script]").forEach((each) => (each.hidden = false));
  keeping.start();
  show();
})();
