/* Lighthouse, mobile preset, over the addresses given; one Chromium for all. Prints one line of JSON a page:
   its address, its scores from 0 to 100, and what cost points. */
import lighthouse from "lighthouse";
import { launch } from "chrome-launcher";

const [chromePath, ...addresses] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
const asked = ["accessibility", "best-practices", "seo"]; // speed depends on the machine: make bench
const quiet = { pauseAfterFcpMs: 100, pauseAfterLoadMs: 100, networkQuietThresholdMs: 250, cpuQuietThresholdMs: 250 };
const options = { ...quiet, port: chrome.port, onlyCategories: asked, disableFullPageScreenshot: true, logLevel: "error" };
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, options);
    const scores = Object.fromEntries(asked.map((name) => [name, Math.round(lhr.categories[name].score * 100)]));
    const lost = asked.flatMap((name) => lhr.categories[name].auditRefs)
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
      .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""}`.trim());
    console.log(JSON.stringify({ address, scores, lost, error: lhr.runtimeError?.message }));
  }
} finally {
  chrome.kill();
}
