// Goes through the staff's pages in Chromium as a clerk does, and says what is wrong with them:
// node office.mjs URL SIPAS DATA PICTURES TAKEN. Exit status 1 when anything is.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import axe from "axe-core";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const SIZES = [[390, 844], [1280, 800], [1920, 1080]];
const FACES = { xlsx: ".xlsx", pdf: ".pdf", csv: ".csv", json: ".json", html: ".html", text: ".txt" };
const [url, sipas, data, pictures, taken] = process.argv.slice(2);
const findings = [];
let checks = 0;

function expect(right, what) {
  checks++;
  if (!right) findings.push(what);
}

function report(...options) {
  return execFileSync(sipas, ["report", "--data", data, ...options], { maxBuffer: 1 << 26 });
}

const reportJson = (period) => JSON.parse(report("--period", period, "--format", "json", "--compare"));
const tidy = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
const comma = (share) => (share === null ? "–" : `${share.replace(".", ",")}%`);
const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ".");

// --- a page of the browser that tells of everything it asks for and complains about ---

async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on("request", (request) => expect(request.url().startsWith(`${url}/`), `asks for ${request.url()}`));
  page.on("console", (message) => {
    if (!/status of (400|403|404|421|429)/.test(message.text())) expect(false, `${page.url()}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => expect(false, `${page.url()}: ${error.message}`));
  page.on("dialog", (dialog) => { expect(false, `a dialog: ${dialog.message()}`); dialog.dismiss(); });
  return page;
}

async function logIn(page, password = "mùa xuân năm ấy") {
  await page.fill("#ten", "lan");
  await page.fill("#mat-khau", password);
  const [response] = await Promise.all([page.waitForNavigation(), page.click("button.main")]);
  return response;
}

// --- how a page is made ---

const validator = new HtmlValidate(new FileSystemConfigLoader({ extends: ["html-validate:recommended"], root: true }));

async function validate(name, html) {
  const { results } = await validator.validateString(html);
  for (const result of results)
    for (const m of result.messages) expect(false, `${name}: html-validate ${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  checks++;
}

async function checkAxe(page, name) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  expect(result.passes.length >= 10, `${name}: axe-core looked at ${result.passes.length} rules only`);
  for (const v of result.violations)
    expect(false, `${name}: axe ${v.id}: ${v.help}: ${v.nodes.map((n) => n.target).slice(0, 3)}`);
}

// What sticks out of the screen outside the tables that scroll, what is cut off, the smallest letters and targets.
function measure() {
  const wide = document.documentElement.clientWidth;
  const inside = (element) => element.closest(".scroll, .skip") !== null;
  const shown = [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && !inside(e));
  const tell = (element) => `${element.tagName} ${element.textContent.trim().slice(0, 40)}`;
  const out = shown.filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > wide + 0.5 || box.left < -0.5);
  });
  const crossed = [...document.querySelectorAll("td, th, p, dd, h1, h2, a, button")].filter((e) => e.scrollWidth > e.clientWidth + 1
    && e.clientWidth > 0 && e.checkVisibility() && !e.closest(".skip"));
  const sizes = shown.filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((element) => parseFloat(getComputedStyle(element).fontSize));
  const small = shown.filter((e) => e.matches("button, nav a, .links a, .tools a, summary, input:not([type=hidden],[type=radio]), select"))
    .filter((e) => e.getBoundingClientRect().height < 24);
  return { scroll: document.documentElement.scrollWidth - wide, out: out.slice(0, 3).map(tell),
    crossed: crossed.slice(0, 3).map(tell), smallest: Math.min(...sizes), small: small.slice(0, 3).map(tell) };
}

async function look(page, name, { dark = false } = {}) {
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  for (const [width, height] of SIZES) {
    const at = `${name}-${width}${dark ? "-dark" : ""}`;
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: path.join(pictures, `${at}.png`), fullPage: true });
    const seen = await page.evaluate(measure);
    expect(seen.scroll <= 0, `${at}: scrolls sideways by ${seen.scroll} px`);
    expect(!seen.out.length, `${at}: out of the screen: ${seen.out.join(" | ")}`);
    expect(!seen.crossed.length, `${at}: text wider than its place: ${seen.crossed.join(" | ")}`);
    expect(!seen.small.length, `${at}: too low to be hit: ${seen.small.join(" | ")}`);
    expect(seen.smallest >= 13.5, `${at}: letters of ${seen.smallest} px`);
    if (width !== 1920) await checkAxe(page, at);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
}

// --- the log-in ---

async function checkLogIn(page) {
  const first = await page.goto(`${url}/quan-ly`);
  expect(page.url() === `${url}/quan-ly/vao`, `who is not logged in is at ${page.url()}`);
  const headers = first.headers();
  expect(headers["cache-control"] === "no-store", `log-in: cache-control ${headers["cache-control"]}`);
  expect(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/.test(headers["content-security-policy"] ?? ""),
    `log-in: policy ${headers["content-security-policy"]}`);
  await validate("log-in", await first.text());
  await look(page, "log-in");
  await look(page, "log-in", { dark: true });
  expect((await logIn(page, "không phải thế")).status() === 403, "a wrong password is not refused");
  expect(await page.isVisible("[role=alert]"), "a wrong password is not told of");
  expect(await page.inputValue("#mat-khau") === "", "a wrong password stands there still");
  await page.screenshot({ path: path.join(pictures, "log-in-wrong.png") });
  // On a slow machine the wait is over before the next try is there; then it is longer after that one.
  let early = await logIn(page, "không phải thế");
  for (let i = 0; i < 3 && early.status() === 403; i++) early = await logIn(page, "không phải thế");
  const wait = Number(early.headers()["retry-after"]);
  expect(early.status() === 429 && wait >= 1, `a try too early: ${early.status()}, wait ${wait}`);
  expect((await page.textContent("[role=alert]")).includes(`${wait} giây`), "the wait is not told");
  await page.waitForTimeout(wait * 1000 + 50);
  await logIn(page);
  expect(page.url() === `${url}/quan-ly`, `logged in, at ${page.url()}`);
  const cookies = await page.context().cookies(`${url}/quan-ly`);
  expect(cookies.length === 1, `${cookies.length} cookies`);
  const [{ httpOnly, sameSite, path: where, secure, expires }] = cookies;
  expect(httpOnly && sameSite === "Strict" && where === "/quan-ly" && !secure && expires === -1,
    `cookie ${JSON.stringify(cookies[0])}`);
  expect((await page.context().cookies(`${url}/`)).length === 0, "the cookie is sent outside of /quan-ly");
}

// --- the figures ---

async function rowsOf(page, table) {
  return page.$$eval(`${table} tbody tr`, (rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
}

const WORDS = { met: "Đạt", missed: "Chưa đạt", "no-data": "Chưa có dữ liệu" };

async function checkTargets(page, name, json, before) {
  const rows = await rowsOf(page, ".targets");
  expect(rows.length === json.targets.length, `${name}: ${rows.length} targets, ${json.targets.length} in the report`);
  rows.forEach((row, i) => {
    for (const [target, at] of [[json.targets[i], 2], [before.targets[i], 5]]) {
      const outside = target.outside || target.n === undefined || target.n === null;
      const [share, n, verdict] = row.slice(at, at + 3).map(tidy);
      if (outside) continue;
      expect(share === comma(target.share) && n === count(target.n) && verdict.startsWith(WORDS[target.verdict]),
        `${name}: target ${i}: ${share}, ${n}, ${verdict}; the report: ${target.share}, ${target.n}, ${target.verdict}`);
    }
  });
}

async function checkFigures(page, name, period, before) {
  const json = reportJson(period);
  const overall = json.rows.filter((row) => row.scope === "overall");
  const figures = await page.$$eval(".figure", (cards) => cards.map((card) => ({
    big: card.querySelector(".big").firstChild.data, values: [...card.querySelectorAll("dd")].map((dd) => dd.innerText) })));
  expect(figures.length === overall.length, `${name}: ${figures.length} figures, ${overall.length} in the report`);
  overall.forEach((row, i) => {
    const aside = row.set_aside.reduce((a, b) => a + b, 0);
    expect(tidy(figures[i].big) === comma(row.share), `${name}: ${row.item} ${figures[i].big}, the report: ${row.share}`);
    expect(tidy(figures[i].values[0]) === count(row.n) && tidy(figures[i].values[1]) === count(aside),
      `${name}: ${row.item} ${figures[i].values}, the report: ${row.n}, ${aside}`);
  });
  await checkTargets(page, name, json, reportJson(before));
  const areas = json.rows.filter((row) => row.scope === "area" && row.item === "tthc");
  const shown = (await rowsOf(page, "section > .scroll > .areas")).map((row) => [tidy(row[2]), tidy(row[4])].join(" "));
  const expected = areas.map((row) => [comma(row.share), count(row.n)].join(" "));
  expect(shown.length >= 10 && shown.join() === expected.join(), `${name}: areas ${shown}; the report: ${expected}`);
  const devices = await rowsOf(page, ".devices");
  json.journals.forEach((journal, i) => {
    expect(devices[i] && tidy(devices[i][0]) === journal.device && tidy(devices[i][3]) === count(journal.ratings) &&
      tidy(devices[i][4]) === count(journal.last_seq) && journal.head.startsWith(tidy(devices[i][5])),
    `${name}: device ${devices[i]}; the report: ${JSON.stringify(journal)}`);
  });
}

async function checkBoard(page) {
  const now = await page.goto(`${url}/quan-ly`);
  await validate("board", await now.text());
  await checkFigures(page, "this week", "this-week", "last-week");
  await look(page, "this-week");
  await Promise.all([page.waitForURL(/ky=/), page.click("text=Tuần trước")]);
  await page.reload(); // that a week was looked at is an entry of the journal, written once it was read
  await checkFigures(page, "last week", "last-week", await page.evaluate(() =>
    new URL(document.querySelector("main a[href*='ky=']").href).searchParams.get("ky")));
  for (const details of await page.$$("details")) await details.evaluate((element) => { element.open = true; });
  await look(page, "last-week");
  await look(page, "last-week", { dark: true });
  const misuse = (await page.$$eval("section", (all) => all.map((s) => s.innerText)))
    .find((text) => tidy(text).startsWith("Đường dẫn dùng sai"));
  for (const n of [21, 22, 23, 24]) expect(new RegExp(`\\b${n}\\b`).test(misuse), `misuse ${n} is not told`);
  await page.pdf({ path: path.join(pictures, "last-week.pdf"), preferCSSPageSize: true, printBackground: true });
  const sheets = execFileSync("pdftotext", ["-layout", path.join(pictures, "last-week.pdf"), "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
  expect(sheets.length <= 6 && sheets.every((text) => text.trim().length > 40), `printed on ${sheets.length} sheets, or one is blank`);
}

async function checkPicker(page) {
  await page.goto(`${url}/quan-ly`);
  await page.click("summary >> text=Chọn kỳ khác");
  await page.selectOption("#loai", "month");
  await page.fill("#tu", "2026-02-14");
  await Promise.all([page.waitForURL(/ky=month/), page.click(".picker button")]);
  expect(page.url() === `${url}/quan-ly?ky=month:2026-02`, `the picker leads to ${page.url()}`);
  expect(tidy(await page.textContent("h1")).startsWith("Tháng 02/2026"), "the picker shows another period");
  await look(page, "empty-month");
  const wrong = await page.goto(`${url}/quan-ly?ky=%3Cscript%3E`);
  expect(wrong.status() === 400, `a wrong period: ${wrong.status()}`);
  await validate("wrong period", await wrong.text());
  await look(page, "wrong-period");
  await page.goto(`${url}/quan-ly?l=en`);
  expect(await page.getAttribute("html", "lang") === "en", "it does not speak English");
  await look(page, "english");
  await page.goto(`${url}/quan-ly?l=vi`);
}

// --- what is taken away ---

// The remarks in the web's journal, a line each.
function notes() {
  const program = `import sqlite3, sys
for row in sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).execute("SELECT note FROM entry WHERE kind=6 ORDER BY seq"):
    print(row[0])`;
  return execFileSync("/usr/bin/python3", ["-c", program, path.join(data, "devices/web/journal.db")], { encoding: "utf8" });
}

// The audit of a download is another entry of the journal, which the next report tells of.
async function waitForNote(wanted) {
  for (let i = 0; i < 200 && !wanted.test(notes()); i++) await new Promise((done) => { setTimeout(done, 50); });
  expect(wanted.test(notes()), `no audit ${wanted}`);
}

const OPENERS = {
  xlsx: (file) => execFileSync("/usr/bin/python3", ["-c", "import openpyxl, sys; print(openpyxl.load_workbook(sys.argv[1]).sheetnames)", file]),
  pdf: (file) => execFileSync("pdftotext", [file, "-"]),
  json: (file) => JSON.parse(fs.readFileSync(file, "utf8")).rows[0].item,
};

async function checkDownloads(page) {
  await page.goto(`${url}/quan-ly`);
  await Promise.all([page.waitForURL(/ky=/), page.click("text=Tuần trước")]);
  for (const [face, ending] of Object.entries(FACES)) {
    const own = path.join(taken, `own${ending}`);
    report("--period", "last-week", "--compare", "--by", "day", "--format", face, "--output", own);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`a[href$='dang=${face}']`)]);
    const name = download.suggestedFilename(), file = path.join(taken, name);
    await download.saveAs(file);
    expect(/^hai-long-chi-minh-\d{4}-W\d\d\.\w+$/.test(name) && name.endsWith(ending), `${face}: the file is called ${name}`);
    expect(fs.readFileSync(file).equals(fs.readFileSync(own)), `${face}: not the bytes of sipas report`);
    expect(String(OPENERS[face]?.(file) ?? "opens").length > 0, `${face}: does not open`);
    await waitForNote(new RegExp(`^staff lan: report \\d{4}-W\\d\\d ${face}$`, "m"));
  }
}

// Several clerks of an office press at once.
async function checkManyAtOnce(page) {
  const faces = ["pdf", "xlsx", "pdf", "html", "pdf", "xlsx", "json", "pdf"];
  const answers = await Promise.all(faces.map((face) =>
    page.context().request.get(`${url}/quan-ly/bao-cao?ky=last-month&dang=${face}`)));
  for (const [i, answer] of answers.entries()) {
    const begin = { pdf: "%PDF", xlsx: "PK", html: "<!DO", json: "{" }[faces[i]];
    expect(answer.status() === 200 && (await answer.body()).subarray(0, begin.length).toString() === begin,
      `${faces[i]} among others: ${answer.status()}`);
  }
}

// --- remarks ---

function journalHolds(text) {
  return ["journal.db", "journal.db-wal"].map((name) => path.join(data, "devices/web", name))
    .some((file) => fs.existsSync(file) && fs.readFileSync(file).includes(Buffer.from(text)));
}

async function checkRemarks(page) {
  await Promise.all([page.waitForURL(/gop-y$/), page.click("nav >> text=Góp ý")]);
  await page.goto(`${url}/quan-ly/gop-y?ngay=${new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10)}`);
  expect(tidy(await page.textContent("main")).includes("Góp ý được đọc khi tuần đã hết") &&
    (await page.$$(".remark")).length === 0, "remarks of a week that goes on");
  await look(page, "remarks-early");
  await Promise.all([page.waitForURL(/tu=/), page.click("text=‹ Tuần trước")]);
  const list = await page.goto(page.url());
  await validate("remarks", await list.text());
  const texts = (await page.$$eval(".remark p", (all) => all.map((p) => p.innerText))).map(tidy);
  expect(texts.length === 4, `${texts.length} remarks`);
  expect(texts.some((text) => text.startsWith("<script>document.title='x'</script><img")), "a remark is not shown as it was written");
  expect(!(await page.title()).includes("x</") && (await page.$$("main script, main img")).length === 0, "a remark runs");
  await look(page, "remarks");
  await look(page, "remarks", { dark: true });
  expect(journalHolds("0900000000"), "the remark is not in the journal to begin with");
  await Promise.all([page.waitForURL(/gop-y\/bo/), page.locator(".remark", { hasText: "0900000000" }).locator("a").click()]);
  await validate("take out", await (await page.reload()).text());
  await look(page, "take-out");
  await page.click("button.grave");
  expect(/gop-y\/bo/.test(page.url()) && journalHolds("0900000000"), "taken out without a reason");
  await page.check("input[value=personal-data]");
  await Promise.all([page.waitForURL(/gop-y\?tu=/), page.click("button.grave")]);
  expect((await page.$$(".remark")).length === 3, "the remark is still listed");
  expect(!journalHolds("0900000000"), "the remark's text is still in the journal's bytes");
  expect(journalHolds("bố trí thêm ghế"), "another remark is gone");
}

// --- the end ---

async function checkLogOut(page) {
  await page.goto(`${url}/quan-ly`);
  const [cookie] = await page.context().cookies(`${url}/quan-ly`);
  await Promise.all([page.waitForURL(/\/vao$/), page.click("header button")]);
  expect((await page.context().cookies(`${url}/quan-ly`)).length === 0, "the cookie stays after log-out");
  await page.goBack();
  expect((await page.$$(".figure, .targets")).length === 0, "Back shows figures after log-out");
  await page.goto(`${url}/quan-ly/gop-y`);
  expect(page.url() === `${url}/quan-ly/vao`, "remarks after log-out");
  const old = await fetch(`${url}/quan-ly`, { redirect: "manual", headers: { Cookie: `${cookie.name}=${cookie.value}` } });
  expect(old.status === 303, `the old cookie: ${old.status}`);
}

async function checkOutside() {
  const forged = { method: "POST", redirect: "manual", headers: { "Content-Type": "application/x-www-form-urlencoded" } };
  const body = "ten=lan&mat-khau=x";
  for (const [what, headers] of [["no origin", {}], ["another origin", { Origin: "http://evil.example" }]])
    expect((await fetch(`${url}/quan-ly/vao`, { ...forged, body, headers: { ...forged.headers, ...headers } })).status === 403, `a form of ${what}`);
}

// Everything that was done stands in the journal; neither the password nor what people wrote does.
function checkAudits() {
  const written = notes();
  for (const wanted of ["log-in refused", "log-in", "remark taken out personal-data", "log-out"])
    expect(written.split("\n").includes(`staff lan: ${wanted}`), `no audit ${wanted}`);
  expect(/^staff lan: remarks read \d{4}-W\d\d$/m.test(written), "no audit of reading remarks");
  expect(!/mùa xuân|không phải thế|0900000000|tận tình/.test(written), "an audit holds what it must not");
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await open(browser);
for (const step of [checkLogIn, checkBoard, checkPicker, checkDownloads, checkManyAtOnce, checkRemarks, checkLogOut, checkOutside, checkAudits])
  await step(page);
await browser.close();
for (const finding of findings) console.log(finding);
console.log(`${checks} checks, ${findings.length} findings`);
process.exit(findings.length ? 1 : 0);
