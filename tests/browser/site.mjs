// Rates in Chromium as respondents do on their phones, and says what is wrong with the page or with what came to be
// counted: node site.mjs URL SIPAS MAKE_LINKS DATA PICTURES. Exit status 1 when anything is.
import { execFileSync } from "node:child_process";
import path from "node:path";
import axe from "axe-core";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const [url, sipas, makeLinks, data, pictures] = process.argv.slice(2);
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const LOOKS = [
  { name: "phone", ...PHONE },
  { name: "dark", ...PHONE, colorScheme: "dark" },
  { name: "narrow", viewport: { width: 320, height: 640 }, hasTouch: true },
  { name: "android", viewport: { width: 360, height: 800 }, hasTouch: true },
  { name: "desk", viewport: { width: 1280, height: 800 } },
  { name: "large-text", ...PHONE, bypassCSP: true, textZoom: 2 },
];
const WORDS = {
  vi: { area: /lĩnh vực nào/, tthc: /giải quyết thủ tục/, staff: /thái độ phục vụ/, why: /Điều gì khiến/, remark: /Góp ý/,
    levels: ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"], send: "Gửi",
    thanks: "Cảm ơn Ông/Bà.", used: "Mã này đã được dùng", expired: "Mã này đã hết hạn", forged: "Mã không đúng",
    land: "Đất đai", fees: "Phí, lệ phí", other: "English", problem: "Xin xem lại" },
  en: { area: /Which service/, tthc: /how it was handled/, staff: /how you were served/, why: /feel that way/, remark: /Your remark/,
    levels: ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"], send: "Send",
    thanks: "Thank you.", used: "This code has been used", expired: "This code has expired", forged: "This code is not right",
    land: "Land", fees: "Fees", other: "Tiếng Việt", problem: "Please check" },
};
const findings = [];
const expected = []; // { area, tthc, staff, channel }, one a rating that was thanked
let checks = 0;

function expect(right, what) {
  checks++;
  if (!right) findings.push(what);
}

function link(kind, area = "-", seconds = 600) {
  return execFileSync(makeLinks, [path.join(data, "keys", "token.ini"), kind, area, String(seconds)]).toString().trim();
}

// A page that tells of everything it asks for and complains about, and of every cookie.
async function open(browser, options = {}) {
  const context = await browser.newContext({ ...PHONE, ...options });
  const page = await context.newPage();
  page.on("request", (request) => expect(request.url().startsWith(`${url}/`), `asks for ${request.url()}`));
  page.on("response", async (response) => expect(!(await response.allHeaders())["set-cookie"], "sets a cookie"));
  page.on("console", (message) => {
    if (!/status of 4\d\d/.test(message.text())) expect(false, `${page.url()}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => expect(false, `${page.url()}: ${error.message}`));
  return page;
}

async function title(page) {
  return (await page.locator("h1").innerText()).replace(/\s+/g, " ");
}

async function expectTitle(page, wanted, what) {
  const found = await title(page);
  expect(found === wanted, `${what}: found "${found}", expected "${wanted}"`);
}

const choose = (page, group, name) => page.getByRole("group", { name: group }).getByRole("radio", { name, exact: true }).check();

// Fills the form by what a screen reader is told: groups, radio buttons, boxes by their names.
async function fill(page, words, { area, tthc, staff, fees, remark }) {
  if (area) await choose(page, words.area, words.land);
  await choose(page, words.tthc, words.levels[tthc - 1]);
  if (staff) await choose(page, words.staff, words.levels[staff - 1]);
  if (fees) await page.getByRole("group", { name: words.why }).getByRole("checkbox", { name: words.fees }).check();
  if (remark) await page.getByRole("textbox", { name: words.remark }).fill(remark);
}

async function send(page, words) {
  await Promise.all([page.waitForURL(/cam-on|\/d$/), page.getByRole("button", { name: words.send }).click()]);
}

// The second of two taps breaks off what the first began, and waiting for it ends too.
async function arrive(page) {
  for (let tries = 0; tries < 20 && !page.url().includes("/cam-on"); tries++)
    await page.waitForURL(/cam-on/, { timeout: 3000 }).catch(() => {});
}

const count = (area, tthc, staff, channel = "phone") => expected.push({ area, tthc, staff: staff ?? 0, channel });

// --- the ways of a respondent ---

async function rateWhole(browser, language, javaScriptEnabled) {
  const words = WORDS[language], what = `${language}, ${javaScriptEnabled ? "with" : "without"} script`;
  const page = await open(browser, { javaScriptEnabled, locale: language });
  const token = link("rate");
  await page.goto(`${url}/d/${token}`);
  await fill(page, words, { area: true, tthc: 5, staff: 4, fees: true, remark: "Cảm ơn <b>các anh chị</b> & '\"" });
  await send(page, words);
  await expectTitle(page, words.thanks, `${what}: sent`);
  count("dat-dai", 5, 4);
  await page.reload();
  await expectTitle(page, words.thanks, `${what}: thanks reloaded`);
  await page.goBack();
  if (await page.getByRole("button", { name: words.send }).count()) {
    await page.getByRole("button", { name: words.send }).click();
    await page.waitForURL(/cam-on/);
    await expectTitle(page, words.thanks, `${what}: sent again after Back`);
  } else {
    await expectTitle(page, words.used, `${what}: Back`);
  }
  await page.goto(`${url}/d/${token}?l=${language}`);
  await expectTitle(page, words.used, `${what}: opened again`);
  await page.context().close();
}

async function tapTwice(browser, language, javaScriptEnabled) {
  const words = WORDS[language];
  const page = await open(browser, { javaScriptEnabled, locale: language });
  await page.goto(`${url}/d/${link("rate", "ho-tich")}`);
  await page.reload();
  await fill(page, words, { tthc: 1 });
  await page.getByRole("button", { name: words.send }).dblclick({ noWaitAfter: true });
  await arrive(page);
  await expectTitle(page, words.thanks, `${language}: tapped twice`);
  count("ho-tich", 1);
  await page.context().close();
}

// Two windows with the same link: the first one counts.
async function shareLink(browser, language) {
  const words = WORDS[language], token = link("rate", "khac");
  const [first, second] = [await open(browser, { locale: language }), await open(browser, { locale: language })];
  for (const page of [first, second]) await page.goto(`${url}/d/${token}`);
  await fill(first, words, { tthc: 3 });
  await fill(second, words, { tthc: 1 });
  await send(first, words);
  count("khac", 3);
  await send(second, words);
  await expectTitle(second, words.used, `${language}: a link used twice`);
  for (const page of [first, second]) await page.context().close();
}

async function changeLanguage(browser, language) {
  const words = WORDS[language], other = WORDS[language === "vi" ? "en" : "vi"];
  const page = await open(browser, { locale: language });
  await page.goto(`${url}/d/${link("rate", "khac")}`);
  await page.getByRole("link", { name: words.other }).click();
  await fill(page, other, { tthc: 2 });
  await send(page, other);
  await expectTitle(page, other.thanks, `${language}: language changed`);
  count("khac", 2);
  await page.context().close();
}

async function rateByPoster(browser, language) {
  const words = WORDS[language], poster = link("poster", language === "vi" ? "moi-truong" : "giao-duc");
  for (const tthc of [4, 5, 2, 3]) {
    const page = await open(browser, { locale: language });
    await page.goto(`${url}/d/${poster}`);
    await fill(page, words, { tthc, remark: "Tốt" });
    await send(page, words);
    if (tthc === 3) { // poster-per-hour is 3
      expect(await page.getByRole("radio", { name: words.levels[2], exact: true }).first().isChecked(), `${language}: a poster's form too many lost its answer`);
      expect(/\s(5\d|6[01])\s/.test(await page.getByRole("alert").innerText()), `${language}: a poster's form too many does not say how long`);
    } else {
      await expectTitle(page, words.thanks, `${language}: poster`);
      count(language === "vi" ? "moi-truong" : "giao-duc", tthc, 0, "poster");
    }
    await page.context().close();
  }
}

async function remarkOnly(browser, language) {
  const words = WORDS[language];
  const page = await open(browser, { locale: language });
  await page.goto(`${url}/d/${link("remark")}`);
  expect(await page.getByRole("radio").count() === 0, `${language}: a link for a remark asks for a rating`);
  await page.getByRole("textbox", { name: words.remark }).fill("Ghế chờ ít quá.");
  await send(page, words);
  await expectTitle(page, words.thanks, `${language}: remark alone`);
  await page.context().close();
}

async function badLinks(browser, language) {
  const words = WORDS[language];
  const page = await open(browser, { locale: language });
  const good = link("rate");
  await page.goto(`${url}/d/${link("rate", "-", -120)}`);
  await expectTitle(page, words.expired, `${language}: expired`);
  await page.goto(`${url}/d/${good.slice(0, 30)}${good[30] === "A" ? "B" : "A"}${good.slice(31)}`);
  await expectTitle(page, words.forged, `${language}: forged`);
  await page.goto(`${url}/d/${good.slice(0, 40)}`);
  await expectTitle(page, words.forged, `${language}: cut`);
  await page.context().close();
}

// What is missing is named, the way leads to it, and what was chosen is kept.
async function forgetAnswer(browser, language) {
  const words = WORDS[language];
  const page = await open(browser, { locale: language });
  await page.goto(`${url}/d/${link("rate")}`);
  await choose(page, words.staff, words.levels[3]);
  await page.getByRole("button", { name: words.send }).click();
  expect(/\/d\/./.test(page.url()), `${language}: a form without an answer was sent`);
  await page.locator("form").evaluate((form) => { form.noValidate = true; });
  await send(page, words);
  expect((await page.title()).startsWith(words.problem), `${language}: the title does not say that something is missing`);
  const alert = page.getByRole("alert");
  expect(await alert.getByRole("link").count() === 2, `${language}: not two things are named as missing`);
  for (const [i, id] of [[0, "area"], [1, "tthc"]]) {
    await alert.getByRole("link").nth(i).click();
    expect(await page.evaluate(() => document.activeElement.id) === id, `${language}: the way does not lead to ${id}`);
  }
  expect(await page.getByRole("group", { name: words.staff }).getByRole("radio", { name: words.levels[3], exact: true }).isChecked(), `${language}: what was chosen is lost`);
  await look(page, `problem.${language}`, LOOKS[0]);
  await fill(page, words, { area: true, tthc: 4 });
  await send(page, words);
  await expectTitle(page, words.thanks, `${language}: put right`);
  count("dat-dai", 4, 4);
  await page.context().close();
}

// --- how a page is made ---

// Reasons are boxes of one name, as HTML allows.
const rules = { "form-dup-name": ["error", { shared: ["radio", "checkbox"] }] };
const validator = new HtmlValidate(new FileSystemConfigLoader({ extends: ["html-validate:recommended"], rules, root: true }));

async function validate(name, html) {
  const { results } = await validator.validateString(html);
  for (const result of results)
    for (const m of result.messages) expect(false, `${name}: html-validate ${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  expect(Buffer.byteLength(html) < 14 * 1024, `${name}: ${Buffer.byteLength(html)} bytes`);
}

// What sticks out of the screen, what is cut off, targets under 44 px, and whether the faces are all the same.
function measure() {
  const wide = document.documentElement.clientWidth;
  const shown = [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && !e.closest("svg"));
  const tell = (e) => `${e.tagName} ${e.textContent.trim().slice(0, 40)}`;
  const box = (e) => e.getBoundingClientRect();
  const targets = [...document.querySelectorAll("a, button, textarea, label:has(input)")];
  const faces = [...document.querySelectorAll(".faces")].map((e) => [...e.querySelectorAll("label")].map(box));
  const uneven = faces.filter((row) => row.some((f) => Math.abs(f.width - row[0].width) > 0.6)).length;
  const order = faces.filter((row) => row.some((f, i) => i > 0 && !(f.left > row[i - 1].left || f.top < row[i - 1].top))).length;
  const sizes = shown.filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => parseFloat(getComputedStyle(e).fontSize));
  return { out: shown.filter((e) => box(e).width > 0 && (box(e).right > wide + 0.5 || box(e).left < -0.5)).map(tell),
    cut: shown.filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0).map(tell),
    small: targets.filter((e) => box(e).height < 44 || box(e).width < 44).map(tell), uneven, order, least: Math.min(...sizes) };
}

async function look(page, name, how) {
  if (how.textZoom) await page.addStyleTag({ content: `html{font-size:${100 * how.textZoom}%}` });
  const seen = await page.evaluate(measure), at = `${name}, ${how.name}`;
  for (const key of ["out", "cut", "small"]) expect(seen[key].length === 0, `${at}: ${key}: ${seen[key].slice(0, 3).join(" | ")}`);
  expect(seen.uneven === 0, `${at}: faces of different sizes`);
  expect(seen.order === 0, `${at}: the happy end is neither above nor to the right`);
  expect(seen.least >= 14.5, `${at}: letters of ${seen.least} px`);
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  expect(result.passes.length >= 10, `${at}: axe-core looked at ${result.passes.length} rules only`);
  for (const v of result.violations) expect(false, `${at}: axe ${v.id}: ${v.help}: ${v.nodes.map((n) => n.target).slice(0, 3)}`);
  await page.screenshot({ path: path.join(pictures, `${name}-${how.name}.png`), fullPage: true });
}

async function lookAtAll(browser, language, used) {
  const pages = { choice: `/d/${link("rate")}`, area: `/d/${link("rate", "thi-dua")}`, remark: `/d/${link("remark")}`,
    expired: `/d/${link("rate", "-", -120)}`, forged: "/d/abc", used: `/d/${used}`, thanks: "/cam-on", start: "/",
    missing: "/khong-co", board: "/ket-qua" };
  for (const how of LOOKS) {
    const page = await open(browser, how);
    for (const [name, at] of Object.entries(pages)) {
      const response = await page.goto(`${url}${at}?l=${language}`);
      if (name === "board" && response.status() === 200) continue; // the report's own page, looked at by board.mjs
      if (how.name === "phone") await validate(`${name}.${language}`, await response.text());
      expect(await page.locator("html").getAttribute("lang") === language, `${name}: not marked as ${language}`);
      await look(page, `${name}.${language}`, how);
    }
    await page.context().close();
  }
}

// With keys alone: each tile that has the focus shows it.
async function useKeys(browser) {
  const page = await open(browser, { viewport: { width: 1280, height: 800 }, locale: "vi", hasTouch: false });
  await page.goto(`${url}/d/${link("rate", "thi-dua")}`);
  const focus = () => page.evaluate(() => {
    const style = getComputedStyle(document.activeElement.type === "radio" || document.activeElement.type === "checkbox"
      ? document.activeElement.nextElementSibling : document.activeElement);
    return { name: document.activeElement.name, shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
  });
  const met = new Set();
  for (let i = 0; i < 14; i++) {
    await page.keyboard.press("Tab");
    const seen = await focus();
    met.add(seen.name);
    expect(seen.shown, `the focus on ${seen.name} is not to be seen`);
    if (seen.name === "tthc") {
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
    }
    if (seen.name === "remark") break;
  }
  for (const name of ["tthc", "phuc-vu", "r", "remark"]) expect(met.has(name), `keys do not come to ${name}`);
  await page.keyboard.press("Tab");
  await Promise.all([page.waitForURL(/cam-on/), page.keyboard.press("Enter")]);
  count("thi-dua", 3);
  await page.context().close();
}

// --- what came to be counted ---

function report(...options) {
  const day = (offset) => new Date(Date.now() + (7 + offset) * 3600e3).toISOString().slice(0, 10);
  const text = execFileSync(sipas, ["report", "--data", data, "--format", "json", "--period", `${day(-24)}..${day(24)}`, ...options]);
  return JSON.parse(text);
}

function checkCounts() {
  for (const channel of ["phone", "poster"]) {
    const { rows } = report("--channel", channel);
    const mine = expected.filter((rating) => rating.channel === channel);
    for (const [item, key] of [["tthc", "tthc"], ["phuc-vu", "staff"]])
      for (const area of [null, ...new Set(expected.map((rating) => rating.area))]) {
        const wanted = [1, 2, 3, 4, 5].map((level) => mine.filter((r) => (area === null || r.area === area) && r[key] === level).length);
        const row = rows.find((r) => r.item === item && r.area === area);
        const found = row ? row.counts : [0, 0, 0, 0, 0];
        expect(wanted.join() === found.join(), `${channel}, ${item}, ${area ?? "all"}: found ${found}, expected ${wanted}`);
      }
  }
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const language of ["vi", "en"]) {
  for (const withScript of [true, false]) {
    await rateWhole(browser, language, withScript);
    await tapTwice(browser, language, withScript);
  }
  await shareLink(browser, language);
  await changeLanguage(browser, language);
  await rateByPoster(browser, language);
  await remarkOnly(browser, language);
  await badLinks(browser, language);
  await forgetAnswer(browser, language);
}
await useKeys(browser);
const used = link("rate", "khac");
const page = await open(browser, { locale: "vi" });
await page.goto(`${url}/d/${used}`);
await fill(page, WORDS.vi, { tthc: 5 });
await send(page, WORDS.vi);
count("khac", 5);
await page.context().close();
for (const language of ["vi", "en"]) await lookAtAll(browser, language, used);
checkCounts();
await browser.close();
for (const finding of findings) console.log(finding);
console.log(`${expected.length} ratings, ${checks} checks, ${findings.length} findings`);
process.exit(findings.length ? 1 : 0);
