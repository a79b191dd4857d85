// Builds everything a page needs besides its HTML into static/payerport/dist:
// the compiled theme, the type, the icon sprite and htmx. Run by `npm run build`; the output is not committed.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../../..");
const modules = join(root, "node_modules");
const uswds = join(modules, "@uswds/uswds");
const own = resolve(here, "../static/payerport/src");
const dist = resolve(here, "../static/payerport/dist");

const fonts = [
  ["public-sans", "PublicSans-Regular.woff2"],
  ["public-sans", "PublicSans-SemiBold.woff2"],
  ["public-sans", "PublicSans-Bold.woff2"],
  ["roboto-mono", "roboto-mono-v5-latin-regular.woff2"],
];

function style(name) {
  const result = sass.compile(join(here, `${name}.scss`), {
    loadPaths: [join(uswds, "packages"), here],
    style: "compressed",
    quietDeps: true,
    logger: { warn: (message, { deprecation }) => deprecation || console.warn(message) },
  });
  write(`${name}.css`, result.css);
  for (const [, path] of result.css.matchAll(/url\("?img\/([^)"]+)"?\)/g)) {
    mkdirSync(dirname(join(dist, "img", path)), { recursive: true });
    copyFileSync(join(uswds, "dist/img", path), join(dist, "img", path));
  }
}

function write(name, text) {
  writeFileSync(join(dist, name), text);
  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
  console.log(`${name.padEnd(18)} ${kilobytes(Buffer.byteLength(text))}, ${kilobytes(gzipSync(text).length)} gzip`);
}

// One <symbol> for each icon: our own drawing where there is one, else the design system's.
function sprite() {
  const names = readFileSync(join(own, "icons.txt"), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const symbols = names.map((line) => {
    const [name, file = name] = line.split("=");
    const drawn = join(own, "icons", `${file}.svg`);
    const source = existsSync(drawn) ? drawn : join(uswds, "dist/img/usa-icons", `${file}.svg`);
    const svg = readFileSync(source, "utf8");
    const box = /viewBox="([^"]+)"/.exec(svg)?.[1] ?? "0 0 24 24";
    const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").trim();
    return `<symbol id="${name}" viewBox="${box}">${body}</symbol>`;
  });
  write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "fonts"), { recursive: true });
style("payerport");
sprite();
for (const [family, file] of fonts) {
  copyFileSync(join(uswds, "dist/fonts", family, file), join(dist, "fonts", file));
}
// The map comment would make the static files' manifest look for a file that is not shipped.
const htmx = readFileSync(join(modules, "htmx.org/dist/htmx.min.js"), "utf8");
write("htmx.min.js", htmx.replace(/\n?\/\/# sourceMappingURL=.*$/m, ""));
console.log(`built into ${dist.slice(root.length + 1)}`);
