"""Scripts that find the controls of a page, press them, and close a dialog.

And what makes the page, or a dialog, wider than the screen, or out of reach in it.
"""

READ_CONTENT = r"""async () => {
  // The focus leaves what is hidden with the next frame.
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const has = "button, [role=button], [role=tab], a[href], summary,"
    + " input[type=checkbox], input[type=radio], input[type=submit]";
  const texts = "input:not([type]), input[type=text], input[type=search],"
    + " input[type=email], input[type=password], input[type=number], input[type=date],"
    + " input[type=time], input[type=datetime-local], input[type=url], textarea";
  const leaving = /sign out|return device|remove the (survey|draft)/i;
  const grave = /^clos(e|ing) the|delete|remove|withdraw|revoke/i;
  const closing = /^(close|cancel|no|back|done)$/i;
  const foreign = /[À-ÖØ-öø-ƿẠ-ỹ]/;
  const shown = (e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]");
  const named = (e) => (e.getAttribute("aria-label") || e.innerText ||
    e.closest("label")?.innerText || e.labels?.[0]?.innerText || e.title ||
    e.value || "").trim().replace(/\s+/g, " ").slice(0, 60);
  const rankOf = (e, name) => {
    if (e.closest("form.language")) return 5;
    if (leaving.test(name)) return 6;
    if (e.matches(".button--danger") || grave.test(name)) return 4;
    if (e.form && e.type === "submit" && e.value !== "no") return 3;
    if (closing.test(name) || e.value === "no") return 2;
    return 1;
  };
  const dialogs = [...document.querySelectorAll("dialog[open]")];
  const scope = dialogs.at(-1) ?? document.body;
  const kept = [], found = [], links = [];
  for (const e of scope.querySelectorAll(has)) {
    if (e.matches(":disabled, [aria-disabled=true]") || !shown(e)) continue;
    const name = named(e);
    const kind = e.tagName.toLowerCase() + (e.type ? `[${e.type}]` : "");
    const which = [...e.classList].filter((c) => !c.startsWith("is-")).join(".");
    const key = `${kind}.${which} “${name.replace(/[\d#]+/g, "#")}”`;
    if (e.matches("a[href]") && !e.getAttribute("href").startsWith("#")) {
      links.push(e.href);
      continue;
    }
    const one = { key, rank: rankOf(e, name), at: kept.push(e) - 1 };
    found.push({ ...one, fill: false });
    if (e.type === "submit" && [...(e.form?.querySelectorAll(texts) ?? [])].some(shown))
      found.push({ ...one, key: key + " filled in", fill: true });
  }
  // A pressed control that has gone must leave the keyboard to what replaces it; one
  // that is off for a while has it back then.
  const { pressed } = window.pressable ?? {};
  const isOff = pressed?.matches(":disabled") && shown(pressed);
  const active = document.activeElement ?? document.body;
  const isLost =
    !!pressed && !isOff && active === document.body && dialogs.every(shown);
  window.pressable = { kept, texts, shown };
  const words = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
  for (let n = walker.currentNode; n; n = walker.nextNode()) {
    const e = n instanceof Element ? n : n.parentElement;
    if (e.closest("script, style, [lang=vi]:not(html)")) continue;
    if (n instanceof Text) words.push(n.data);
    else for (const a of ["aria-label", "title", "placeholder", "alt"])
      words.push(e.getAttribute(a) ?? "");
  }
  const language = document.documentElement.lang;
  return { found, links, language, isLost, path: location.pathname,
    hasDialog: dialogs.length > 0, words: words.filter((word) => foreign.test(word)) };
}"""

PRESS = r"""([at, fill]) => {
  if (!window.pressable) return false;
  const { kept, texts, shown } = window.pressable;
  const control = kept[at];
  const values = { number: "1", email: "a@b.vn", date: "2030-01-02", time: "08:00",
    "datetime-local": "2030-01-02T08:00", password: "a long enough word 7",
    url: "http://localhost/" };
  for (const e of fill ? control.form.querySelectorAll(texts) : []) {
    if (!shown(e) || e.disabled || e.value) continue;
    e.value = e.type === "number" && e.min > 1 ? e.min : values[e.type] ?? "probe7";
    for (const type of ["input", "change"])
      e.dispatchEvent(new Event(type, { bubbles: true }));
  }
  control.focus();
  // One that has just been hidden takes no focus; no finger would find it.
  window.pressable.pressed = document.activeElement === control ? control : null;
  control.click();
  return true;
}"""

CLOSE = r"""() => {
  const open = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (open?.dispatchEvent(new Event("cancel", { cancelable: true }))) open.close();
  return !open?.open;
}"""

SPILL = r"""() => {
  const { body, scrollingElement: page } = document;
  if (Math.max(page.scrollWidth, body.scrollWidth) <= innerWidth) return [];
  // What scrolls or ends within itself is no cause, nor is what holds a wider part.
  const ends = (e) => e !== body && getComputedStyle(e).overflowX !== "visible";
  const isInside = (e) => e && (ends(e) || isInside(e.parentElement));
  const wide = [...body.querySelectorAll("*")].filter(
    (e) => e.getBoundingClientRect().right > innerWidth + 0.5 && e.checkVisibility() &&
      !isInside(e.parentElement));
  const least = wide.filter((e) => !wide.some((one) => one !== e && e.contains(one)));
  const named = (e) => `${e.tagName.toLowerCase()}.${e.className}`;
  return [`${page.scrollWidth} px wide at ${innerWidth}`, ...new Set(least.map(named))];
}"""

# In pixels, as every button is to be; what runs within a sentence is as high as that.
LEAST_CONTROL = 48
CRAMPED = r"""(least) => {
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (!dialog) return [];
  const named = (e) =>
    `${e.tagName.toLowerCase()}.${e.className} ${(e.innerText || "").slice(0, 30)}`;
  const of = `in ${named(dialog).split("\n")[0]}`;
  const faults = [];
  const box = dialog.getBoundingClientRect();
  if (box.left < -0.5 || box.right > innerWidth + 0.5 || box.top < -0.5 ||
      box.bottom > innerHeight + 0.5) {
    const [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    faults.push(`it ends beyond the screen: ${[left, top, right, bottom]} ${of}`);
  }
  const scrolls = (e, axis) =>
    ["auto", "scroll"].includes(getComputedStyle(e)[`overflow${axis}`]);
  if (dialog.scrollWidth > dialog.clientWidth + 1)
    faults.push(`it is ${dialog.scrollWidth} px wide in ${dialog.clientWidth} ${of}`);
  for (const e of dialog.querySelectorAll("button, summary, select, input, textarea")) {
    if (!e.checkVisibility({ visibilityProperty: true })) continue;
    if (e.matches("[type=checkbox], [type=radio], [type=file], [type=range]")) continue;
    const { width, height } = e.getBoundingClientRect();
    if (height < least - 0.5 || (e.matches("button") && width < least - 0.5))
      faults.push(`${named(e)} is ${width} x ${height} ${of}`);
    e.scrollIntoView({ block: "nearest", inline: "nearest" });
    const now = e.getBoundingClientRect();
    const part = Math.min(now.height, innerHeight);
    if (now.left < -0.5 || now.right > innerWidth + 0.5 || now.top < -0.5 ||
        now.top + part > innerHeight + 0.5)
      faults.push(`${named(e)} cannot be reached ${of}`);
  }
  return faults;
}"""
