// One step of the page's build, for Maven: `node tools/build.mjs bundle|test`.
// A step is skipped when nothing that it reads has changed since it last passed.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(home);

const TOOLCHAIN = ["package.json", "package-lock.json", ".npmrc"];
const SOURCES = [
  ...TOOLCHAIN,
  "tools",
  "vite.config.ts",
  "index.html",
  "public",
  "src",
  "test",
].concat(readdirSync(".").filter((name) => name.startsWith("tsconfig")));

const steps = {
  bundle: { made: "target/classes/META-INF/outcry-web/index.html", scripts: ["check", "build"] },
  test: { made: "target/stamps", scripts: ["test"] },
};

const step = steps[process.argv[2]];
if (!step)
  fail(`unknown step ${process.argv[2]}, expected one of ${Object.keys(steps).join(", ")}`);
const [major] = process.versions.node.split(".").map(Number);
if (major < 20) fail(`the page is built by Node 20 or later, this is ${process.versions.node}`);

stamped("node_modules/.outcry-stamp", TOOLCHAIN, "node_modules", () => run(["ci"]));
stamped(`target/stamps/${process.argv[2]}`, SOURCES, step.made, () => {
  for (const script of step.scripts) run(["run", "--silent", script]);
});

function stamped(stamp, inputs, made, work) {
  const digest = digestOf(inputs);
  if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  rmSync(stamp, { force: true });
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

function digestOf(inputs) {
  const hash = createHash("sha256").update(process.version);
  for (const path of inputs.flatMap(filesUnder).toSorted()) {
    hash.update(`\0${path}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}

function run(args) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const done = spawnSync(npm, args, { stdio: "inherit", shell: process.platform === "win32" });
  if (done.error) fail(`npm could not be started: ${done.error.message}`);
  if (done.status !== 0) fail(`npm ${args.join(" ")} failed`);
}

function fail(reason) {
  process.stderr.write(`web-ui: ${reason}\n`);
  process.exit(1);
}
