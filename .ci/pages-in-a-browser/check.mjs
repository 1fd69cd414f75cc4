// Opens pages in headless Chromium, as light and as dark as a reader may have it, and prints them.
//
//     node check.mjs FOLDER     every *.html of the folder; the print of each is written beside it
//
// Fails where a page writes to the console, asks anything of anybody, does not print, is wider than its window, or where
// axe-core finds a serious or critical fault. Then a page with such faults is opened, to see that they are found.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const GRAVE = ["serious", "critical"];
/** The widths of a phone, a tablet and two screens. */
const WINDOWS = [400, 800, 1100, 1600];
const FAULTY = `<!DOCTYPE html><html lang="en"><head><title>Faults</title></head><body><main><h1>Faults</h1>
<p style="color: #ccc; background: #fff">Faint</p><img src="http://127.0.0.1:9/asked.png"><script>console.log("said")</script>
<p style="width: 900px">Wide</p>
</main></body></html>`;

/** Chromium, spoken to through a pipe: messages in JSON, each ended by a null character. */
class Browser {
  constructor() {
    this.profile = mkdtempSync(join(tmpdir(), "profile-"));
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run"];
    const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
    this.process = spawn("chromium", [...flags, ...quiet, `--user-data-dir=${this.profile}`], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    this.answers = new Map();
    this.listeners = new Map();
    this.number = 0;
    let rest = "";
    this.process.stdio[4].on("data", (data) => {
      const messages = (rest + data).split("\0");
      rest = messages.pop();
      messages.forEach((message) => this.hear(JSON.parse(message)));
    });
    this.ended = new Promise((end) => this.process.on("exit", end));
    this.ended.then(() => this.answers.forEach(({ fail }) => fail(new Error("Chromium has ended"))));
  }

  hear(message) {
    if (message.id === undefined) {
      this.listeners.get(message.sessionId)?.(message);
      return;
    }
    const { done, fail } = this.answers.get(message.id);
    this.answers.delete(message.id);
    if (message.error) fail(new Error(message.error.message));
    else done(message.result);
  }

  ask(method, params = {}, sessionId = undefined) {
    this.number += 1;
    const id = this.number;
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    return new Promise((done, fail) => this.answers.set(id, { done, fail }));
  }

  async close() {
    await this.ask("Browser.close").catch(() => {});
    await this.ended;
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/** What is wrong with a page, in lines; and its print, which is the same light and dark. */
async function faults(browser, url, scheme) {
  const { targetId } = await browser.ask("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await browser.ask("Target.attachToTarget", { targetId, flatten: true });
  const ask = (method, params) => browser.ask(method, params, sessionId);
  const found = [];
  let loaded;
  const isLoaded = new Promise((done) => (loaded = done));
  browser.listeners.set(sessionId, ({ method, params }) => {
    if (method === "Page.loadEventFired") loaded();
    if (method === "Runtime.consoleAPICalled") found.push(`says ${params.args.map((one) => one.value).join(" ")}`);
    if (method === "Runtime.exceptionThrown") found.push(`throws ${params.exceptionDetails.text}`);
    if (method === "Log.entryAdded") found.push(`logs ${params.entry.text}`);
    if (method === "Network.requestWillBeSent" && params.request.url !== url) found.push(`asks ${params.request.url}`);
  });
  await Promise.all(["Page", "Runtime", "Log", "Network"].map((domain) => ask(`${domain}.enable`)));
  await ask("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  await ask("Page.navigate", { url });
  await isLoaded;
  const print = scheme === "light" ? await ask("Page.printToPDF", { preferCSSPageSize: true, printBackground: true }) : null;
  const expression = `${AXE}; axe.run().then(({ violations, passes }) => JSON.stringify({ violations, passes }))`;
  const { result } = await ask("Runtime.evaluate", { expression, awaitPromise: true });
  const { violations, passes } = JSON.parse(result.value);
  if (passes.length < 10) found.push(`keeps only ${passes.length} rules of axe-core`);
  for (const { id, impact, help, nodes } of violations) {
    const line = `${impact}: ${help} (${id}): ${nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(" | ")}`;
    if (GRAVE.includes(impact)) found.push(line);
    else console.log(`  to be seen, ${line}`);
  }
  for (const width of WINDOWS) {
    await ask("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
    const { result } = await ask("Runtime.evaluate", { expression: "document.documentElement.scrollWidth" });
    if (result.value > width) found.push(`is ${result.value} wide in a window of ${width}`);
  }
  browser.listeners.delete(sessionId);
  await browser.ask("Target.closeTarget", { targetId });
  return { found, print };
}

const folder = resolve(process.argv[2]);
const browser = new Browser();
let failed = false;
for (const file of readdirSync(folder).filter((name) => name.endsWith(".html")).sort()) {
  const url = pathToFileURL(join(folder, file)).href;
  for (const scheme of ["light", "dark"]) {
    const { found, print } = await faults(browser, url, scheme);
    console.log(`${file}, ${scheme}: ${found.length === 0 ? "nothing found" : ""}`);
    found.forEach((fault) => console.log(`  ${fault}`));
    failed ||= found.length > 0;
    if (print) writeFileSync(join(folder, file.replace(/html$/, "pdf")), Buffer.from(print.data, "base64"));
  }
}
const canary = join(folder, "faulty.htm");
writeFileSync(canary, FAULTY);
const { found } = await faults(browser, pathToFileURL(canary).href, "light");
for (const expected of [/^says said/, /^asks http/, /\(image-alt\)/, /\(color-contrast\)/, /^is \d+ wide in a window of 800/]) {
  if (!found.some((fault) => expected.test(fault))) {
    console.log(`A fault that was planted is not found: ${expected}`);
    failed = true;
  }
}
await browser.close();
process.exitCode = failed ? 1 : 0;
