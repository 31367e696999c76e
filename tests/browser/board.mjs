// Opens every board of a folder in Chromium on a phone, a desk, a hall screen and a hall screen on its side, and says
// what is wrong with it: node board.mjs BOARDS PICTURES. Exit status 1 when anything is.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const SIZES = [[390, 844], [1280, 800], [1920, 1080], [1080, 1920]];
const A4 = /Page size:\s+59[45]\.\d+ x 84[12]\.\d* pts/;
const [boards, pictures] = process.argv.slice(2);
const findings = [];
let looks = 0;

const find = (board, what) => findings.push(`${board}: ${what}`);

async function validate(file) {
  const validator = new HtmlValidate(new FileSystemConfigLoader({ extends: ["html-validate:recommended"], root: true }));
  const report = await validator.validateFile(file);
  for (const result of report.results)
    for (const message of result.messages)
      find(path.basename(file), `html-validate ${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
}

// A page that tells of everything it asks for and complains about.
async function open(browser, file, [width, height], javaScriptEnabled = true) {
  const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled });
  const page = await context.newPage();
  const name = path.basename(file);
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) find(name, `asks for ${request.url()}`);
  });
  page.on("console", (message) => find(name, `console: ${message.text()}`));
  page.on("pageerror", (error) => find(name, `error: ${error.message}`));
  await page.goto(pathToFileURL(file).href);
  return page;
}

// What sticks out of the screen, what is cut off, and how small the smallest letters are.
function measure() {
  const wide = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > wide + 0.5 || box.left < -0.5);
  });
  const crossed = [...document.querySelectorAll("td, th, p, h1, h2")].filter((e) => e.scrollWidth > e.clientWidth + 1);
  const sizes = [...document.querySelectorAll("body *")]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((element) => parseFloat(getComputedStyle(element).fontSize));
  const tell = (element) => `${element.tagName} ${element.textContent.trim().slice(0, 40)}`;
  return { scroll: document.documentElement.scrollWidth - wide, out: out.slice(0, 3).map(tell),
    crossed: crossed.slice(0, 3).map(tell), smallest: Math.min(...sizes) };
}

// Letters of 19 px are 12 mm high lines on a hall screen of 43 inches, 13.5 px on a phone a book's.
async function checkLayout(page, name, [width, height]) {
  const seen = await page.evaluate(measure);
  const at = `${width}x${height}`;
  if (seen.scroll > 0) find(name, `${at}: scrolls sideways by ${seen.scroll} px`);
  if (seen.out.length) find(name, `${at}: out of the screen: ${seen.out.join(" | ")}`);
  if (seen.crossed.length) find(name, `${at}: text wider than its place: ${seen.crossed.join(" | ")}`);
  const least = Math.max(width, height) >= 1920 ? 19 : 13.5;
  if (seen.smallest < least) find(name, `${at}: letters of ${seen.smallest} px`);
}

async function checkAxe(page, name, at) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => window.axe.run({ resultTypes: ["violations", "incomplete"] }));
  if (result.passes.length < 10) find(name, `axe-core looked at ${result.passes.length} rules only`);
  for (const violation of result.violations)
    find(name, `${at}: axe ${violation.id}: ${violation.help}: ${violation.nodes.map((n) => n.target).slice(0, 3)}`);
}

async function checkSize(browser, file, size, withoutScript) {
  const name = path.basename(file), at = size.join("x");
  const page = await open(browser, file, size);
  const picture = await page.screenshot({ path: path.join(pictures, `${name}-${at}.png`) });
  await checkLayout(page, name, size);
  if (size[0] === 390 || size[0] === 1920) await checkAxe(page, name, at);
  await page.context().close();
  looks++;
  if (!withoutScript) return;
  const bare = await open(browser, file, size, false);
  if (!picture.equals(await bare.screenshot())) find(name, `${at}: looks different without scripts`);
  await bare.context().close();
}

// On paper: A4, few pages, none of them blank, the title on the first.
async function checkPrint(browser, file) {
  const name = path.basename(file);
  const page = await open(browser, file, SIZES[1]);
  const title = await page.textContent("h1");
  const paper = path.join(pictures, `${name}.pdf`);
  await page.pdf({ path: paper, preferCSSPageSize: true, printBackground: true });
  await page.context().close();
  const about = execFileSync("pdfinfo", [paper], { encoding: "utf8" });
  const sheets = execFileSync("pdftotext", ["-layout", paper, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
  if (!A4.test(about)) find(name, "is not printed on A4");
  if (sheets.length > 12) find(name, `takes ${sheets.length} sheets`);
  if (!sheets[0].normalize("NFC").replace(/\s+/g, " ").includes(title)) find(name, "the first sheet has no title");
  sheets.forEach((text, i) => {
    if (text.trim().length < 40) find(name, `sheet ${i + 1} is as good as blank`);
  });
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const files = fs.readdirSync(boards).sort().map((name) => path.resolve(boards, name));
const waiting = [...files];

async function work() {
  for (let file = waiting.shift(); file; file = waiting.shift()) {
    const vietnamese = file.endsWith(".vi.html");
    await validate(file);
    for (const size of SIZES.filter((_, i) => vietnamese || i === 0)) await checkSize(browser, file, size, vietnamese);
    await checkPrint(browser, file);
  }
}

await Promise.all([work(), work()]);
await browser.close();
if (files.length < 20) find(boards, `only ${files.length} boards`);
for (const finding of findings.sort()) console.log(finding);
console.log(`${files.length} boards, ${looks} looks, ${findings.length} findings`);
process.exit(findings.length ? 1 : 0);
