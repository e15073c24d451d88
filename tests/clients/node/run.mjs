// Starts a directory and `documents` that believes it, then the suites of this folder with node's own test runner:
// `node run.mjs [FILE…]`. Node reads the authority of a certificate when it starts, so the suites are its children.

import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../../..');
const ROLECALL = process.env.ROLECALL_BIN ?? join(ROOT, 'target/debug/rolecall');
const DOCUMENTS = process.env.DOCUMENTS_BIN ?? join(ROOT, 'target/debug/documents');
const OF_THE_MACHINE = /^(AAD_|DIRECTORY_|DOCUMENTS_|NODE_EXTRA_CA_CERTS|SSL_CERT_|(HTTPS?|ALL)_PROXY$)/i;
const DEADLINE = 30_000;

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
const running = [];

try {
  process.exitCode = await run(process.argv.slice(2));
} finally {
  for (const program of running) program.kill('SIGKILL');
  rmSync(folder, { recursive: true });
}

async function run(files) {
  certificate();
  copyFileSync(join(HERE, '../directory.toml'), join(folder, 'directory.toml'));
  const directory = JSON.parse(await said(ROLECALL, listening(), {}, /(\{.*\})\n/));
  const ca = resolve(folder, directory.ca_file);
  const settings = {
    AAD_TENANT_ID: directory.tenant_id,
    AAD_CLIENT_ID: directory.client_id,
    AAD_AUTHORITY: directory.url,
    AAD_CA_FILE: ca,
    DOCUMENTS_LISTEN: '127.0.0.1:0',
    DOCUMENTS_DB: join(folder, 'documents.db'),
  };
  const documents = await said(DOCUMENTS, [], settings, /documents +(http:\/\/\S+)\n/);
  const world = { ...directory, documents, folder };
  const all = readdirSync(HERE).filter((name) => name.endsWith('.test.mjs')).map((name) => join(HERE, name));
  // One file after the other: there is one directory, and some cases move its clock.
  const suites = ['--test', '--test-concurrency=1', '--test-timeout=60000', ...(files.length ? files : all)];
  const environment = { ...own(), NODE_EXTRA_CA_CERTS: ca, WORLD: JSON.stringify(world) };
  const runner = spawn(process.execPath, suites, { env: environment, stdio: 'inherit' });
  return new Promise((done) => runner.on('exit', (code) => done(code ?? 1)));
}

// The one that the directory knows the robot and the portal by.
function certificate() {
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-subj', '/CN=robot', '-days', '2'];
  execFileSync('openssl', [...made, '-keyout', 'robot.key', '-out', 'robot.pem'], { cwd: folder, stdio: 'pipe' });
}

function listening() {
  const place = ['--listen', '127.0.0.1:0', '--tls', '--ca-file', 'directory-ca.pem'];
  return ['directory', ...place, '--file', 'directory.toml', '--json'];
}

// Starts a program, and waits for what it prints.
function said(command, options, settings, awaited) {
  const program = spawn(command, options, { cwd: folder, env: { ...own(), ...settings }, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(program);
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`${command} is late; it printed: ${printed}`)), DEADLINE);
    let printed = '';
    program.on('error', fail);
    program.on('exit', () => fail(new Error(`${command} stopped; it printed: ${printed}`)));
    program.stdout.on('data', (data) => {
      printed += data;
      const found = awaited.exec(printed);
      if (found) {
        clearTimeout(late);
        done(found[1]);
      }
    });
  });
}

// The environment, without what it says of the machine's own network.
function own() {
  const kept = Object.entries(process.env).filter(([name]) => !OF_THE_MACHINE.test(name));
  return { ...Object.fromEntries(kept), RUST_LOG: 'warn' };
}
